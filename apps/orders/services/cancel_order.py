"""Cancel an order, before its parcels are collected."""

from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.states import OPEN_CONFIRMATIONS, ConfirmationStatus, OrderEvent
from apps.orders.models import Guide, Order
from apps.orders.selectors.orders import lock_order
from apps.orders.services.order_moves import move_order
from apps.orders.services.void import void_locked
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue, publish


def cancel_order(*, order_id: UUID, reason: str, actor: Actor, source: str = "api") -> Order:
    """Its guide is voided with it, and what was held or charged goes back.

    Raises orders.not_found, orders.not_cancellable, orders.transition_refused.
    """
    with unit_of_work("orders"):
        order = lock_order(order_id)
        order.cancelled_at, order.cancel_reason = clock.now(), reason[:200]
        guide = Guide.objects.select_for_update().filter(order=order).exclude(status="voided")
        living = guide.first()
        if living is not None:
            _cancel_with_guide(living, order, reason=reason, actor=actor, source=source)
        else:
            _withdraw_confirmation(order)
            order.quote_id = None
            move_order(order, OrderEvent.CANCEL, actor=actor, source=source, reason=reason)
        publish(
            outgoing.order_cancelled(order, guide_number=living.number if living else ""),
            aggregate=order.id,
            actor=actor,
            livemode=order.livemode,
        )
    return order


def _cancel_with_guide(
    guide: Guide, order: Order, *, reason: str, actor: Actor, source: str
) -> None:
    if guide.status != "generated":
        raise OrderError.NOT_CANCELLABLE(status=guide.status)
    void_locked(
        guide, order, order_event=OrderEvent.CANCEL, reason=reason, actor=actor, source=source
    )


def _withdraw_confirmation(order: Order) -> None:
    """A confirmation on its way finds itself withdrawn at its next step."""
    open_ = [status.value for status in OPEN_CONFIRMATIONS]
    for confirmation in order.confirmations.select_for_update().filter(status__in=open_):
        confirmation.status = ConfirmationStatus.UNDO_DUE.value
        confirmation.failure = OrderError.CONFIRMATION_UNDONE.code
        confirmation.save()
        enqueue("orders.settle_confirmation", confirmation_id=str(confirmation.id))
