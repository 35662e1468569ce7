"""Copies of guides: what the courier needs of them, and where they stand."""

from uuid import UUID

from apps.pickups.models import GuideCopy
from apps.pickups.services.copies.dropped import leave_out_dropped
from apps.pickups.services.copies.locked import locked_copy
from apps.pickups.services.pickups.change_guides import take_off_guide
from apps.pickups.services.points.follow import follow_guide, mend_parcel
from apps.pickups.services.stops.deliveries import RETURNING, drop_delivery, mend_delivery
from apps.pickups.services.stops.returns import begin_return
from quenty.contracts.orders.events import GuideGeneratedV1, GuideMendedV1, GuideMoved
from quenty.platform.db import unit_of_work

# Nothing of it is to be collected or delivered any more.
OVER = frozenset({"voided", "delivered", "returning", "returned", "lost"})


def note_generated(event: GuideGeneratedV1, *, livemode: bool, sequence: int) -> None:
    """Whatever came before it is kept; what it alone tells is filled in."""
    with unit_of_work("pickups"):
        guide = locked_copy(
            event.guide_id, event.number, event.order_id, event.customer_id, livemode
        )
        guide.operator_id = event.operator_id
        guide.origin_dane, guide.destination_dane = event.origin, event.destination
        guide.pieces = [
            {
                "number": piece.number,
                "weight_g": piece.weight_g,
                "volume_cm3": piece.length_mm * piece.width_mm * piece.height_mm // 1000,
            }
            for piece in event.pieces
        ]
        leave_out_dropped(guide)
        guide.contents = ", ".join(line.description for line in event.goods)[:200]
        guide.sender_name, guide.sender_phone = event.sender_name[:120], event.sender_phone[:20]
        guide.sender_address = event.sender_address[:400]
        if not guide.mended_sequence:
            _deliver_as(guide, event)
        guide.sequence = max(guide.sequence, sequence)
        guide.save()


def note_mended(event: GuideMendedV1, *, livemode: bool, sequence: int) -> None:
    """Who gets it, where, and what is to be collected, by the newest word; the stop that waits
    for it says the same."""
    with unit_of_work("pickups"):
        guide = locked_copy(
            event.guide_id, event.number, event.order_id, event.customer_id, livemode
        )
        if guide.mended_sequence >= sequence:
            return
        guide.mended_sequence = sequence
        before = (guide.recipient_name, guide.recipient_email)
        _deliver_as(guide, event)
        guide.save()
        mend_delivery(guide)
        mend_parcel(guide, anew=before != (guide.recipient_name, guide.recipient_email))


def _deliver_as(guide: GuideCopy, event: GuideGeneratedV1 | GuideMendedV1) -> None:
    guide.collect = event.collect
    guide.recipient_name = event.recipient_name[:120]
    guide.recipient_phone = event.recipient_phone[:20]
    guide.recipient_address = event.recipient_address[:400]
    # What was mended before addresses were told with it says none.
    guide.recipient_email = event.recipient_email[:254] or guide.recipient_email


def note_moved(event: GuideMoved, *, status: str, livemode: bool, sequence: int) -> None:
    """A guide's new state, unless a newer one is known."""
    with unit_of_work("pickups"):
        guide = locked_copy(
            event.guide_id, event.number, event.order_id, event.customer_id, livemode
        )
        _set(guide, status, sequence, reason=event.reason)


def note_voided(
    *, guide_id: UUID, number: str, order_id: UUID, customer_id: UUID, livemode: bool, sequence: int
) -> None:
    """It frees its place in a pickup and comes off its run."""
    with unit_of_work("pickups"):
        guide = locked_copy(guide_id, number, order_id, customer_id, livemode)
        _set(guide, "voided", sequence, reason="voided")


def note_order_cancelled(*, order_id: UUID) -> None:
    """The guide's own event says the same; whichever comes first takes the stop off."""
    for guide_id in GuideCopy.objects.filter(order_id=order_id).values_list("guide_id", flat=True):
        take_off_guide(guide_id=guide_id, reason="order cancelled")
        drop_delivery(guide_id=guide_id)


def _set(guide: GuideCopy, status: str, sequence: int, *, reason: str) -> None:
    if guide.sequence >= sequence:
        return
    guide.status, guide.sequence = status, sequence
    guide.save()
    if status != "generated":
        take_off_guide(guide_id=guide.guide_id, reason=reason or status)
    if status == RETURNING:
        begin_return(guide)
    elif status in OVER:
        drop_delivery(guide_id=guide.guide_id)
    follow_guide(guide)
