"""Create a member of staff, in the groups of their roles."""

from apps.gateway.domain.roles import STAFF_ROLES
from apps.gateway.models import User
from apps.gateway.selectors.users import user_for_update
from apps.gateway.services.create_user import create_user
from apps.gateway.services.staff_groups import put_into_groups, seed_staff_groups
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work


def create_staff(
    *,
    email: str,
    password: str | None,
    full_name: str,
    roles: tuple[str, ...],
    actor: Actor,
    language: str = "es",
) -> User:
    """A user with admin access. Without a password, a link to choose one is sent.

    Raises gateway.email_taken, gateway.weak_password, gateway.roles_not_allowed.
    """
    if not roles or any(role not in STAFF_ROLES for role in roles):
        raise GatewayError.ROLES_NOT_ALLOWED(field="roles", roles=", ".join(roles))
    seed_staff_groups()
    with unit_of_work("gateway"):
        made = create_user(
            email=email,
            password=password,
            full_name=full_name,
            roles=roles,
            language=language,
            actor=actor,
        )
        user = user_for_update(made.id)
        put_into_groups(user)
    return user
