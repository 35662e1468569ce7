"""Revoke API keys, for good."""

from uuid import UUID

from apps.gateway import outgoing
from apps.gateway.models import ApiKey
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.auth import api_keys
from quenty.platform.db import unit_of_work


def revoke_api_key(
    *, key_id: UUID, actor: Actor, owner_id: UUID | None = None, reason: str = ""
) -> ApiKey:
    """The key, revoked; again changes nothing. `owner_id`: only if it is this merchant's.

    Raises gateway.api_key_not_found.
    """
    with unit_of_work("gateway"):
        rows = ApiKey.objects.select_for_update().filter(pk=key_id)
        if owner_id is not None:
            rows = rows.filter(owner_id=owner_id)
        key = rows.first()
        if key is None:
            raise GatewayError.API_KEY_NOT_FOUND()
        if key.revoked_at is None:
            _revoke(key, reason=reason, actor=actor)
    return key


def revoke_keys_of_merchant(*, customer_id: UUID, reason: str, actor: Actor) -> int:
    """Revoke all keys of a merchant, inside a unit of work. Gives how many."""
    keys = ApiKey.objects.select_for_update().filter(owner_id=customer_id, revoked_at=None)
    found = list(keys.order_by("pk"))
    for key in found:
        _revoke(key, reason=reason, actor=actor)
    return len(found)


def _revoke(key: ApiKey, *, reason: str, actor: Actor) -> None:
    key.revoked_at = clock.now()
    key.revoke_reason = reason[:200]
    key.save(update_fields=["revoked_at", "revoke_reason", "updated_at"])
    outgoing.api_key_revoked(key, actor=actor)
    record("gateway", action="api_key.revoke", subject=key.id, actor=actor)
    unit_of_work.on_commit("gateway", api_keys.forget)
