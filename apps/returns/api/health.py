"""Whether returns can do its work."""

from typing import Any

from rest_framework import serializers

from apps.returns.api.routes import routes
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call, Serializer
from quenty.platform.http.health import reachable


class ReturnsHealthOut(Serializer):
    context = serializers.CharField()
    status = serializers.ChoiceField(["up", "down"])


@routes.get("health", answer=ReturnsHealthOut, access=PUBLIC)
def health(call: Call) -> tuple[dict[str, Any], int]:
    """Whether returns reaches its database: 200 when it does, else 503."""
    up = reachable("returns")
    return {"context": "returns", "status": "up" if up else "down"}, 200 if up else 503
