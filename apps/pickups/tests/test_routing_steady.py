"""Planned again, stops at one address keep their order unless another is better."""

from dataclasses import replace

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.optimizer import Optimizer
from apps.pickups.domain.routing.plan import Plan
from apps.pickups.domain.routing.port import Terms
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.schedule import plan_of
from apps.pickups.domain.routing.steady import in_old_order
from apps.pickups.tests.instances import town

TERMS = Terms(seconds=5, iterations=60)


def house(problem: Problem, count: int = 4) -> Problem:
    """The first stops are all at one address."""
    first = problem.stops[0]
    same = [replace(stop, location=first.location) for stop in problem.stops[:count]]
    return replace(problem, stops=(*same, *problem.stops[count:]))


def order(plan: Plan, names: set[str]) -> list[str]:
    return [ref for route in plan.routes for ref in route.stops if ref in names]


def test_stops_at_one_address_keep_their_order_when_they_are_planned_again() -> None:
    problem = house(town(12, vehicles=1))
    names = {stop.id for stop in problem.stops[:4]}
    before = Optimizer().solve(problem, TERMS)
    (route,) = before.routes
    turned = dict(zip(order(before, names), reversed(order(before, names)), strict=True))
    warm = {route.vehicle: tuple(turned.get(ref, ref) for ref in route.stops)}
    again = in_old_order(problem, before, replace(TERMS, warm=warm))
    assert order(again, names) == list(reversed(order(before, names)))
    assert evaluate(problem, again).objective == evaluate(problem, before).objective
    assert again.made == before.made
    assert in_old_order(problem, before, TERMS) == before


def test_not_where_the_old_order_breaks_a_window() -> None:
    problem = house(town(4, vehicles=1))
    late, *rest = problem.stops
    problem = replace(
        problem, stops=(replace(late, early=20_000), *(replace(stop, late=15_000) for stop in rest))
    )
    (vehicle,) = problem.vehicles
    steps = (*(stop.id for stop in rest), late.id)
    plan = plan_of(problem, {vehicle.id: steps})
    assert evaluate(problem, plan).feasible
    old = {vehicle.id: (late.id, *(stop.id for stop in rest))}
    assert in_old_order(problem, plan, replace(TERMS, warm=old)) == plan
