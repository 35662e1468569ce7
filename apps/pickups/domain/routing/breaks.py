"""Drivers' breaks put into a sequence, without moving its stops."""

from apps.pickups.domain.routing.plan import Pause, Route, Step
from apps.pickups.domain.routing.problem import Break, Problem, Vehicle
from apps.pickups.domain.routing.route_checks import breaks_missing, faults_of
from apps.pickups.domain.routing.schedule import route_of


def place_breaks(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Each break that is due and missing where it costs least: first in lateness, then in
    time."""
    taken = {step.index for step in steps if isinstance(step, Pause)}
    for index in range(len(vehicle.breaks)):
        if index in taken:
            continue
        route = route_of(problem, vehicle, steps)
        if index in breaks_missing(vehicle, route):
            steps = min(
                (
                    (*steps[:at], Pause(index), *steps[at:])
                    for at in _places(vehicle, route, vehicle.breaks[index])
                ),
                key=lambda tried: _badness(problem, vehicle, tried),
            )
    return steps


def _places(vehicle: Vehicle, route: Route, rest: Break) -> range:
    """Indexes before which it may be best. Before a visit that is over when the break may
    begin it never is; and of those that are too late, only the first can be."""
    clocks = [route.start, *(visit.departure for visit in route.visits)]
    count, delay = len(route.visits), route.start - vehicle.early
    first = next((at for at in range(count) if clocks[at + 1] >= rest.early), count)
    last = max((at for at in range(count + 1) if clocks[at] - delay <= rest.late), default=0)
    return range(first, min(count, max(first, last + 1)) + 1)


def _badness(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[int, int, int]:
    route = route_of(problem, vehicle, steps)
    late = sum(fault.amount for fault in faults_of(problem, route))
    return len(breaks_missing(vehicle, route)), late, route.end - route.start
