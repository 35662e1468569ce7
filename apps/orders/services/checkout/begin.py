"""The first step: whether the order may be confirmed with this offer."""

from uuid import UUID

from apps.orders.domain.states import OrderStatus
from apps.orders.models import Checkout
from apps.orders.models.checkouts import OPEN
from apps.orders.selectors.merchants import refuse_unverified
from apps.orders.selectors.orders import lock_order
from apps.orders.services.confirm.begin import offer_in_force
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work


def begin_checkout(
    *,
    order_id: UUID,
    offer_id: UUID,
    method: str,
    idempotency_key: str,
    actor: Actor,
    allows_other: bool,
) -> Checkout:
    """A new one, or the one that this key began or that is open.

    Raises orders.not_found, orders.transition_refused, orders.confirmation_in_progress,
    orders.offer_not_found, orders.quote_expired, orders.offer_not_available,
    orders.merchant_suspended, orders.merchant_not_verified.
    """
    with unit_of_work("orders"):
        order = lock_order(order_id)
        if idempotency_key:
            same = order.checkouts.filter(idempotency_key=idempotency_key).first()
            if same is not None:
                return same
        if order.checkouts.filter(status__in=OPEN).exists():
            raise OrderError.CONFIRMATION_IN_PROGRESS()
        if order.status != OrderStatus.QUOTED:
            raise OrderError.TRANSITION_REFUSED(status=order.status, event="confirm")
        refuse_unverified(order.customer_id, livemode=order.livemode)
        return Checkout.objects.create(
            order=order,
            offer=offer_in_force(order, offer_id),
            customer_id=order.customer_id,
            livemode=order.livemode,
            method=method,
            amount=Money.zero(),
            allows_other=allows_other,
            idempotency_key=idempotency_key,
            actor=str(actor),
        )
