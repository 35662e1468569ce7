"""Create an API key for a merchant."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.gateway.domain.api_keys import (
    LIVE_KEYS_PER_MERCHANT,
    SECRET_BYTES,
    hash_of,
    make_key,
    prefix_of,
)
from apps.gateway.domain.networks import normalise_network
from apps.gateway.domain.scopes import is_scope
from apps.gateway.models import ApiKey, Merchant
from apps.gateway.selectors.users import user_by_id
from apps.gateway.services.authenticate import refuse_suspended
from quenty.contracts.gateway.errors import GatewayError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


@dataclass(frozen=True, slots=True)
class NewKey:
    """`secret`: the whole key, which nobody can show again."""

    row: ApiKey
    secret: str


def create_api_key(
    *,
    user_id: UUID,
    name: str,
    scopes: tuple[str, ...],
    livemode: bool,
    actor: Actor,
    allowed_networks: tuple[str, ...] = (),
    expires_at: datetime | None = None,
) -> NewKey:
    """A key that acts for the user's merchant, or in test mode for its sandbox twin.

    Raises gateway.no_merchant, gateway.sandbox_unavailable, gateway.unknown_scope,
    gateway.invalid_network, gateway.expiry_in_past, gateway.too_many_api_keys,
    gateway.account_suspended.
    """
    _check_scopes(scopes)
    networks = _networks(allowed_networks)
    if expires_at is not None and expires_at <= clock.now():
        raise GatewayError.EXPIRY_IN_PAST(field="expires_at")
    secret = make_key(livemode=livemode, random=secrets.token_bytes(SECRET_BYTES))
    with unit_of_work("gateway"):
        user = user_by_id(user_id)
        if user.customer_id is None:
            raise GatewayError.NO_MERCHANT()
        merchant = _merchant(user.customer_id)
        refuse_suspended(user)
        row = ApiKey.objects.create(
            name=name,
            prefix=prefix_of(secret),
            key_hash=hash_of(secret),
            livemode=livemode,
            owner_id=user.customer_id,
            customer_id=_acts_for(merchant, livemode=livemode),
            roles=["merchant"],
            scopes=sorted(set(scopes)),
            allowed_networks=networks,
            created_by=user,
            expires_at=expires_at,
        )
        data = {"scopes": row.scopes, "livemode": livemode}
        record("gateway", action="api_key.create", subject=row.id, actor=actor, data=data)
    return NewKey(row, secret)


def _check_scopes(scopes: tuple[str, ...]) -> None:
    for index, scope in enumerate(scopes):
        if not is_scope(scope):
            raise GatewayError.UNKNOWN_SCOPE(field=f"scopes.{index}", scope=scope)


def _networks(texts: tuple[str, ...]) -> list[str]:
    found = []
    for index, text in enumerate(texts):
        try:
            found.append(normalise_network(text))
        except ValueError as error:
            pointer = f"allowed_networks.{index}"
            raise GatewayError.INVALID_NETWORK(field=pointer, network=text) from error
    return sorted(set(found))


def _merchant(customer_id: UUID) -> Merchant:
    """The merchant's row, locked, so that the number of its keys holds."""
    Merchant.objects.bulk_create([Merchant(customer_id=customer_id)], ignore_conflicts=True)
    merchant = Merchant.objects.select_for_update().get(customer_id=customer_id)
    if ApiKey.objects.filter(owner_id=customer_id, revoked_at=None).count() >= (
        LIVE_KEYS_PER_MERCHANT
    ):
        raise GatewayError.TOO_MANY_API_KEYS(limit=LIVE_KEYS_PER_MERCHANT)
    return merchant


def _acts_for(merchant: Merchant, *, livemode: bool) -> UUID:
    if livemode:
        return merchant.customer_id
    if merchant.test_customer_id is None:
        raise GatewayError.SANDBOX_UNAVAILABLE(field="livemode")
    return merchant.test_customer_id
