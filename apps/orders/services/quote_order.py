"""Quote an order with all services; it may then be confirmed at these prices."""

from collections.abc import Callable, Sequence
from uuid import UUID

from apps.orders.domain.pricing.offers import Offered
from apps.orders.domain.pricing.shipment import Parcel, Shipment
from apps.orders.domain.states import OrderEvent, OrderStatus, Payer
from apps.orders.models import Order, Quote
from apps.orders.selectors.orders import lock_order
from apps.orders.services.issue_quote import issue_quote
from apps.orders.services.order_moves import move_order
from apps.orders.services.price_offers import rates_for
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work


def quote_order(
    *,
    order_id: UUID,
    actor: Actor,
    modes: Sequence[str] = (),
    source: str = "api",
    adjust: Callable[[Offered], Offered] | None = None,
) -> Quote:
    """A quote in force for half an hour; an earlier one of the order no longer counts.

    An order that no service can carry is left (or falls back to) pending, the quote saying
    why. `adjust`: what an operator itself answered, put into its offer. Raises
    orders.not_found, orders.transition_refused, orders.confirmation_in_progress.
    """
    with unit_of_work("orders"):
        order = lock_order(order_id)
        if order.status not in (OrderStatus.PENDING, OrderStatus.QUOTED):
            raise OrderError.TRANSITION_REFUSED(status=order.status, event=OrderEvent.QUOTE.value)
        if order.has_open_confirmation():
            raise OrderError.CONFIRMATION_IN_PROGRESS()
        quote = issue_quote(
            shipment=shipment_of(order),
            rates=rates_for(order.customer_id, modes=modes),
            livemode=order.livemode,
            actor=actor,
            order=order,
            adjust=adjust,
        )
        if any(offer.available for offer in quote.offers):
            order.quote_id = quote.id
            move_order(order, OrderEvent.QUOTE, actor=actor, source=source)
        elif order.status == OrderStatus.QUOTED:
            order.quote_id = None
            move_order(order, OrderEvent.EXPIRE, actor=actor, source=source)
    return quote


def shipment_of(order: Order) -> Shipment:
    return Shipment(
        origin=order.origin_dane,
        destination=order.recipient_dane,
        parcels=tuple(
            Parcel(p.weight_g, p.length_mm, p.width_mm, p.height_mm) for p in order.pieces.all()
        ),
        declared=order.declared_value,
        cod=order.cod_amount,
        payer=Payer(order.payer),
        contents=order.contents,
    )
