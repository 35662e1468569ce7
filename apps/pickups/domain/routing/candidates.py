"""Where a stop could go in: every gap of every route, at once, by detour."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from apps.pickups.domain.routing.plan import Pause, Reload, Step
from apps.pickups.domain.routing.problem import (
    FOREVER,
    Matrix,
    Problem,
    Stop,
    Vehicle,
    may_serve,
)

Row = npt.NDArray[np.int64]
# Place, window and service of a step.
Call = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Gap:
    """Before the step of this index of a vehicle's route. `detour`: cost units, estimated."""

    vehicle: str
    index: int
    detour: int


class Gaps:
    """The gaps of one vehicle's route: where it comes from and goes to, and when."""

    def __init__(self, problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> None:
        self.vehicle = vehicle
        self.steps = steps
        self.plain = _is_plain(problem, vehicle)
        self.spare = _spare(problem, vehicle, steps)
        calls, durations = calls_of(problem, vehicle, steps), problem.rows[vehicle.profile][1]
        places = [vehicle.start, *(call[0] for call in calls), vehicle.end]
        ready, clock = [vehicle.early], vehicle.early
        for at, (place, early, _, service) in enumerate(calls):
            clock = max(clock + durations[places[at]][place], early) + service
            ready.append(clock)
        latest, bound = [vehicle.late], vehicle.late
        for at in range(len(calls) - 1, -1, -1):
            place, _, late, service = calls[at]
            bound = min(late, bound - durations[place][places[at + 2]] - service)
            latest.append(bound)
        # What is fixed stays first.
        first = _after_fixed(vehicle, steps)
        self.index: Row = np.arange(first, len(steps) + 1, dtype=np.int64)
        self.before: Row = np.array(places[first:-1], dtype=np.int64)
        self.after: Row = np.array(places[first + 1 :], dtype=np.int64)
        self.ready: Row = np.array(ready[first:], dtype=np.int64)
        self.latest: Row = np.array(latest[::-1][first:], dtype=np.int64)

    def holds(self, problem: Problem, stop: Stop, index: int) -> bool:
        """Whether a stop before the step of this index breaks no rule. Of a plain route that
        holds by itself, this is all there is to check."""
        at, durations = index - int(self.index[0]), problem.rows[self.vehicle.profile][1]
        before, after = int(self.before[at]), int(self.after[at])
        start = max(int(self.ready[at]) + durations[before][stop.location], stop.early)
        onward = start + stop.service + durations[stop.location][after]
        timely = start <= stop.late and onward <= int(self.latest[at])
        return timely and self.has_room(stop) and may_serve(self.vehicle, stop)

    def has_room(self, stop: Stop) -> bool:
        """False when the stop's load can't fit on any order of this route."""
        if self.spare is None:
            return True
        out, back = self.spare
        return all(d <= room for d, room in zip(stop.delivery, out, strict=False)) and all(
            p <= room for p, room in zip(stop.pickup, back, strict=False)
        )


def _is_plain(problem: Problem, vehicle: Vehicle) -> bool:
    """Nothing but windows, the shift and loads that only come or only go."""
    return bool(
        vehicle.max_duration >= FOREVER
        and vehicle.max_distance >= FOREVER
        and not (vehicle.breaks or vehicle.max_reloads or vehicle.fixed or any(vehicle.aboard))
        and (vehicle.capacity or vehicle.max_stops is None)
        and problem.is_one_way
        and not problem.has_places_held
    )


def _spare(
    problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]
) -> tuple[list[int], list[int]] | None:
    """What is left for deliveries at the start and for pickups at the end; None: it depends."""
    if not vehicle.capacity or vehicle.max_reloads:
        return None
    if (
        vehicle.max_stops is not None
        and sum(isinstance(s, str) for s in steps) >= vehicle.max_stops
    ):
        return [-1] * len(problem.dimensions), [-1] * len(problem.dimensions)
    out, back = list(vehicle.capacity), list(vehicle.capacity)
    for step in steps:
        if isinstance(step, str):
            stop = problem.stop[step]
            out = [a - b for a, b in zip(out, stop.delivery or problem.nothing, strict=True)]
            back = [a - b for a, b in zip(back, stop.pickup or problem.nothing, strict=True)]
    return out, back


def _after_fixed(vehicle: Vehicle, steps: tuple[Step, ...]) -> int:
    left, index = len(vehicle.fixed), 0
    while left and index < len(steps):
        left -= isinstance(steps[index], str)
        index += 1
    return index


def calls_of(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> list[Call]:
    """Of each step; a break is where the vehicle is."""
    calls: list[Call] = []
    at = vehicle.start
    for step in steps:
        if isinstance(step, Reload):
            call = (step.location, 0, vehicle.late, 0)
        elif isinstance(step, Pause):
            rest = vehicle.breaks[step.index]
            call = (at, rest.early, rest.late, rest.duration)
        else:
            stop = problem.stop[step]
            call = (stop.location, stop.early, stop.late, stop.service)
        calls.append(call)
        at = call[0]
    return calls


def best_gaps(
    problem: Problem, stop: Stop, routes: list[Gaps], *, timely: bool, most: int
) -> list[Gap]:
    """The cheapest gaps, best first. `timely`: only those whose times can hold."""
    if not routes:
        return []
    found: list[tuple[int, str, int]] = []
    for profile in sorted({gaps.vehicle.profile for gaps in routes}):
        of_it = [gaps for gaps in routes if gaps.vehicle.profile == profile]
        found += _of_profile(problem, stop, of_it, timely=timely, most=most)
    found.sort()
    return [Gap(vehicle, index, detour) for detour, vehicle, index in found[:most]]


def _of_profile(
    problem: Problem, stop: Stop, routes: list[Gaps], *, timely: bool, most: int
) -> list[tuple[int, str, int]]:
    profile = routes[0].vehicle.profile
    distance, duration = problem.distances[profile], problem.durations[profile]
    before = np.concatenate([gaps.before for gaps in routes])
    after = np.concatenate([gaps.after for gaps in routes])
    owner = np.repeat(np.arange(len(routes)), [len(gaps.index) for gaps in routes])
    per_metre, per_second, opening = _prices(routes)
    detour: Row = (
        per_metre[owner] * _around(distance, before, after, stop.location)
        + per_second[owner] * (_around(duration, before, after, stop.location) + stop.service)
        + opening[owner]
    )
    usable = np.arange(len(owner))
    if timely:
        ready = np.concatenate([gaps.ready for gaps in routes])
        latest = np.concatenate([gaps.latest for gaps in routes])
        start = np.maximum(ready + duration[before, stop.location], stop.early)
        onward = start + stop.service + duration[stop.location, after]
        usable = np.flatnonzero((start <= stop.late) & (onward <= latest))
    if len(usable) > most:
        usable = usable[np.argpartition(detour[usable], most - 1)[:most]]
    indexes = np.concatenate([gaps.index for gaps in routes])
    return [(int(detour[at]), routes[owner[at]].vehicle.id, int(indexes[at])) for at in usable]


def _around(matrix: Matrix, before: Row, after: Row, place: int) -> Row:
    """What it adds to go by way of `place`."""
    way: Row = matrix[before, place] + matrix[place, after] - matrix[before, after]
    return way


def _prices(routes: list[Gaps]) -> tuple[Row, Row, Row]:
    return (
        np.array([gaps.vehicle.distance_cost for gaps in routes], dtype=np.int64),
        np.array([gaps.vehicle.duration_cost for gaps in routes], dtype=np.int64),
        np.array([0 if gaps.steps else gaps.vehicle.fixed_cost for gaps in routes], dtype=np.int64),
    )
