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
from apps.pickups.selectors.day_stops import DayStop
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
    stops: dict[str, DayStop]
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
    stops: Sequence[DayStop],
    standing: dict[UUID, Standing] | None = None,
    now: datetime | None = None,
    optional: bool = True,
) -> Sheet:
    """`standing`: shifts that have left already. `now`: nobody leaves sooner. `optional`: stops
    may be left out at their worth; else all have to be served."""
    standing = standing or {}
    midnight, places = at(day, time()), _Places()
    soonest = _seconds(now, midnight) if now is not None else 0
    vehicles = _vehicles(shifts, stops, standing, midnight, soonest, places)
    locations = [places.of(row.latitude, row.longitude) for row in stops]
    dane_code = shifts[0].start_depot.dane_code if shifts else ""
    points = places.points or [Point(0, 0)]
    ways = ways_between(points, hour=_middle(shifts), dane_code=dane_code)
    prize = _prize(vehicles, ways) if optional else None
    since, ahead = int(midnight.timestamp()), _places_ahead(shifts, stops)
    problem = Problem(
        stops=tuple(
            _stop(row, location, since, prize, ahead)
            for row, location in zip(stops, locations, strict=True)
        ),
        vehicles=tuple(vehicles),
        distances=(ways.distances,),
        durations=(ways.durations,),
        dimensions=DIMENSIONS,
        name=day.isoformat(),
    )
    return Sheet(
        problem=problem,
        shifts={str(shift.pk): shift for shift in shifts},
        stops={row.id: row for row in stops},
        points=places.points,
        ways=ways,
        midnight=midnight,
        standing={str(key): value for key, value in standing.items()},
    )


class _Places:
    """Each place once, with the row that it has in the matrices."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self._index: dict[tuple[float, float], int] = {}

    def of(self, latitude: float, longitude: float) -> int:
        found = self._index.setdefault((latitude, longitude), len(self.points))
        if found == len(self.points):
            self.points.append(Point(latitude, longitude))
        return found


def _vehicles(
    shifts: Sequence[Shift],
    stops: Sequence[DayStop],
    standing: dict[UUID, Standing],
    midnight: datetime,
    soonest: int,
    places: _Places,
) -> list[Vehicle]:
    by_run: dict[UUID | None, list[DayStop]] = {}
    for row in stops:
        by_run.setdefault(row.run_id, []).append(row)
    return [
        _with_fixed(
            _vehicle(shift, midnight, places, standing.get(shift.pk), soonest), shift, by_run
        )
        for shift in shifts
    ]


def _middle(shifts: Sequence[Shift]) -> int:
    """The hour whose speed stands for the whole day: that of the shifts' middle."""
    from quenty.kernel.clock import BOGOTA

    if not shifts:
        return 10
    middles = [s.starts_at + (s.ends_at - s.starts_at) / 2 for s in shifts]
    hours = sorted(middle.astimezone(BOGOTA).hour for middle in middles)
    return hours[len(hours) // 2]


def _vehicle(
    shift: Shift, midnight: datetime, places: _Places, now: Standing | None, soonest: int
) -> Vehicle:
    car, driver = shift.vehicle, shift.driver
    depot = (shift.start_depot.latitude, shift.start_depot.longitude)
    start = (now.place.latitude, now.place.longitude) if now else depot
    early = max(_seconds(shift.starts_at, midnight), now.since if now else soonest)
    reloads = (places.of(*depot),) if car.max_reloads else ()
    return Vehicle(
        id=str(shift.pk),
        start=places.of(*start),
        end=places.of(shift.end_depot.latitude, shift.end_depot.longitude),
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


def _places_ahead(shifts: Sequence[Shift], stops: Sequence[DayStop]) -> dict[str, int]:
    """Of stops that keep their place: which it is among what is still to be done. Drivers don't
    always keep to the sequence."""
    held = [row for row in stops if row.run_id and row.position_locked]
    if not held:
        return {}
    rows = StopRow.objects.filter(run__shift__in=shifts, status__in=("done", "failed"))
    behind: dict[UUID | None, list[int]] = {}
    for run, position in rows.order_by("position").values_list("run", "position"):
        behind.setdefault(run, []).append(position or 0)
    return {
        row.id: max(0, at - bisect_left(behind.get(row.run_id, []), at))
        for row in held
        for at in (row.position or 0,)
    }


def _stop(
    row: DayStop, location: int, midnight: int, prize: int | None, ahead: dict[str, int]
) -> Stop:
    load = (row.weight_g, row.volume_cm3, row.pieces)
    collecting = row.kind == "pickup"
    # A parcel that has left the depot can't change vehicles.
    aboard = not collecting and row.run_status == "started"
    held = row.run_id is not None and (row.locked or row.position_locked or aboard)
    return Stop(
        id=row.id,
        location=location,
        delivery=() if collecting else load,
        pickup=load if collecting else (),
        service=row.service_s,
        early=max(0, row.opens - midnight),
        late=max(0, row.closes - midnight),
        required=prize is None,
        prize=0 if prize is None else prize * _WORTH[row.priority],
        skills=frozenset(row.skills),
        territory=row.zone_code,
        vehicle=str(row.shift_id) if held else "",
        position=ahead.get(row.id),
    )


def _with_fixed(
    vehicle: Vehicle, shift: Shift, by_run: dict[UUID | None, list[DayStop]]
) -> Vehicle:
    """A locked run keeps its sequence and takes nothing else; a stop that is being driven to
    or served comes first."""
    run = getattr(shift, "run", None)
    if run is None:
        return vehicle
    mine = sorted(by_run.get(run.pk, ()), key=lambda row: row.position or 0)
    if run.locked:
        return replace(vehicle, fixed=tuple(row.id for row in mine), closed=True)
    going = tuple(row.id for row in mine if row.status in ("en_route", "arrived"))
    return replace(vehicle, fixed=going) if going else vehicle


def _prize(vehicles: Sequence[Vehicle], ways: Ways) -> int:
    """What leaving out a stop costs, by its priority's worth: above any way to serve it."""
    longest = int(ways.distances.max(initial=1000))
    slowest = int(ways.durations.max(initial=600))
    return max(
        (
            v.fixed_cost + 2 * (v.distance_cost * longest + v.duration_cost * slowest)
            for v in vehicles
        ),
        default=1,
    )


def _seconds(instant: datetime, midnight: datetime) -> int:
    return int((instant - midnight).total_seconds())


def _thousandths(amount: Money) -> int:
    return int(amount.amount * 1000)
