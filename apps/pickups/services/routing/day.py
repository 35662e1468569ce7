"""A day as a problem: its shifts, its stops, and where its drivers stand by now."""

from datetime import date, datetime, time
from uuid import UUID

from apps.pickups.domain.business_days import at
from apps.pickups.domain.geo import Point
from apps.pickups.domain.routing.plan import Sequences
from apps.pickups.models import Ping, Run, Shift, Stop
from apps.pickups.selectors.fleet import shifts_on
from apps.pickups.selectors.routing import stops_to_plan
from apps.pickups.services.routing.rows import Sheet, Standing, sheet_of
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock

_VISITED = ("done", "failed")


def sheet_of_day(
    *, day: date, depot_id: UUID | None = None, rest: bool = False, now: datetime | None = None
) -> Sheet:
    """`rest`: vehicles that have left start where they are now; visited stops are over. `now`:
    nobody leaves sooner; the clock's unless told.

    Raises pickups.nothing_to_plan.
    """
    shifts = [shift for shift in shifts_on(day, depot_id=depot_id) if _plans(shift)]
    if not shifts:
        raise RoadError.NOTHING_TO_PLAN(day=day.isoformat(), missing="shifts")
    stops = stops_to_plan(day, depot_id=depot_id)
    known = {shift.pk for shift in shifts}
    stops = [stop for stop in stops if stop.run is None or stop.run.shift_id in known]
    if not stops:
        raise RoadError.NOTHING_TO_PLAN(day=day.isoformat(), missing="stops")
    standing = where_drivers_stand(day, shifts) if rest else {}
    return sheet_of(day=day, shifts=shifts, stops=stops, standing=standing, now=now or clock.now())


def _plans(shift: Shift) -> bool:
    run = getattr(shift, "run", None)
    return shift.available and (run is None or run.status in ("draft", "published", "started"))


def where_drivers_stand(day: date, shifts: list[Shift]) -> dict[UUID, Standing]:
    """For each run that has started: its last known place, now, and what it has aboard."""
    midnight = at(day, time())
    now = int((clock.now() - midnight).total_seconds())
    return {
        shift.pk: Standing(place=place_of(shift.run), since=now, aboard=_aboard(shift.run))
        for shift in shifts
        if getattr(shift, "run", None) is not None and shift.run.status == "started"
    }


def place_of(run: Run) -> Point:
    """The last ping, or the last visited stop if that is newer, or the depot."""
    ping = Ping.objects.filter(run=run).order_by("-at").first()
    visited = run.stops.filter(status__in=_VISITED).order_by("-closed_at").first()
    seen = _newest(ping, visited)
    if seen is not None:
        return Point(seen.latitude, seen.longitude)
    depot = run.shift.start_depot
    return Point(depot.latitude, depot.longitude)


def _newest(ping: Ping | None, stop: Stop | None) -> Ping | Stop | None:
    if ping is None or stop is None:
        return ping or stop
    closed: datetime | None = stop.closed_at
    return stop if closed is not None and closed > ping.at else ping


def _aboard(run: Run) -> tuple[int, int, int]:
    """What was picked up on this run so far; what failed to be delivered is aboard as well."""
    picked = [
        stop
        for stop in run.stops.all()
        if (stop.kind == "pickup" and stop.status == "done")
        or (stop.kind == "delivery" and stop.status == "failed")
    ]
    return (
        sum(stop.weight_g for stop in picked),
        sum(stop.volume_cm3 for stop in picked),
        sum(stop.pieces for stop in picked),
    )


def in_force(sheet: Sheet) -> Sequences:
    """What runs have now, of the stops that are still to be done."""
    by_run: dict[UUID, list[Stop]] = {}
    for stop in sheet.stops.values():
        if stop.run_id is not None:
            by_run.setdefault(stop.run_id, []).append(stop)
    return {
        key: tuple(str(stop.pk) for stop in sorted(by_run[run.pk], key=lambda s: s.position or 0))
        for key, shift in sheet.shifts.items()
        if (run := getattr(shift, "run", None)) is not None and run.pk in by_run
    }
