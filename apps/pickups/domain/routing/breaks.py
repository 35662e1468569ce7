"""Drivers' breaks put into a sequence, without moving its stops."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.pickups.domain.routing.candidates import Call, calls_of
from apps.pickups.domain.routing.plan import Pause, Step
from apps.pickups.domain.routing.problem import FOREVER, Break, Problem, Vehicle
from apps.pickups.domain.routing.route_checks import is_due


@dataclass(slots=True)
class _Times:
    """`late`: seconds after windows, shift and duration, in all. `clocks`: when it is ready
    for each step as early as can be, and for its way home."""

    late: int
    start: int
    end: int
    clocks: list[int]


def place_breaks(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Each break that is due and missing where it costs least: first in lateness, then in
    time."""
    taken = {step.index for step in steps if isinstance(step, Pause)}
    for index, rest in enumerate(vehicle.breaks):
        if index in taken:
            continue
        calls = calls_of(problem, vehicle, steps)
        now = _times(problem, vehicle, calls)
        if is_due(vehicle, rest, now.start, now.end):
            at = min(
                _places(now.clocks, rest),
                key=lambda at: _badness(_times(problem, vehicle, _with(vehicle, calls, at, rest))),
            )
            steps = (*steps[:at], Pause(index), *steps[at:])
    return steps


def _places(clocks: list[int], rest: Break) -> range:
    """Indexes before which it may be best. Before a visit that is over when the break may
    begin it never is; and of those that are too late, only the first can be."""
    count = len(clocks) - 1
    first = next((at for at in range(count) if clocks[at + 1] >= rest.early), count)
    last = max((at for at in range(count + 1) if clocks[at] <= rest.late), default=0)
    return range(first, min(count, max(first, last + 1)) + 1)


def _with(vehicle: Vehicle, calls: list[Call], at: int, rest: Break) -> list[Call]:
    place = calls[at - 1][0] if at else vehicle.start
    return [*calls[:at], (place, rest.early, rest.late, rest.duration), *calls[at:]]


def _badness(times: _Times) -> tuple[int, int]:
    return times.late, times.end - times.start


def _times(problem: Problem, vehicle: Vehicle, calls: Sequence[Call]) -> _Times:
    """As `route_of` has them, and nothing else: it is asked for many places of a break."""
    durations = problem.rows[vehicle.profile][1]
    clock, here, waited, slack, late = vehicle.early, vehicle.start, 0, FOREVER, 0
    clocks = [clock]
    for place, early, latest, service in calls:
        arrival = clock + durations[here][place]
        begin = max(arrival, early)
        waited += begin - arrival
        late += max(0, begin - latest)
        slack = min(slack, waited + max(0, latest - begin))
        clock, here = begin + service, place
        clocks.append(clock)
    end = clock + durations[here][vehicle.end]
    start = vehicle.early + (0 if vehicle.under_way else max(0, min(slack, waited)))
    late += max(0, end - vehicle.late) + max(0, end - start - vehicle.max_duration)
    return _Times(late, start, end, clocks)
