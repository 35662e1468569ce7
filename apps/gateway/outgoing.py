"""Rows as the events that others hear."""

from apps.gateway.models import ApiKey, User
from quenty.contracts.gateway.events import ApiKeyRevokedV1, UserDisabledV1
from quenty.kernel.actors import Actor
from quenty.platform.events import publish


def user_disabled(user: User, *, reason: str, actor: Actor) -> None:
    """The user can no longer log in, and what was given out to them is void."""
    publish(
        UserDisabledV1(user_id=user.id, customer_id=user.customer_id, reason=reason),
        aggregate=user.id,
        actor=actor,
    )


def api_key_revoked(key: ApiKey, *, actor: Actor) -> None:
    publish(
        ApiKeyRevokedV1(key_id=key.id, customer_id=key.customer_id),
        aggregate=key.id,
        actor=actor,
        livemode=key.livemode,
    )
