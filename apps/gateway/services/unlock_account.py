"""Forget an account's failed log-ins, for somebody who called support."""

from uuid import UUID

from apps.gateway.selectors.users import user_by_id
from apps.gateway.services.count_attempt import forget_account
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def unlock_account(*, user_id: UUID, actor: Actor) -> None:
    """The account may be tried again at once. Raises gateway.user_not_found."""
    with unit_of_work("gateway"):
        user = user_by_id(user_id)
        forget_account(user.email)
        record("gateway", action="user.unlock", subject=user.id, actor=actor)
