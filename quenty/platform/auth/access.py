"""Who may use an endpoint, declared beside it."""

from dataclasses import dataclass
from typing import Any

from rest_framework.permissions import BasePermission

from quenty.platform.auth.principal import Principal


@dataclass(frozen=True)
class Access:
    """`roles`: any of them is enough. `scope`: what an API key needs besides.
    `public`: no token.
    """

    roles: frozenset[str]
    scope: str = ""
    public: bool = False

    def permits(self, principal: Principal | None) -> bool:
        if self.public:
            return True
        if principal is None or not principal.has(*self.roles):
            return False
        return principal.kind != "api_key" or self.scope in principal.scopes


PUBLIC = Access(frozenset(), public=True)


def allow(*roles: str, scope: str = "") -> Access:
    """Any of these roles; a principal that is an API key needs `scope` too (none: no key may)."""
    if not roles:
        raise ValueError("say who may: allow(Role.MERCHANT, ...) or PUBLIC")
    return Access(frozenset(roles), scope)


class AccessPermission(BasePermission):
    """Asks the endpoint's declaration. A view without one lets nobody in."""

    def has_permission(self, request: Any, view: Any) -> bool:
        access = view.access_for(request.method) if hasattr(view, "access_for") else None
        if access is None:
            return False
        return bool(access.permits(request.user))
