"""An order whose quote has run out is pending again."""

from apps.orders.domain.states import OPEN_CONFIRMATIONS, OrderEvent, OrderStatus
from apps.orders.models import Confirmation, Order, Quote
from apps.orders.services.order_moves import move_order
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.platform.db import unit_of_work

BATCH = 500


def expire_quotes() -> int:
    """How many orders fell back, a batch at most. Those being confirmed are left alone."""
    with unit_of_work("orders"):
        expired = Quote.objects.filter(expires_at__lte=clock.now())
        confirming = Confirmation.objects.filter(status__in=[s.value for s in OPEN_CONFIRMATIONS])
        rows = (
            Order.objects.select_for_update(skip_locked=True)
            .filter(
                status=OrderStatus.QUOTED.value,
                quote_id__in=expired.filter(order__status=OrderStatus.QUOTED.value).values("id"),
            )
            .exclude(pk__in=confirming.values("order_id"))
            .order_by("pk")[:BATCH]
        )
        orders = list(rows)
        for order in orders:
            order.quote_id = None
            move_order(
                order, OrderEvent.EXPIRE, actor=SYSTEM, source="system", reason="quote expired"
            )
    return len(orders)
