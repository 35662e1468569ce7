"""Payments by QR or link: orders confirms them, and only then is a parcel handed over."""

from apps.pickups.models import CashEntry, GuideCopy
from apps.pickups.services.copies.locked import locked_copy
from quenty.contracts.orders.money_events import CodCollectedV1
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel.money import COP, Money, total
from quenty.platform.db import unit_of_work

# What a provider confirms; cash is what the courier says it is.
CONFIRMED = frozenset({"qr", "link"})


def note_paid(event: CodCollectedV1, *, livemode: bool) -> None:
    """Its recipient has paid through a provider; cash is none of our news."""
    if event.method not in CONFIRMED:
        return
    with unit_of_work("pickups"):
        guide = locked_copy(
            event.guide_id, event.number, event.order_id, event.customer_id, livemode
        )
        guide.door_paid, guide.door_method = event.collected, event.method
        guide.save(update_fields=["door_paid", "door_method", "updated_at"])


def still_due(guide: GuideCopy) -> Money | None:
    """What is to be collected for it, less what was: some of its pieces may have been handed
    over against all of it. None where nothing ever was due."""
    if not guide.collect:
        return guide.collect
    taken = CashEntry.objects.filter(guide_id=guide.guide_id, kind="collected")
    paid = total(taken.values_list("amount", flat=True), COP)
    return max(guide.collect - paid, Money.zero(COP))


def paid_at_door(
    guide: GuideCopy, *, due: Money, collected: Money, method: str
) -> tuple[Money, str]:
    """What was collected and how; method "" where nothing is due. What was paid by link needs
    nothing collected.

    Raises pickups.payment_pending, pickups.cash_short.
    """
    paid = due and guide.door_paid is not None and guide.door_paid >= due
    if paid and (not collected or method in CONFIRMED):
        return due, guide.door_method
    if due and method in CONFIRMED:
        raise RoadError.PAYMENT_PENDING(due=str(due), field="method")
    if collected != due:
        raise RoadError.CASH_SHORT(due=str(due), field="collected")
    return due, "cash" if due else ""
