"""Confirm pickups: by the merchant, or by themselves when their day comes near."""

from datetime import timedelta
from uuid import UUID

from apps.pickups import outgoing
from apps.pickups.domain.states import PickupEvent, PickupStatus
from apps.pickups.models import Pickup
from apps.pickups.selectors.pickups import lock_pickup
from apps.pickups.services.pickups.moves import move_pickup
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

_AHEAD = timedelta(hours=18)
_BATCH = 200


def confirm_pickup(*, pickup_id: UUID, actor: Actor) -> Pickup:
    """Raises pickups.not_found, pickups.transition_refused."""
    with unit_of_work("pickups"):
        pickup = lock_pickup(pickup_id)
        move_pickup(pickup, PickupEvent.CONFIRM, actor=actor)
        publish(
            outgoing.confirmed(pickup),
            aggregate=pickup.pk,
            actor=actor,
            livemode=pickup.livemode,
        )
    return pickup


def confirm_due() -> int:
    """Confirm what is to be collected within 18 hours. Gives how many."""
    due = Pickup.objects.filter(
        status=PickupStatus.SCHEDULED,
        window_start__gt=clock.now(),
        window_start__lte=clock.now() + _AHEAD,
    ).values_list("pk", flat=True)[:_BATCH]
    done = 0
    for pickup_id in list(due):
        with unit_of_work("pickups"):
            pickup = lock_pickup(pickup_id)
            if pickup.status != PickupStatus.SCHEDULED:
                continue
            confirm_pickup(pickup_id=pickup_id, actor=SYSTEM)
            done += 1
    return done
