"""Whether pickups can do its work."""

from typing import Any

from rest_framework import serializers

from apps.pickups.api.routes import routes
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call, Serializer
from quenty.platform.http.health import reachable


class PickupsHealthOut(Serializer):
    context = serializers.CharField()
    status = serializers.ChoiceField(["up", "down"])


@routes.get("health", answer=PickupsHealthOut, access=PUBLIC)
def health(call: Call) -> tuple[dict[str, Any], int]:
    """Whether pickups reaches its database: 200 when it does, else 503."""
    up = reachable("pickups")
    return {"context": "pickups", "status": "up" if up else "down"}, 200 if up else 503
