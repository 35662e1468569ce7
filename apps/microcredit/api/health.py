"""Whether microcredit can do its work."""

from typing import Any

from rest_framework import serializers

from apps.microcredit.api.routes import routes
from quenty.platform.auth import PUBLIC
from quenty.platform.http import Call, Serializer
from quenty.platform.http.health import reachable


class MicrocreditHealthOut(Serializer):
    context = serializers.CharField()
    status = serializers.ChoiceField(["up", "down"])


@routes.get("health", answer=MicrocreditHealthOut, access=PUBLIC)
def health(call: Call) -> tuple[dict[str, Any], int]:
    """Whether microcredit reaches its database: 200 when it does, else 503."""
    up = reachable("microcredit")
    return {"context": "microcredit", "status": "up" if up else "down"}, 200 if up else 503
