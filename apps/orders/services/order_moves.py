"""Moving an order by its table, with its line of history. Callers hold the order's lock."""

from apps.orders.domain.states import ORDER_TRANSITIONS, OrderEvent, OrderStatus, Payer
from apps.orders.models import Order, OrderTransition
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import Actor
from quenty.platform.events import enqueue

# Where an order's guides begin and end, and their money with them.
_OF_MONEY = frozenset({OrderEvent.ISSUE, OrderEvent.VOID, OrderEvent.CANCEL, OrderEvent.CLOSE})


def move_order(
    order: Order, event: OrderEvent, *, actor: Actor, source: str = "api", reason: str = ""
) -> None:
    """Raises orders.transition_refused. Saves the whole order; its guides' money follows."""
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
    collects = order.cod_amount or order.payer == Payer.RECIPIENT
    if event in _OF_MONEY and (collects or event == OrderEvent.CLOSE):
        enqueue("orders.follow_money", order_id=str(order.id))
