"""Moving a pickup by its table, with its line of history. Callers hold the pickup's lock."""

from apps.pickups.domain.states import PICKUP_TRANSITIONS, PickupEvent, PickupStatus, after
from apps.pickups.models import Pickup, PickupTransition
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import clock
from quenty.kernel.actors import Actor

_CLOSING = frozenset(
    {
        PickupStatus.PICKED_UP,
        PickupStatus.PARTIALLY_PICKED_UP,
        PickupStatus.CANCELLED,
        PickupStatus.EXPIRED,
    }
)


def move_pickup(pickup: Pickup, event: PickupEvent, *, actor: Actor, reason: str = "") -> None:
    """Raises pickups.transition_refused. Saves the whole pickup; a closed one lets its
    parcels go, so that another pickup may list them."""
    before = PickupStatus(pickup.status)
    status = after(PICKUP_TRANSITIONS, before, event)
    if status is None:
        raise PickupsError.TRANSITION_REFUSED(status=before.value, event=event.value)
    pickup.status = status.value
    pickup.version += 1
    if reason:
        pickup.reason = reason[:200]
    if status in _CLOSING:
        pickup.closed_at = clock.now()
        pickup.parcels_listed.filter(open=True).update(open=False)
    pickup.save()
    PickupTransition.objects.create(
        pickup=pickup,
        event=event.value,
        from_status=before.value,
        to_status=status.value,
        actor=str(actor),
        reason=reason[:200],
    )
