"""A place in a window: taken in one statement, given back in one."""

from datetime import datetime

from django.db.models import F

from apps.pickups.domain.spoken import spoken
from apps.pickups.domain.windows import Window
from apps.pickups.models import Pickup, Slot, Zone
from apps.pickups.selectors.zones import window_of
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import clock
from quenty.platform.db import unit_of_work


def take_place(
    *,
    zone: Zone,
    starts_at: datetime,
    weight_g: int,
    volume_cm3: int,
    livemode: bool,
    in_time: bool = True,
) -> Slot:
    """One place of the window that begins at `starts_at`.

    `livemode` False: a rehearsal in the sandbox takes no place of a courier that is real.
    `in_time`: refuse what is past its cut-off or lead. Raises pickups.slot_unknown,
    pickups.slot_too_late, pickups.slot_full.
    """
    window = window_of(zone, starts_at)
    if in_time and clock.now() > window.bookable_until:
        raise PickupsError.SLOT_TOO_LATE(starts_at=spoken(starts_at), field="starts_at")
    with unit_of_work("pickups"):
        slot = _row(zone, window)
        if not livemode:
            return slot
        # One statement: of a hundred who want the last place, one finds it.
        taken = Slot.objects.filter(
            pk=slot.pk,
            taken__lt=F("capacity"),
            taken_g__lte=F("capacity_g") - weight_g,
            taken_cm3__lte=F("capacity_cm3") - volume_cm3,
        ).update(
            taken=F("taken") + 1,
            taken_g=F("taken_g") + weight_g,
            taken_cm3=F("taken_cm3") + volume_cm3,
        )
    if not taken:
        raise PickupsError.SLOT_FULL(starts_at=spoken(starts_at), field="starts_at")
    return slot


def _row(zone: Zone, window: Window) -> Slot:
    """The window's row, with the capacity of today's rule where nothing is taken yet."""
    room = window.room
    terms = {
        "ends_at": window.ends_at,
        "capacity": room.count,
        "capacity_g": room.weight_g,
        "capacity_cm3": room.volume_cm3,
    }
    Slot.objects.bulk_create(
        [Slot(zone=zone, starts_at=window.starts_at, **terms)], ignore_conflicts=True
    )
    slot = Slot.objects.get(zone=zone, starts_at=window.starts_at)
    if (slot.capacity, slot.capacity_g, slot.capacity_cm3) != (
        room.count,
        room.weight_g,
        room.volume_cm3,
    ):
        # A rule that shrank below what is booked leaves those bookings as they are.
        Slot.objects.filter(
            pk=slot.pk,
            taken__lte=room.count,
            taken_g__lte=room.weight_g,
            taken_cm3__lte=room.volume_cm3,
        ).update(**terms)
    return slot


def free_place(pickup: Pickup) -> None:
    """Give a pickup's place back, once. The caller holds the pickup's lock and saves it."""
    if not pickup.holds_place:
        return
    pickup.holds_place = False
    Slot.objects.filter(pk=pickup.slot_id).update(
        taken=F("taken") - 1,
        taken_g=F("taken_g") - pickup.weight_g,
        taken_cm3=F("taken_cm3") - pickup.volume_cm3,
    )
