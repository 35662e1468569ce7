"""Move a pickup to another window: the new place is taken before the old one is given back."""

from datetime import datetime
from uuid import UUID

from apps.pickups import outgoing
from apps.pickups.domain.geo import Point
from apps.pickups.domain.pickup_rules import MOST_RESCHEDULES
from apps.pickups.domain.states import PickupEvent, PickupStatus, StopEvent
from apps.pickups.models import Pickup, Stop
from apps.pickups.selectors.pickups import lock_pickup
from apps.pickups.selectors.zones import zone_for
from apps.pickups.services.pickups.cancel import fee_now
from apps.pickups.services.pickups.moves import move_pickup
from apps.pickups.services.slots.book import free_place, take_place
from apps.pickups.services.stops.moves import move_stop
from apps.pickups.services.stops.of_pickup import open_stop_of, stop_for_pickup
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish
from quenty.platform.http import check_version


def reschedule_pickup(
    *,
    pickup_id: UUID,
    starts_at: datetime,
    reason: str,
    actor: Actor,
    by: str = "customer",
    expected: int | None = None,
) -> Pickup:
    """`by`: customer (counts against the limit), system or staff.

    Raises pickups.not_found, pickups.transition_refused, pickups.reschedules_exhausted,
    pickups.slot_unknown, pickups.slot_too_late, pickups.slot_full, pickups.not_covered.
    """
    with unit_of_work("pickups"):
        pickup = lock_pickup(pickup_id)
        check_version(pickup.version, expected)
        if by == "customer":
            if pickup.reschedules >= MOST_RESCHEDULES:
                raise PickupsError.RESCHEDULES_EXHAUSTED(limit=MOST_RESCHEDULES)
            pickup.reschedules += 1
            # Else who is too late to cancel for nothing moves it first.
            waits = pickup.status != PickupStatus.FAILED
            pickup.moved_late = pickup.moved_late or (waits and bool(fee_now(pickup)))
        zone = zone_for(pickup.dane_code, Point(pickup.latitude, pickup.longitude))
        slot = take_place(
            zone=zone,
            starts_at=starts_at,
            weight_g=pickup.weight_g,
            volume_cm3=pickup.volume_cm3,
            livemode=pickup.livemode,
            in_time=by == "customer",
        )
        old = open_stop_of(pickup)
        free_place(pickup)
        pickup.slot, pickup.holds_place = slot, pickup.livemode
        pickup.window_start, pickup.window_end = slot.starts_at, slot.ends_at
        move_pickup(pickup, PickupEvent.RESCHEDULE, actor=actor, reason=reason)
        _renew_stop(pickup, old, zone.code)
        publish(
            outgoing.rescheduled(pickup, reason=reason, by=by),
            aggregate=pickup.pk,
            actor=actor,
            livemode=pickup.livemode,
        )
    return pickup


def _renew_stop(pickup: Pickup, old: Stop | None, zone_code: str) -> None:
    if old is not None:
        move_stop(old, StopEvent.CANCEL)
    stop_for_pickup(pickup, zone_code=zone_code)
