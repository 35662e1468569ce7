"""Moving a stop by its table. Callers hold the stop's lock."""

from apps.pickups.domain.states import STOP_TRANSITIONS, StopEvent, StopStatus, after
from apps.pickups.models import Stop
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock

_CLOSED = frozenset({StopStatus.DONE, StopStatus.FAILED, StopStatus.CANCELLED})


def move_stop(stop: Stop, event: StopEvent) -> None:
    """Raises pickups.stop_state. Saves the whole stop."""
    moved(stop, event)
    stop.save()


def moved(stop: Stop, event: StopEvent) -> None:
    """As `move_stop`, for a caller that saves. Raises pickups.stop_state."""
    before = StopStatus(stop.status)
    status = after(STOP_TRANSITIONS, before, event)
    if status is None:
        raise RoadError.STOP_STATE(status=before.value, event=event.value)
    stop.status = status.value
    stop.version += 1
    if status in _CLOSED:
        stop.closed_at = clock.now()
    if status is StopStatus.OPEN or event is StopEvent.CANCEL:
        off_run(stop)


def off_run(stop: Stop) -> None:
    """Forget where it stood on a run; its run's other stops keep their places."""
    stop.run, stop.position = None, None
    stop.locked = stop.position_locked = False
    stop.planned_arrival = stop.planned_start = stop.planned_departure = None
    stop.planned_load_g = None
    stop.eta = None
