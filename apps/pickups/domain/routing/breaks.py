"""Drivers' breaks put into a sequence, without moving its stops."""

from apps.pickups.domain.routing.plan import Pause, Step
from apps.pickups.domain.routing.problem import Problem, Vehicle
from apps.pickups.domain.routing.route_checks import faults_of
from apps.pickups.domain.routing.schedule import route_of


def place_breaks(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Each missing break where it costs least: first in lateness, then in time."""
    taken = {step.index for step in steps if isinstance(step, Pause)}
    for index in range(len(vehicle.breaks)):
        if index not in taken:
            steps = min(
                ((*steps[:at], Pause(index), *steps[at:]) for at in range(len(steps) + 1)),
                key=lambda tried: _badness(problem, vehicle, tried),
            )
    return steps


def _badness(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[int, int]:
    route = route_of(problem, vehicle, steps)
    # A break that is still missing weighs the same wherever this one stands.
    late = sum(fault.amount for fault in faults_of(problem, route))
    return late, route.end - route.start
