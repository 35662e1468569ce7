"""Guides added to a pickup, or taken off because they were voided or cancelled."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, QuerySet

from apps.pickups.domain.spoken import spoken
from apps.pickups.domain.states import WAITING_PICKUPS
from apps.pickups.models import GuideCopy, Pickup, PickupParcel, Slot
from apps.pickups.selectors.pickups import lock_pickup
from apps.pickups.services.pickups.cancel import cancel_pickup
from apps.pickups.services.pickups.schedule import collectable, list_guides
from apps.pickups.services.stops.of_pickup import open_stop_of
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel.actors import SYSTEM, Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def add_guides(*, pickup_id: UUID, guides: list[str], actor: Actor) -> Pickup:
    """List more guides in a pickup that has not been gone for; its window must have room.

    Raises pickups.not_found, pickups.transition_refused, pickups.slot_full,
    pickups.guide_not_found, pickups.guide_not_collectable, pickups.guide_taken.
    """
    with unit_of_work("pickups"):
        pickup = lock_pickup(pickup_id)
        if pickup.status not in {status.value for status in WAITING_PICKUPS}:
            raise PickupsError.TRANSITION_REFUSED(status=pickup.status, event="add_guides")
        listed = pickup.parcels_listed.filter(open=True).exists()
        rows = collectable(pickup.customer_id, pickup.livemode, guides)
        list_guides(pickup, rows)
        more = [sum(g.piece_count for g in rows), sum(g.weight_g for g in rows)]
        volume = sum(guide.volume_cm3 for guide in rows)
        # What was announced without guides is what the first guides turn out to be.
        before = (pickup.parcels, pickup.weight_g, pickup.volume_cm3) if listed else (0, 0, 0)
        _resize(pickup, before[0] + more[0], before[1] + more[1], before[2] + volume)
        record("pickups", action="pickup.add_guides", subject=pickup.pk, actor=actor)
    return pickup


def take_off_guide(*, guide_id: UUID, reason: str) -> None:
    """A guide that will not be collected any more frees its place; a pickup that was for
    this guide alone is cancelled. Does nothing for one that no open pickup lists."""
    copy = GuideCopy.objects.filter(guide_id=guide_id).first()
    parcels = PickupParcel.objects.filter(guide_id=guide_id, open=True)
    _take_off(parcels, copy.volume_cm3 if copy else 0, reason)


def take_off_pieces(*, guide_id: UUID, pieces: Sequence[int], volume_cm3: int, reason: str) -> None:
    """As `take_off_guide`, of these pieces alone, which have that volume."""
    parcels = PickupParcel.objects.filter(guide_id=guide_id, open=True, piece__in=pieces)
    _take_off(parcels, volume_cm3, reason)


def _take_off(parcels: "QuerySet[PickupParcel]", volume_cm3: int, reason: str) -> None:
    with unit_of_work("pickups"):
        first = parcels.values_list("pickup_id", flat=True).first()
        if first is None:
            return
        pickup = lock_pickup(first)
        gone = list(parcels.filter(pickup=pickup))
        ids = [parcel.pk for parcel in gone]
        if pickup.status not in {status.value for status in WAITING_PICKUPS}:
            pickup.parcels_listed.filter(pk__in=ids).update(open=False)
            return
        left = pickup.parcels_listed.filter(open=True).exclude(pk__in=ids)
        if not left.exists():
            cancel_pickup(pickup_id=pickup.pk, reason=reason, actor=SYSTEM, free=True)
            return
        pickup.parcels_listed.filter(pk__in=ids).delete()
        _resize(
            pickup,
            max(1, pickup.parcels - len(gone)),
            max(0, pickup.weight_g - sum(p.weight_g for p in gone)),
            max(0, pickup.volume_cm3 - volume_cm3),
        )


def _resize(pickup: Pickup, parcels: int, weight_g: int, volume_cm3: int) -> None:
    """Raises pickups.slot_full."""
    heavier, larger = weight_g - pickup.weight_g, volume_cm3 - pickup.volume_cm3
    if pickup.holds_place:
        fits = Slot.objects.filter(
            pk=pickup.slot_id,
            taken_g__lte=F("capacity_g") - heavier,
            taken_cm3__lte=F("capacity_cm3") - larger,
        ).update(taken_g=F("taken_g") + heavier, taken_cm3=F("taken_cm3") + larger)
        if not fits:
            raise PickupsError.SLOT_FULL(starts_at=spoken(pickup.window_start))
    pickup.parcels, pickup.weight_g, pickup.volume_cm3 = parcels, weight_g, volume_cm3
    pickup.version += 1
    pickup.save()
    stop = open_stop_of(pickup)
    if stop is not None:
        stop.pieces, stop.weight_g, stop.volume_cm3 = parcels, weight_g, volume_cm3
        stop.version += 1
        stop.save()
