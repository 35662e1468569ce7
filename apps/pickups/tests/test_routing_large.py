"""Hundreds of stops at once: several starts, then vicinity by vicinity."""

import json
from dataclasses import replace

import pytest

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.insertion import cheapest_insertion
from apps.pickups.domain.routing.optimizer import Optimizer
from apps.pickups.domain.routing.plan import Plan, as_plain
from apps.pickups.domain.routing.port import Progress, Terms
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.tests.instances import town, with_stop, with_vehicle

BRIEF = Terms(seconds=60.0, iterations=400, seed=7)


def large(**changes: object) -> Problem:
    given = {"count": 520, "vehicles": 60, "capacity": 80, "windows": False, "side": 12_000}
    return town(**{**given, **changes})  # type: ignore[arg-type]


def solve(problem: Problem, terms: Terms = BRIEF) -> Plan:
    return Optimizer().solve(problem, terms)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return solve(large())


def test_all_are_served_far_below_what_insertion_costs(plan: Plan) -> None:
    judged, floor = evaluate(large(), plan), evaluate(large(), cheapest_insertion(large()))
    assert judged.feasible
    assert judged.objective < 0.9 * floor.objective


def test_same_input_seed_and_iterations_give_the_same_plan(plan: Plan) -> None:
    assert json.dumps(as_plain(solve(large()))) == json.dumps(as_plain(plan))
    other = solve(large(), replace(BRIEF, seed=8))
    assert as_plain(other) != as_plain(plan)


def test_more_time_is_never_for_worse(plan: Plan) -> None:
    longer = solve(large(), replace(BRIEF, iterations=2_000))
    assert evaluate(large(), longer).objective < evaluate(large(), plan).objective


def test_goes_on_from_the_plan_in_force(plan: Plan) -> None:
    """A handful of iterations from it is better than as many from nothing."""
    brief = replace(BRIEF, iterations=12)
    warm = evaluate(large(), solve(large(), replace(brief, warm=plan.sequences())))
    cold = evaluate(large(), solve(large(), brief))
    assert warm.feasible
    assert warm.objective < cold.objective
    assert warm.objective <= evaluate(large(), plan).objective


def test_optional_stops_of_a_tight_fleet_are_chosen_by_worth() -> None:
    problem = large(vehicles=20, prize=2_000)
    plan = solve(with_stop(problem, "s7", prize=10**7))
    judged = evaluate(problem, plan)
    assert judged.feasible
    assert 0 < len(plan.unserved) < 400
    assert "s7" not in plan.unserved
    assert judged.objective <= evaluate(problem, cheapest_insertion(problem)).objective


def test_locks_skills_visits_and_closed_routes_are_kept() -> None:
    problem = with_stop(large(depots=2), "s9", vehicle="v3")
    problem = with_stop(problem, "s10", skills=frozenset({"cold"}))
    problem = with_vehicle(problem, "v5", skills=frozenset({"cold"}))
    problem = with_vehicle(problem, "v6", fixed=("s20", "s21"))
    problem = with_vehicle(problem, "v7", fixed=("s30",), closed=True)
    plan = solve(problem)
    routes = {route.vehicle: route.stops for route in plan.routes}
    assert evaluate(problem, plan).feasible
    assert "s9" in routes["v3"]
    assert "s10" in routes["v5"]
    assert routes["v6"][:2] == ("s20", "s21")
    assert routes["v7"] == ("s30",)


def test_a_limit_of_time_is_kept_and_progress_told() -> None:
    told: list[Progress] = []
    solved = Optimizer().solve(large(), Terms(seconds=4.0, cpu=True), told.append)
    assert evaluate(large(), solved).feasible
    assert told
    assert all(progress.seconds < 4.5 for progress in told)
    known = [progress.best for progress in told if progress.best is not None]
    assert known == sorted(known, reverse=True)
