"""Pieces that their sender dropped: nobody waits for them, takes them or counts them any more."""

from uuid import uuid5

from apps.pickups.domain.matters import MatterKind
from apps.pickups.models import DeskParcel, GuideCopy, PickupParcel
from apps.pickups.services.copies.locked import locked_copy
from apps.pickups.services.driving.matters import open_matter
from apps.pickups.services.pickups.change_guides import take_off_pieces
from apps.pickups.services.points.follow import expect_fewer
from apps.pickups.services.stops.deliveries import lighten_delivery
from quenty.contracts.orders.events import GuidePiecesDroppedV1
from quenty.platform.db import unit_of_work


def note_dropped(event: GuidePiecesDroppedV1, *, livemode: bool) -> None:
    """What was scanned before we heard of it is a matter for the staff: it is in somebody's
    hands and carried for nobody."""
    with unit_of_work("pickups"):
        guide = locked_copy(
            event.guide_id, event.number, event.order_id, event.customer_id, livemode
        )
        guide.dropped = sorted({*guide.dropped, *event.pieces})
        before = guide.volume_cm3
        leave_out_dropped(guide)
        guide.save()
        for piece in sorted(_in_hand(guide)):
            open_matter(
                MatterKind.PIECE_DROPPED,
                uuid5(guide.guide_id, str(piece)),
                driver=None,
                run=None,
                stop=None,
                detail=f"{guide.number}-{piece}",
            )
        take_off_pieces(
            guide_id=guide.guide_id,
            pieces=guide.dropped,
            volume_cm3=before - guide.volume_cm3,
            reason="dropped",
        )
        lighten_delivery(guide)
        expect_fewer(guide)


def leave_out_dropped(guide: GuideCopy) -> None:
    """Its pieces and their load without what was dropped; unsaved."""
    guide.pieces = [piece for piece in guide.pieces if piece["number"] not in guide.dropped]
    if not guide.pieces:
        # Its own event has not come yet.
        return
    guide.piece_count = len(guide.pieces)
    guide.weight_g = sum(piece["weight_g"] for piece in guide.pieces)
    guide.volume_cm3 = sum(piece["volume_cm3"] for piece in guide.pieces)


def _in_hand(guide: GuideCopy) -> set[int]:
    scanned = PickupParcel.objects.filter(guide_id=guide.guide_id).exclude(scanned_at=None)
    held = set(scanned.values_list("piece", flat=True))
    for parcel in DeskParcel.objects.filter(guide_id=guide.guide_id, status="waiting"):
        held.update(parcel.pieces)
    return held & set(guide.dropped)
