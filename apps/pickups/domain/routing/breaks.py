"""Drivers' breaks put into a sequence, without moving its stops."""

from collections.abc import Sequence
from typing import NamedTuple

from apps.pickups.domain.routing.candidates import Call, calls_of
from apps.pickups.domain.routing.plan import Pause, Step
from apps.pickups.domain.routing.problem import FOREVER, Break, Problem, Vehicle
from apps.pickups.domain.routing.route_checks import is_due


class _Ready(NamedTuple):
    """A vehicle that is ready to go on from `here`. `slack`: by how much it could have left
    later without being later since. `late`: seconds after windows so far; at the end of its
    route, after shift and duration too."""

    clock: int
    here: int
    waited: int = 0
    slack: int = FOREVER
    late: int = 0


def place_breaks(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Each break that is due and missing where it costs least: first in lateness, then in
    time."""
    taken = {step.index for step in steps if isinstance(step, Pause)}
    for index, rest in enumerate(vehicle.breaks):
        if index in taken:
            continue
        calls = calls_of(problem, vehicle, steps)
        ready = _ready(problem, vehicle, _Ready(vehicle.early, vehicle.start), calls)
        _, start, end = _home(problem, vehicle, ready[-1])
        if is_due(vehicle, rest, start, end):
            places = _places([state.clock for state in ready], rest)
            at = min(places, key=lambda at: _badness(problem, vehicle, ready[at], rest, calls[at:]))
            steps = (*steps[:at], Pause(index), *steps[at:])
    return steps


def _places(clocks: list[int], rest: Break) -> range:
    """Indexes before which it may be best. Before a visit that is over when the break may
    begin it never is; and of those that are too late, only the first can be."""
    count = len(clocks) - 1
    first = next((at for at in range(count) if clocks[at + 1] >= rest.early), count)
    last = max((at for at in range(count + 1) if clocks[at] <= rest.late), default=0)
    return range(first, min(count, max(first, last + 1)) + 1)


def _badness(
    problem: Problem, vehicle: Vehicle, state: _Ready, rest: Break, onward: list[Call]
) -> tuple[int, int]:
    """Of resting here and going on: lateness, then time."""
    calls = [(state.here, rest.early, rest.late, rest.duration), *onward]
    late, start, end = _home(problem, vehicle, _ready(problem, vehicle, state, calls)[-1])
    return late, end - start


def _ready(
    problem: Problem, vehicle: Vehicle, state: _Ready, calls: Sequence[Call]
) -> list[_Ready]:
    """Before each call and after the last. As `route_of` has it, and nothing else: it is asked
    for many places of a break."""
    durations = problem.rows[vehicle.profile][1]
    clock, here, waited, slack, late = state
    states = [state]
    for place, early, latest, service in calls:
        arrival = clock + durations[here][place]
        begin = arrival if arrival > early else early
        waited += begin - arrival
        if begin > latest:
            late += begin - latest
            slack = min(slack, waited)
        else:
            slack = min(slack, waited + latest - begin)
        clock, here = begin + service, place
        states.append(_Ready(clock, here, waited, slack, late))
    return states


def _home(problem: Problem, vehicle: Vehicle, state: _Ready) -> tuple[int, int, int]:
    """Lateness in all, start and end of its route."""
    end = state.clock + problem.rows[vehicle.profile][1][state.here][vehicle.end]
    leaves_later = 0 if vehicle.under_way else max(0, min(state.slack, state.waited))
    start = vehicle.early + leaves_later
    late = state.late + max(0, end - vehicle.late) + max(0, end - start - vehicle.max_duration)
    return late, start, end
