"""Confirm an order with one of its quote's offers."""

from uuid import UUID

from apps.orders.models import Guide
from apps.orders.services.confirm.begin import begin
from apps.orders.services.confirm.carry_on import carry_on
from quenty.kernel.actors import Actor


def confirm_order(
    *,
    order_id: UUID,
    offer_id: UUID,
    idempotency_key: str,
    actor: Actor,
    allows_other: bool = False,
) -> Guide:
    """Hold the price, issue the guide, capture. Calls customers: never in a transaction.

    The same key again goes on with, or answers, what the first one began; another key is
    refused while that stands. `allows_other`: should the operator refuse or not be there,
    the next by priority may carry it at a price within 10%. Raises the codes of `begin` and
    `carry_on`.
    """
    confirmation, fresh = begin(
        order_id=order_id,
        offer_id=offer_id,
        idempotency_key=idempotency_key,
        actor=actor,
        allows_other=allows_other,
    )
    return carry_on(confirmation, repeated=not fresh)
