"""A day as a problem: its shifts, its stops, and where its drivers stand by now."""

from datetime import date, datetime, time
from uuid import UUID

from apps.pickups.domain.business_days import at
from apps.pickups.domain.geo import Point
from apps.pickups.domain.routing.plan import Sequences
from apps.pickups.models import Run, Shift
from apps.pickups.selectors.day_stops import DayStop, stops_to_plan
from apps.pickups.selectors.fleet import shifts_on
from apps.pickups.selectors.visits import Visits, visits_of
from apps.pickups.services.routing.rows import Sheet, Standing, sheet_of
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock


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
    stops = [stop for stop in stops if stop.run_id is None or stop.shift_id in known]
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
    started = [shift.run for shift in shifts if _has_left(shift)]
    visits = visits_of(started)
    return {
        run.shift_id: Standing(
            place=place_of(run, visits[run.pk]), since=now, aboard=visits[run.pk].aboard
        )
        for run in started
    }


def _has_left(shift: Shift) -> bool:
    run = getattr(shift, "run", None)
    return run is not None and run.status == "started"


def place_of(run: Run, visits: Visits) -> Point:
    """The last place that is known of, or the depot."""
    depot = run.shift.start_depot
    return visits.place or Point(depot.latitude, depot.longitude)


def in_force(sheet: Sheet) -> Sequences:
    """What runs have now, of the stops that are still to be done."""
    by_run: dict[UUID, list[DayStop]] = {}
    for stop in sheet.stops.values():
        if stop.run_id is not None:
            by_run.setdefault(stop.run_id, []).append(stop)
    return {
        key: tuple(stop.id for stop in sorted(by_run[run.pk], key=lambda s: s.position or 0))
        for key, shift in sheet.shifts.items()
        if (run := getattr(shift, "run", None)) is not None and run.pk in by_run
    }
