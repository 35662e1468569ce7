"""Change what a person is called, and what the back office lets them do."""

from uuid import UUID

from apps.gateway.domain.roles import is_staff
from apps.gateway.models import User
from apps.gateway.selectors.users import user_for_update
from apps.gateway.services.create_user import check_roles
from apps.gateway.services.disable_user import void_tokens
from apps.gateway.services.staff_groups import put_into_groups
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version


def update_profile(
    *, user_id: UUID, full_name: str | None, language: str | None, version: int | None = None
) -> User:
    """What one may change of oneself. `version`: the one that the caller has seen.

    Raises gateway.user_not_found, request.precondition_failed.
    """
    with unit_of_work("gateway"):
        user = user_for_update(user_id)
        check_version(user.version, version)
        user.full_name = full_name if full_name is not None else user.full_name
        user.language = language if language is not None else user.language
        user.version += 1
        user.save(update_fields=["full_name", "language", "version", "updated_at"])
    return user


def change_roles(
    *, user_id: UUID, roles: tuple[str, ...], actor: Actor, version: int | None = None
) -> User:
    """Give a user other roles; tokens that carry the old ones are void.

    Raises gateway.user_not_found, request.precondition_failed, gateway.roles_not_allowed:
    an outsider never becomes
    staff or the reverse, which takes another account.
    """
    check_roles(roles)
    with unit_of_work("gateway"):
        user = user_for_update(user_id)
        check_version(user.version, version)
        if is_staff(roles) != user.is_staff:
            raise GatewayError.ROLES_NOT_ALLOWED(field="roles", roles=", ".join(roles))
        if sorted(set(roles)) == user.roles:
            return user
        data = {"before": user.roles, "after": sorted(set(roles))}
        user.roles = sorted(set(roles))
        user.version += 1
        user.save(update_fields=["roles", "version", "updated_at"])
        put_into_groups(user)
        void_tokens(user, reason="roles_changed")
        record("gateway", action="user.change_roles", subject=user.id, actor=actor, data=data)
    return user
