"""Users as the back office keeps them."""

from typing import Any
from uuid import UUID

from apps.gateway.api.answers import UserOut
from apps.gateway.api.bodies import NewUserBody, ReasonBody, RolesBody, UsersQuery
from apps.gateway.api.routes import routes
from apps.gateway.domain.roles import is_staff
from apps.gateway.selectors import users as selectors
from apps.gateway.services import (
    create_staff,
    disable_user,
    revoke_sessions,
    second_factor,
    update_user,
)
from apps.gateway.services import create_user as creation
from quenty.contracts.gateway.errors import GatewayError
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

BACK_OFFICE = allow(Role.ADMIN, Role.SUPPORT)
ADMIN = allow(Role.ADMIN)
_ACTS_FOR = ("customer_id", "franchise_id", "operator_id", "driver_id")


@routes.list(
    "users", item=UserOut, query=UsersQuery, ordering=("created_at", "email"), access=BACK_OFFICE
)
def list_users(call: Call) -> Any:
    """All users, filtered."""
    return selectors.users(**call.query)


@routes.get("users/{user_id}", answer=UserOut, etag="version", access=BACK_OFFICE)
def get_user(call: Call, user_id: UUID) -> Any:
    """One user."""
    return selectors.user_by_id(user_id)


@routes.post("users", body=NewUserBody, answer=UserOut, access=ADMIN)
def create_user(call: Call) -> Any:
    """Create a user, who is sent a link to choose a password."""
    roles = tuple(call.body["roles"])
    wanted: dict[str, Any] = {name: call.body.get(name) for name in _ACTS_FOR}
    who: dict[str, Any] = {
        "email": call.body["email"],
        "full_name": call.body["full_name"],
        "language": call.body.get("language", "es"),
        "password": None,
        "roles": roles,
        "actor": call.actor,
    }
    if not is_staff(roles):
        return creation.create_user(**who, **wanted)
    given = [name for name, value in wanted.items() if value]
    if given:
        raise GatewayError.ROLES_NOT_ALLOWED(field=given[0], roles=", ".join(roles))
    return create_staff.create_staff(**who)


@routes.patch("users/{user_id}", body=RolesBody, answer=UserOut, etag="version", access=ADMIN)
def change_roles(call: Call, user_id: UUID) -> Any:
    """Give a user other roles. Tokens that carry the old ones are void."""
    return update_user.change_roles(
        user_id=user_id, roles=tuple(call.body["roles"]), version=call.if_match, actor=call.actor
    )


@routes.post("users/{user_id}/disable", body=ReasonBody, answer=UserOut, status=200, access=ADMIN)
def disable(call: Call, user_id: UUID) -> Any:
    """Shut a user out; sessions and tokens are void."""
    return disable_user.disable_user(user_id=user_id, reason=call.body["reason"], actor=call.actor)


@routes.post("users/{user_id}/enable", answer=UserOut, status=200, access=ADMIN)
def enable(call: Call, user_id: UUID) -> Any:
    """Let a user in again."""
    return disable_user.enable_user(user_id=user_id, actor=call.actor)


@routes.post("users/{user_id}/revoke-sessions", status=204, access=ADMIN)
def end_sessions(call: Call, user_id: UUID) -> None:
    """End all sessions of a user."""
    user = selectors.user_by_id(user_id)
    revoke_sessions.revoke_sessions(user_id=user.id, reason="by_staff")


@routes.post("users/{user_id}/remove-second-factor", status=204, access=ADMIN)
def remove_second_factor(call: Call, user_id: UUID) -> None:
    """Take the second factor from somebody who lost the device."""
    second_factor.remove_second_factor(user_id=user_id, actor=call.actor)
