"""What the acts of a driver share: the stop under lock, where they were, how far off."""

from typing import Any

from apps.pickups.domain.attempts import FAR_M
from apps.pickups.domain.geo import Point, metres
from apps.pickups.models import Run, Stop
from apps.pickups.selectors.routing import lock_run
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel.money import COP, Money


def stop_of(scene: Any) -> Stop:
    """Raises pickups.stop_not_found."""
    stop: Stop | None = scene.stop
    if stop is None:
        raise RoadError.STOP_NOT_FOUND()
    return stop


def started_run(scene: Any) -> Run:
    """Under lock, and under way. Raises pickups.run_locked."""
    run = lock_run(scene.run.pk)
    if run.status != "started":
        raise RoadError.RUN_LOCKED(status=run.status)
    return run


def position_of(data: dict[str, Any]) -> Point | None:
    """What the phone said of its place, if it did."""
    place = data.get("position")
    return Point(float(place[0]), float(place[1])) if place else None


def off_by(stop: Stop, place: Point | None) -> tuple[int | None, bool]:
    """Metres from the address, and whether that is too far to believe. An address known by
    its municipality alone proves nothing."""
    if place is None:
        return None, False
    distance = round(metres(place, Point(stop.latitude, stop.longitude)))
    return distance, stop.exact and distance > FAR_M


def pesos(data: dict[str, Any], name: str) -> Money:
    return Money(str(data.get(name) or 0), COP)
