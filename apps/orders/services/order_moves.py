"""Moving an order by its table, with its line of history. Callers hold the order's lock."""

from apps.orders.domain.states import ORDER_TRANSITIONS, OrderEvent, OrderStatus
from apps.orders.models import Order, OrderTransition
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import Actor


def move_order(
    order: Order, event: OrderEvent, *, actor: Actor, source: str = "api", reason: str = ""
) -> None:
    """Raises orders.transition_refused. Saves the whole order."""
    before = OrderStatus(order.status)
    after = ORDER_TRANSITIONS.get((before, event))
    if after is None:
        raise OrderError.TRANSITION_REFUSED(status=before.value, event=event.value)
    order.status = after.value
    order.version += 1
    order.save()
    OrderTransition.objects.create(
        order=order,
        event=event.value,
        from_status=before.value,
        to_status=after.value,
        actor=str(actor),
        source=source,
        reason=reason[:200],
    )
