"""Points as franchise tells of them; where exactly they are is kept here, and hours that
somebody said here last."""

from uuid import UUID

from apps.pickups.models import Point
from quenty.contracts.franchise.network_events import OpenHours, PointOpenedV1, PointUpdatedV1
from quenty.kernel import dane
from quenty.platform.db import unit_of_work

# Hours of a point that has not told its own: Monday to Friday, and Saturday morning.
USUAL_HOURS = {
    **{str(day): [["08:00", "18:00"]] for day in range(5)},
    "5": [["08:00", "13:00"]],
}


def note_point(event: PointOpenedV1 | PointUpdatedV1, *, opened: bool, sequence: int) -> None:
    """A point's name, address, services and capacity; older news is ignored."""
    with unit_of_work("pickups"):
        point = _locked(event.point_id, event.code, event.dane_code)
        if point.sequence >= sequence:
            return
        moved = point.dane_code != event.dane_code
        point.franchise_id, point.code, point.name = event.franchise_id, event.code, event.name
        point.address, point.dane_code = event.address, event.dane_code
        point.services, point.capacity = list(event.services), event.capacity
        point.open = point.open or opened
        _note_hours(point, event.hours)
        point.sequence = sequence
        if moved:
            _put_in_town(point)
        point.save()


def _note_hours(point: Point, told: tuple[OpenHours, ...] | None) -> None:
    """The newest word counts: franchise's, when it tells others than before."""
    if told is None:
        return
    hours: dict[str, list[list[str]]] = {}
    for span in told:
        hours.setdefault(str(span.weekday), []).append([span.opens, span.closes])
    if hours != point.told_hours:
        point.hours = point.told_hours = hours


def note_point_closed(*, point_id: UUID, sequence: int) -> None:
    """A point that is not known yet need not be: its opening is older."""
    with unit_of_work("pickups"):
        point = Point.objects.select_for_update().filter(point_id=point_id).first()
        if point is not None and point.sequence < sequence:
            point.open, point.sequence = False, sequence
            point.save()


def _locked(point_id: UUID, code: str, dane_code: str) -> Point:
    found = Point.objects.select_for_update().filter(point_id=point_id).first()
    if found is not None:
        return found
    point = Point(point_id=point_id, code=code, dane_code=dane_code, hours=USUAL_HOURS)
    _put_in_town(point)
    return point


def _put_in_town(point: Point) -> None:
    """Its municipality's own place, until somebody says where exactly."""
    town = dane.municipality(point.dane_code)
    point.latitude, point.longitude = (town.latitude, town.longitude) if town else (0.0, 0.0)
