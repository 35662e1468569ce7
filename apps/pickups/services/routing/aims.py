"""Fewest vehicles, balanced, or cheapest: the same problem with other prices or limits."""

from collections.abc import Callable
from dataclasses import replace

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.insertion import cheapest_insertion
from apps.pickups.domain.routing.problem import Problem, Vehicle

# How much longer than the mean a balanced route may take.
_BALANCE = 1.25


def aimed(problem: Problem, aim: str) -> Problem:
    """The problem to solve for an aim; plans are judged by the problem as it was."""
    if aim == "fewest":
        return _with(problem, lambda v: replace(v, fixed_cost=v.fixed_cost + _dear(problem)))
    if aim == "balanced":
        return _balanced(problem)
    return problem


def _with(problem: Problem, change: Callable[[Vehicle], Vehicle]) -> Problem:
    vehicles = tuple(change(vehicle) for vehicle in problem.vehicles)
    return replace(problem, vehicles=vehicles)


def _dear(problem: Problem) -> int:
    """Dearer than any detour that would save a vehicle."""
    longest = int(problem.distances[0].max(initial=1000))
    slowest = int(problem.durations[0].max(initial=600))
    return max(
        (4 * (v.distance_cost * longest + v.duration_cost * slowest) for v in problem.vehicles),
        default=0,
    )


def _balanced(problem: Problem) -> Problem:
    """A common limit of duration, from what the work takes in all."""
    plan = cheapest_insertion(problem)
    total = evaluate(problem, plan).duration
    crews = sum(not vehicle.closed for vehicle in problem.vehicles)
    if not crews or plan.unserved:
        return problem
    limit = int(_BALANCE * total / crews)
    slow = int(problem.durations[0].max(initial=600))
    limit = max(limit, 2 * slow + max((s.service for s in problem.stops), default=0))
    return _with(problem, lambda v: replace(v, max_duration=min(v.max_duration, limit)))
