"""Fewest vehicles, balanced, or cheapest: the same problem with other prices or limits."""

from collections.abc import Callable
from dataclasses import replace

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.insertion import cheapest_insertion
from apps.pickups.domain.routing.plan import Plan
from apps.pickups.domain.routing.problem import FOREVER, Problem, Vehicle

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
    """A common limit of duration for the crews of a depot, from what its work takes in all:
    those of another city have no part in it."""
    plan = cheapest_insertion(problem)
    if plan.unserved:
        return problem
    limits = {
        depot: _share(problem, plan, depot)
        for depot in {vehicle.end for vehicle in problem.vehicles if not vehicle.closed}
    }
    return _with(
        problem,
        lambda v: replace(v, max_duration=min(v.max_duration, limits.get(v.end, v.max_duration))),
    )


def _share(problem: Problem, plan: Plan, depot: int) -> int:
    """Seconds that each crew of a depot may take, and at least what its farthest stop takes."""
    crews = [v.id for v in problem.vehicles if v.end == depot and not v.closed]
    figures = evaluate(problem, plan).routes
    work = sum(figure.duration for figure in figures if figure.vehicle in crews)
    stops = [problem.stop[s] for r in plan.routes if r.vehicle in crews for s in r.stops]
    if not stops:
        return FOREVER
    ways = problem.durations[0]
    slow = max(int(max(ways[depot, s.location], ways[s.location, depot])) for s in stops)
    return max(int(_BALANCE * work / len(crews)), 2 * slow + max(s.service for s in stops))
