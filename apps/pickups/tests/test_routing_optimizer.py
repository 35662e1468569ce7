"""The optimizer: feasible, repeatable, mindful of locks and breaks, honest about the rest."""

import json
import time
from dataclasses import replace

import pytest

from apps.pickups.domain.routing.baseline import as_people_would
from apps.pickups.domain.routing.digest import digest, packed, unpacked
from apps.pickups.domain.routing.evaluate import evaluate, rank
from apps.pickups.domain.routing.faults import FaultKind
from apps.pickups.domain.routing.insertion import cheapest_insertion
from apps.pickups.domain.routing.optimizer import Optimizer
from apps.pickups.domain.routing.plan import Kind, Plan, as_plain
from apps.pickups.domain.routing.port import Profile, Terms
from apps.pickups.domain.routing.problem import Break, Problem
from apps.pickups.tests.instances import HOUR, line, town, with_stop, with_vehicle

BRIEF = Terms(seconds=5.0, iterations=150, seed=7)


def solve(problem: Problem, terms: Terms = BRIEF) -> Plan:
    return Optimizer().solve(problem, terms)


@pytest.mark.parametrize("profile", [Profile.DEEP, Profile.QUICK])
def test_same_input_seed_and_iterations_give_the_same_plan(profile: Profile) -> None:
    problem = town(40)
    terms = replace(BRIEF, profile=profile)
    first, second = solve(problem, terms), solve(unpacked(packed(problem)), terms)
    assert json.dumps(as_plain(first)) == json.dumps(as_plain(second))
    assert first.made == second.made
    assert first.made is not None
    assert first.made.digest == digest(problem)


def test_a_plan_is_feasible_and_never_worse_than_insertion() -> None:
    problem = town(60, vehicles=5)
    judged = evaluate(problem, solve(problem))
    floor = evaluate(problem, cheapest_insertion(problem))
    assert judged.feasible
    assert floor.feasible
    assert judged.objective <= floor.objective


def test_required_stops_that_cannot_be_served_are_left_out_and_named() -> None:
    problem = with_stop(line(), "s2", skills=frozenset({"cold"}))
    plan = solve(problem)
    assert plan.unserved == ("s2",)
    assert {f.kind for f in evaluate(problem, plan).faults} == {FaultKind.MISSING}


def test_what_is_worth_most_is_served_when_not_all_can_be() -> None:
    problem = town(30, vehicles=1, capacity=60, prize=10**6)
    problem = with_stop(problem, "s5", prize=10**8)
    plan = solve(problem)
    judged = evaluate(problem, plan)
    assert judged.feasible
    assert plan.unserved
    assert "s5" not in plan.unserved


def test_skills_and_territories_are_kept() -> None:
    problem = with_vehicle(town(24, vehicles=3), "v1", skills=frozenset({"cold"}))
    for ref in ("s3", "s9", "s17"):
        problem = with_stop(problem, ref, skills=frozenset({"cold"}))
    plan = solve(problem)
    assert evaluate(problem, plan).feasible
    (cold,) = [route for route in plan.routes if route.vehicle == "v1"]
    assert {"s3", "s9", "s17"} <= set(cold.stops)


def test_a_stop_stays_with_its_vehicle_and_at_its_position() -> None:
    problem = with_stop(town(20), "s4", vehicle="v2")
    problem = with_stop(problem, "s8", vehicle="v0", position=2)
    plan = solve(problem)
    assert evaluate(problem, plan).feasible
    by_vehicle = {route.vehicle: route.stops for route in plan.routes}
    assert "s4" in by_vehicle["v2"]
    assert by_vehicle["v0"][2] == "s8"


def test_a_fixed_beginning_and_a_closed_route_are_left_as_they_are() -> None:
    problem = with_vehicle(town(20, windows=False), "v0", fixed=("s7", "s3"))
    problem = with_vehicle(problem, "v1", fixed=("s5", "s6"), closed=True)
    plan = solve(problem)
    assert evaluate(problem, plan).feasible
    by_vehicle = {route.vehicle: route.stops for route in plan.routes}
    assert by_vehicle["v0"][:2] == ("s7", "s3")
    assert by_vehicle["v1"] == ("s5", "s6")


def test_every_driver_has_a_break_within_its_window() -> None:
    rest = Break(early=3 * HOUR, late=4 * HOUR, duration=1800)
    problem = town(24, vehicles=3, capacity=60)
    for name in ("v0", "v1", "v2"):
        problem = with_vehicle(problem, name, breaks=(rest,), duration_cost=1)
    plan = solve(problem, replace(BRIEF, iterations=2000))
    assert evaluate(problem, plan).feasible
    assert not plan.unserved
    for route in plan.routes:
        (pause,) = [visit for visit in route.visits if visit.kind is Kind.BREAK]
        assert 3 * HOUR <= pause.start <= 4 * HOUR
    assert plan.made is not None
    assert plan.made.engine == "pyvrp+vroom"


