"""The gateway's endpoints, under /api/v1/gateway/."""

from typing import Any
from uuid import UUID

from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Routes

routes = Routes("gateway")

# Any person who logged in. API keys need a scope, and there is none for one's own account.
ANY_USER = allow(*Role)


def user_id_of(call: Call) -> UUID:
    return UUID(call.principal.id)


def address_of(request: Any) -> str:
    """The caller's address as the server in front tells it."""
    return str(request.META.get("REMOTE_ADDR", ""))
