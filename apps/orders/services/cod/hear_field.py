"""What our own couriers took at the door, and points at their desks."""

from apps.orders.domain.money.cod import Holder
from apps.orders.models import Cod
from apps.orders.services.cod.collect import collect_cod
from quenty.contracts.pickups.events import PiecesHandedOverV1
from quenty.contracts.pickups.road_events import DeliveryCompletedV1


def hear_delivery(event: DeliveryCompletedV1) -> Cod | None:
    """Cash stays with the courier until its close. A QR is ours once its provider has told so,
    which collects it; what a courier says of one that nobody confirmed is cash it answers for.
    """
    if not event.due:
        return None
    return collect_cod(
        guide_id=event.guide_id,
        amount=event.collected,
        holder=Holder.FIELD.value,
        method=event.method or "cash",
        occurred_at=event.occurred_at,
    )


def hear_desk(event: PiecesHandedOverV1) -> Cod | None:
    """The same at a point's desk, which closes its cash once a day or later: its merchant knows
    at once."""
    if event.collected is None:
        return None
    return collect_cod(
        guide_id=event.guide_id,
        amount=event.collected,
        holder=Holder.FIELD.value,
        method=event.method or "cash",
        occurred_at=event.occurred_at,
    )
