"""Confirm and pay: one call tops up what is missing and confirms."""

from uuid import UUID

from apps.orders.models import Checkout
from apps.orders.services.checkout.begin import begin_checkout
from apps.orders.services.checkout.carry_on import carry_on_checkout
from quenty.kernel.actors import Actor


def pay_and_confirm(
    *,
    order_id: UUID,
    offer_id: UUID,
    method: str,
    idempotency_key: str,
    actor: Actor,
    allows_other: bool = False,
) -> Checkout:
    """Calls customers, so never in a transaction. The same key again goes on with the same.

    With enough in the wallet it is confirmed at once; otherwise it awaits its payment at
    `checkout_url`, is confirmed when that is told, and is given back to its source when the
    confirmation is refused. Raises the codes of `begin_checkout`.
    """
    checkout = begin_checkout(
        order_id=order_id,
        offer_id=offer_id,
        method=method,
        idempotency_key=idempotency_key,
        actor=actor,
        allows_other=allows_other,
    )
    return carry_on_checkout(checkout.id)
