"""Cancel a pickup: its place and stop are free again, and late ones cost a fee."""

from uuid import UUID

from apps.pickups import outgoing
from apps.pickups.domain.attempts import OURS
from apps.pickups.domain.pickup_rules import CancelTerms, cancel_fee
from apps.pickups.domain.states import PickupEvent, PickupStatus, StopEvent
from apps.pickups.models import Pickup
from apps.pickups.selectors.pickups import lock_pickup
from apps.pickups.services.pickups.moves import move_pickup
from apps.pickups.services.slots.book import free_place
from apps.pickups.services.stops.moves import move_stop
from apps.pickups.services.stops.of_pickup import open_stop_of
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def cancel_pickup(*, pickup_id: UUID, reason: str, actor: Actor, free: bool = False) -> Pickup:
    """`free`: without a fee, whatever the hour (staff and system).

    Raises pickups.not_found, pickups.transition_refused.
    """
    with unit_of_work("pickups"):
        pickup = lock_pickup(pickup_id)
        zero = Money.zero(COP)
        pickup.fee = zero if free else _fee(pickup)
        stop = open_stop_of(pickup)
        free_place(pickup)
        move_pickup(pickup, PickupEvent.CANCEL, actor=actor, reason=reason)
        if stop is not None:
            move_stop(stop, StopEvent.CANCEL)
        publish(
            outgoing.cancelled(pickup, reason=reason),
            aggregate=pickup.pk,
            actor=actor,
            livemode=pickup.livemode,
        )
    return pickup


def _fee(pickup: Pickup) -> Money:
    if _we_failed(pickup):
        return Money.zero(COP)
    if pickup.moved_late:
        return CancelTerms().fee
    return fee_now(pickup)


def _we_failed(pickup: Pickup) -> bool:
    """The last visit came to nothing for a reason of ours: who gives up then owes nothing."""
    failed = pickup.transitions.filter(event=PickupEvent.FAIL.value).last()
    return failed is not None and failed.reason in OURS


def fee_now(pickup: Pickup) -> Money:
    """What cancelling would cost at this moment, had it never been moved."""
    return cancel_fee(
        window_start=pickup.window_start,
        now=clock.now(),
        assigned=pickup.status == PickupStatus.ASSIGNED,
        terms=CancelTerms(),
    )
