"""Shut a user out, and let one in again."""

from uuid import UUID

from apps.gateway import outgoing
from apps.gateway.models import User
from apps.gateway.selectors.users import user_for_update
from apps.gateway.services.revoke_sessions import revoke_sessions
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def disable_user(*, user_id: UUID, reason: str, actor: Actor) -> User:
    """No log-in any more; sessions and tokens are void. Again changes nothing.

    Raises gateway.user_not_found.
    """
    with unit_of_work("gateway"):
        user = user_for_update(user_id)
        if user.is_active:
            user.is_active = False
            user.disabled_at = clock.now()
            user.disabled_reason = reason[:200]
            user.save()
            void_tokens(user, reason="disabled")
            outgoing.user_disabled(user, reason=reason, actor=actor)
            record("gateway", action="user.disable", subject=user.id, actor=actor)
    return user


def enable_user(*, user_id: UUID, actor: Actor) -> User:
    """The user may log in again. Raises gateway.user_not_found."""
    with unit_of_work("gateway"):
        user = user_for_update(user_id)
        if not user.is_active:
            user.is_active = True
            user.disabled_at = None
            user.disabled_reason = ""
            user.save()
            record("gateway", action="user.enable", subject=user.id, actor=actor)
    return user


def void_tokens(user: User, *, reason: str) -> None:
    """End the user's sessions and void every access token given out till now."""
    # Tokens count whole seconds. Those of this second are in the list of revoked ones.
    user.tokens_void_before = clock.now().replace(microsecond=0)
    user.save(update_fields=["tokens_void_before", "updated_at"])
    revoke_sessions(user_id=user.id, reason=reason)
