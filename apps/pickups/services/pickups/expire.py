"""Pickups whose window passed and for which nobody went."""

from apps.pickups import outgoing
from apps.pickups.domain.pickup_rules import EXPIRES_AFTER
from apps.pickups.domain.states import PickupEvent, PickupStatus, StopEvent
from apps.pickups.models import Pickup
from apps.pickups.selectors.pickups import lock_pickup
from apps.pickups.services.pickups.moves import move_pickup
from apps.pickups.services.slots.book import free_place
from apps.pickups.services.stops.moves import move_stop
from apps.pickups.services.stops.of_pickup import open_stop_of
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

_EXPIRING = (PickupStatus.SCHEDULED, PickupStatus.CONFIRMED, PickupStatus.FAILED)
_BATCH = 200


def expire_pickups() -> int:
    """Close them and tell; gives how many."""
    before = clock.now() - EXPIRES_AFTER
    due = Pickup.objects.filter(
        status__in=[status.value for status in _EXPIRING], window_end__lt=before
    ).values_list("pk", flat=True)[:_BATCH]
    return sum(_expire(pickup_id) for pickup_id in list(due))


def _expire(pickup_id: object) -> bool:
    with unit_of_work("pickups"):
        pickup = lock_pickup(pickup_id)  # type: ignore[arg-type]
        if pickup.status not in {status.value for status in _EXPIRING}:
            return False
        stop = open_stop_of(pickup)
        free_place(pickup)
        move_pickup(pickup, PickupEvent.EXPIRE, actor=SYSTEM, reason="nobody came")
        if stop is not None:
            move_stop(stop, StopEvent.CANCEL)
        publish(outgoing.expired(pickup), aggregate=pickup.pk, livemode=pickup.livemode)
    return True
