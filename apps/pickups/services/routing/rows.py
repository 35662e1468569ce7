"""Rows as a routing problem: shifts as vehicles, stops as stops, places as locations.

Seconds count from midnight in Bogotá. Costs are thousandths of a peso, so that pesos per
kilometre are whole units per metre.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from apps.pickups.domain.business_days import at
from apps.pickups.domain.geo import Point
from apps.pickups.domain.routing.problem import Break, Problem, Stop, Vehicle
from apps.pickups.domain.travel import Ways
from apps.pickups.models import Shift
from apps.pickups.models import Stop as StopRow
from apps.pickups.services.routing.ways import ways_between
from quenty.kernel.money import Money

DIMENSIONS = ("weight_g", "volume_cm3", "pieces")
# What a stop of each priority is worth, in ways across the whole problem.
_WORTH = {1: 16, 2: 8, 3: 4, 4: 2, 5: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A vehicle that is under way: where it is, since when, and what it has aboard."""

    place: Point
    since: int
    aboard: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A problem with the rows behind it. `midnight`: instant that its seconds count from."""

    problem: Problem
    shifts: dict[str, Shift]
    stops: dict[str, StopRow]
    points: list[Point]
    ways: Ways
    midnight: datetime
    standing: dict[str, Standing] = field(default_factory=dict)

    def instant(self, seconds: int) -> datetime:
        return self.midnight + timedelta(seconds=seconds)


def sheet_of(
    *,
    day: date,
    shifts: Sequence[Shift],
    stops: Sequence[StopRow],
    standing: dict[UUID, Standing] | None = None,
    now: datetime | None = None,
    optional: bool = True,
) -> Sheet:
    """`standing`: shifts that have left already. `now`: nobody leaves sooner. `optional`: stops
    may be left out at their worth; else all have to be served."""
    standing = standing or {}
    points: list[Point] = []
    index: dict[Point, int] = {}

    def place(point: Point) -> int:
        if point not in index:
            index[point] = len(points)
            points.append(point)
        return index[point]

    midnight = at(day, time())
    soonest = _seconds(now, midnight) if now is not None else 0
    vehicles = [
        _vehicle(shift, midnight, place, standing.get(shift.pk), soonest) for shift in shifts
    ]
    behind = _visited(shifts)
    wanted = [_stop(row, midnight, place, behind) for row in stops]
    dane_code = shifts[0].start_depot.dane_code if shifts else ""
    ways = ways_between(points or [Point(0, 0)], hour=_middle(shifts), dane_code=dane_code)
    by_run: dict[UUID | None, list[StopRow]] = {}
    for row in stops:
        by_run.setdefault(row.run_id, []).append(row)
    vehicles = [
        _with_fixed(vehicle, shift, by_run) for vehicle, shift in zip(vehicles, shifts, strict=True)
    ]
    problem = Problem(
        stops=tuple(wanted),
        vehicles=tuple(vehicles),
        distances=(ways.distances,),
        durations=(ways.durations,),
        dimensions=DIMENSIONS,
        name=day.isoformat(),
    )
    return Sheet(
        problem=_worth(problem, stops) if optional else problem,
        shifts={str(shift.pk): shift for shift in shifts},
        stops={str(row.pk): row for row in stops},
        points=points,
        ways=ways,
        midnight=midnight,
        standing={str(key): value for key, value in standing.items()},
    )


def _middle(shifts: Sequence[Shift]) -> int:
    """The hour whose speed stands for the whole day: that of the shifts' middle."""
    from quenty.kernel.clock import BOGOTA

    if not shifts:
        return 10
    middles = [s.starts_at + (s.ends_at - s.starts_at) / 2 for s in shifts]
    hours = sorted(middle.astimezone(BOGOTA).hour for middle in middles)
    return hours[len(hours) // 2]


def _vehicle(
    shift: Shift, midnight: datetime, place: Any, now: Standing | None, soonest: int
) -> Vehicle:
    car, driver = shift.vehicle, shift.driver
    depot = Point(shift.start_depot.latitude, shift.start_depot.longitude)
    home = Point(shift.end_depot.latitude, shift.end_depot.longitude)
    early = max(_seconds(shift.starts_at, midnight), now.since if now else soonest)
    reloads = (place(depot),) if car.max_reloads else ()
    return Vehicle(
        id=str(shift.pk),
        start=place(now.place if now else depot),
        end=place(home),
        capacity=(car.capacity_g, car.capacity_cm3, car.capacity_pieces),
        early=early,
        late=max(_seconds(shift.ends_at, midnight), early),
        fixed_cost=0 if now else _thousandths(car.fixed_cost),
        distance_cost=int(car.cost_per_km.amount),
        duration_cost=round(_thousandths(car.cost_per_hour) / 3600),
        skills=frozenset((*car.skills, *driver.skills)),
        territories=frozenset(driver.zones),
        breaks=_breaks(shift, midnight, early),
        reloads=reloads,
        max_reloads=car.max_reloads,
        aboard=now.aboard if now else (),
        under_way=now is not None,
        **_limits(shift),
    )


def _limits(shift: Shift) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    if shift.max_minutes is not None:
        limits["max_duration"] = 60 * shift.max_minutes
    if shift.max_km is not None:
        limits["max_distance"] = 1000 * shift.max_km
    if shift.max_stops is not None:
        limits["max_stops"] = shift.max_stops
    return limits


def _breaks(shift: Shift, midnight: datetime, early: int) -> tuple[Break, ...]:
    """Breaks that are still to come."""
    found = []
    for rest in shift.breaks:
        span = Break(
            early=_clock(rest["early"]),
            late=_clock(rest["late"]),
            duration=60 * rest["minutes"],
            always=False,
        )
        if span.late >= early:
            found.append(span)
    return tuple(found)


def _clock(text: str) -> int:
    hour = time.fromisoformat(text)
    return 3600 * hour.hour + 60 * hour.minute


def _visited(shifts: Sequence[Shift]) -> dict[UUID, list[int]]:
    """The places of each run's stops that are over, in order."""
    rows = StopRow.objects.filter(run__shift__in=shifts, status__in=("done", "failed"))
    found: dict[UUID, list[int]] = {}
    for run, position in rows.order_by("position").values_list("run", "position"):
        found.setdefault(run, []).append(position or 0)
    return found


def _place_ahead(row: StopRow, visited: dict[UUID, list[int]]) -> int:
    """Its place among what is still to be done; drivers don't always keep to the sequence."""
    position = row.position or 0
    return position - bisect_left(visited.get(row.run_id, []), position)  # type: ignore[arg-type]


def _stop(row: StopRow, midnight: datetime, place: Any, behind: dict[UUID, list[int]]) -> Stop:
    load = (row.weight_g, row.volume_cm3, row.pieces)
    collecting = row.kind == "pickup"
    held = row.run is not None and (row.locked or row.position_locked or _aboard(row))
    position = _place_ahead(row, behind) if row.run_id else 0
    return Stop(
        id=str(row.pk),
        location=place(Point(row.latitude, row.longitude)),
        delivery=() if collecting else load,
        pickup=load if collecting else (),
        service=row.service_s,
        early=max(0, _seconds(row.window_start, midnight)),
        late=max(0, _seconds(row.window_end, midnight)),
        skills=frozenset(row.skills),
        territory=row.zone_code,
        vehicle=str(row.run.shift_id) if held and row.run else "",
        position=max(0, position) if held and row.position_locked else None,
    )


def _aboard(row: StopRow) -> bool:
    """A parcel that has left the depot can't change vehicles."""
    return row.kind == "delivery" and row.run is not None and row.run.status == "started"


def _with_fixed(
    vehicle: Vehicle, shift: Shift, by_run: dict[UUID | None, list[StopRow]]
) -> Vehicle:
    """A locked run keeps its sequence and takes nothing else; a stop that is being driven to
    or served comes first."""
    run = getattr(shift, "run", None)
    if run is None:
        return vehicle
    mine = sorted(by_run.get(run.pk, ()), key=lambda row: row.position or 0)
    if run.locked:
        return replace(vehicle, fixed=tuple(str(row.pk) for row in mine), closed=True)
    going = tuple(str(row.pk) for row in mine if row.status in ("en_route", "arrived"))
    return replace(vehicle, fixed=going) if going else vehicle


def _worth(problem: Problem, rows: Sequence[StopRow]) -> Problem:
    """Every stop optional, at a price by its priority: above any way to serve it."""
    longest = int(problem.distances[0].max(initial=1000))
    slowest = int(problem.durations[0].max(initial=600))
    per_way = max(
        (
            v.fixed_cost + 2 * (v.distance_cost * longest + v.duration_cost * slowest)
            for v in problem.vehicles
        ),
        default=1,
    )
    priorities = {str(row.pk): row.priority for row in rows}
    return replace(
        problem,
        stops=tuple(
            replace(stop, required=False, prize=per_way * _WORTH[priorities[stop.id]])
            for stop in problem.stops
        ),
    )


def _seconds(instant: datetime, midnight: datetime) -> int:
    return int((instant - midnight).total_seconds())


def _thousandths(amount: Money) -> int:
    return int(amount.amount * 1000)
