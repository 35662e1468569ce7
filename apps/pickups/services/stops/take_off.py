"""A stop leaves its run to be planned again; its pickup is as it was before it was assigned."""

from apps.pickups import outgoing
from apps.pickups.domain.states import PickupEvent, PickupStatus, StopEvent
from apps.pickups.models import Stop
from apps.pickups.selectors.pickups import lock_pickup
from apps.pickups.services.pickups.moves import move_pickup
from apps.pickups.services.stops.moves import move_stop
from quenty.kernel.actors import Actor
from quenty.platform.events import publish

_ASSIGNED = (PickupStatus.ASSIGNED, PickupStatus.EN_ROUTE)


def take_off(stop: Stop, *, actor: Actor) -> None:
    """The caller holds the stop. Raises pickups.stop_state."""
    move_stop(stop, StopEvent.UNPLAN)
    if stop.pickup_id is None:
        return
    pickup = lock_pickup(stop.pickup_id)
    if pickup.status not in _ASSIGNED:
        return
    move_pickup(pickup, PickupEvent.UNASSIGN, actor=actor)
    event = outgoing.confirmed(pickup)
    publish(event, aggregate=pickup.pk, actor=actor, livemode=pickup.livemode)