def test_limits_of_stops_distance_and_duration_hold() -> None:
    problem = town(24, vehicles=4)
    limits = {"max_stops": 8, "max_distance": 25_000, "max_duration": 6 * HOUR}
    for name in ("v0", "v1", "v2", "v3"):
        problem = with_vehicle(problem, name, **limits)
    assert evaluate(problem, solve(problem)).feasible


def test_reloads_let_a_small_vehicle_serve_all() -> None:
    problem = town(20, vehicles=1, capacity=40, windows=False, side=1500)
    assert solve(problem).unserved
    problem = with_vehicle(problem, "v0", reloads=(0,), max_reloads=5)
    plan = solve(problem)
    assert evaluate(problem, plan).feasible
    assert any(visit.kind is Kind.RELOAD for visit in plan.routes[0].visits)


def test_a_warm_start_is_never_made_worse() -> None:
    problem = town(40)
    good = solve(problem, replace(BRIEF, iterations=600))
    again = solve(problem, replace(BRIEF, iterations=5, warm=good.sequences()))
    assert evaluate(problem, again).objective <= evaluate(problem, good).objective


def test_no_stops_and_no_vehicles_are_no_trouble() -> None:
    empty = replace(town(3), stops=())
    assert solve(empty).routes == ()
    idle = replace(town(3), vehicles=())
    assert solve(idle).unserved == ("s1", "s2", "s3")


@pytest.mark.parametrize(
    "wrong",
    [
        {"location": 99},
        {"delivery": (1, 2)},
        {"service": -1},
        {"vehicle": "nobody"},
    ],
)
def test_a_problem_that_does_not_fit_together_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="s2"):
        with_stop(line(), "s2", **wrong)


def test_what_people_would_drive_breaks_no_rule_and_is_no_better() -> None:
    problem = town(40, vehicles=8, side=4000, windows=False)
    by_hand = evaluate(problem, as_people_would(problem))
    assert {fault.kind for fault in by_hand.faults} <= {FaultKind.MISSING}
    solved = evaluate(problem, solve(problem))
    assert solved.feasible
    assert solved.objective < by_hand.objective


@pytest.mark.parametrize("seed", range(6))
def test_a_day_with_too_much_to_do_and_a_lunch_is_never_planned_worse_than_by_hand(
    seed: int,
) -> None:
    """The engine knows no breaks: what it filled to the last minute loses stops to them."""
    problem = town(70, vehicles=2, capacity=1000, windows=False, side=30_000, seed=seed)
    rest = Break(early=4 * HOUR, late=6 * HOUR, duration=HOUR)
    for vehicle in problem.vehicles:
        problem = with_vehicle(problem, vehicle.id, breaks=(rest,), late=10 * HOUR)
    by_hand = evaluate(problem, as_people_would(problem))

    plan = solve(problem, Terms(seconds=5.0, iterations=2, seed=seed))

    judged = evaluate(problem, plan)
    assert plan.unserved
    assert rank(judged) <= rank(by_hand)


def test_breaks_on_long_routes_are_placed_within_seconds() -> None:
    """Ninety stops on one driver: what its order holds is not sequenced anew."""
    problem = town(180, vehicles=2, capacity=1000, windows=False, side=3000)
    rest = Break(early=3 * HOUR, late=5 * HOUR, duration=1800)
    for vehicle in problem.vehicles:
        problem = with_vehicle(problem, vehicle.id, breaks=(rest,), late=10 * HOUR)
    started = time.monotonic()
    plan = solve(problem, Terms(seconds=5.0, iterations=30, seed=7))
    assert time.monotonic() - started < 30
    assert evaluate(problem, plan).feasible
    assert all(Kind.BREAK in {v.kind for v in route.visits} for route in plan.routes)


def test_a_short_route_neither_waits_for_noon_nor_rests_at_its_end() -> None:
    noon = Break(early=5 * HOUR, late=6 * HOUR, duration=2700, always=False)
    problem = town(8, vehicles=1, windows=False)
    for under_way in (False, True):
        tried = with_vehicle(
            problem, "v0", breaks=(noon,), duration_cost=1, under_way=under_way, late=10 * HOUR
        )
        plan = solve(tried, replace(BRIEF, iterations=300))
        assert evaluate(tried, plan).feasible
        (route,) = plan.routes
        assert not plan.unserved
        assert Kind.BREAK not in {visit.kind for visit in route.visits}
        assert (route.start, route.end < 5 * HOUR) == (0, True)
