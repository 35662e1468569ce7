"""Confirm an order with one of its quote's offers."""

from uuid import UUID

from apps.orders.models import Guide
from apps.orders.services.confirm.begin import begin
from apps.orders.services.confirm.carry_on import carry_on
from quenty.kernel.actors import Actor


def confirm_order(*, order_id: UUID, offer_id: UUID, idempotency_key: str, actor: Actor) -> Guide:
    """Hold the price, issue the guide, capture. Calls customers: never in a transaction.

    The same key again goes on with, or answers, what the first one began; another key is
    refused while that stands. Raises the codes of `begin` and `carry_on`.
    """
    confirmation_id = begin(
        order_id=order_id, offer_id=offer_id, idempotency_key=idempotency_key, actor=actor
    )
    return carry_on(confirmation_id)
