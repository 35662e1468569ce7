"""What follows a failed visit: another day by itself, or somebody has to decide."""

from datetime import date, datetime, time

from apps.pickups.domain.attempts import Sequel
from apps.pickups.domain.business_days import at
from apps.pickups.domain.codes import follow_token
from apps.pickups.domain.geo import Point
from apps.pickups.domain.states import StopStatus
from apps.pickups.models import Pickup, Stop
from apps.pickups.selectors.zones import availability
from apps.pickups.services.pickups.reschedule import reschedule_pickup
from apps.pickups.services.stops.returns import goes_back
from quenty.kernel.actors import SYSTEM
from quenty.kernel.clock import BOGOTA
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work


def after_failed_pickup(pickup: Pickup, next_step: Sequel) -> None:
    """The next working day's window of the same hour, or the nearest with room. Without any
    the pickup waits for its customer."""
    if next_step.retry_on is None:
        return
    hour = pickup.window_start.astimezone(BOGOTA).time()
    wanted = at(next_step.retry_on, hour)
    start = _nearest_window(pickup, next_step, wanted)
    if start is None:
        return
    try:
        with unit_of_work("pickups"):
            reschedule_pickup(
                pickup_id=pickup.pk,
                starts_at=start,
                reason="retry",
                actor=SYSTEM,
                by="system",
            )
    except DomainError:
        # Taken in between: the customer chooses.
        return


def _nearest_window(pickup: Pickup, next_step: Sequel, wanted: datetime) -> datetime | None:
    try:
        offers = availability(
            dane_code=pickup.dane_code,
            at=Point(pickup.latitude, pickup.longitude),
            since=next_step.retry_on,
            days=1,
        )
    except DomainError:
        return None
    fitting = [
        offer.starts_at
        for offer in offers
        if offer.places > 0
        and offer.weight_g >= pickup.weight_g
        and offer.volume_cm3 >= pickup.volume_cm3
    ]
    return min(fitting, key=lambda start: abs(start - wanted), default=None)


def after_failed_delivery(stop: Stop, next_step: Sequel) -> None:
    """A new stop for the next working day, with the attempts that were made; at its sender's
    for a parcel that goes back."""
    if goes_back(stop):
        return
    if next_step.retry_on is not None:
        another_stop(stop, next_step.retry_on)


def another_stop(stop: Stop, day: date) -> Stop:
    """The same delivery on another day, waiting for a run."""
    hours = [stop.window_start.astimezone(BOGOTA).time(), stop.window_end.astimezone(BOGOTA).time()]
    again = Stop.objects.get(pk=stop.pk)
    again.pk = None
    fresh = Stop()
    again.id, again.created_at = fresh.id, fresh.created_at
    again._state.adding = True
    again.status, again.version = StopStatus.OPEN.value, 1
    again.run, again.position = None, None
    again.locked = again.position_locked = False
    again.planned_arrival = again.planned_start = again.planned_departure = None
    again.planned_load_g = again.eta = again.arrived_at = again.closed_at = None
    move_to(again, day, hours[0], hours[1])
    # Another link, so another code.
    again.follow_token, again.code_tries = follow_token(), 0
    again.save()
    return again


def move_to(stop: Stop, day: date, opens: time, closes: time) -> None:
    """For a day, between these hours of it. The caller saves."""
    stop.due_on = day
    stop.window_start, stop.window_end = at(day, opens), at(day, closes)
