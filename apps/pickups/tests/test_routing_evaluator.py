"""The evaluator names every fault, and only what is one."""

from dataclasses import replace
from typing import Any

import pytest

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.faults import FaultKind
from apps.pickups.domain.routing.plan import Plan, Reload
from apps.pickups.domain.routing.problem import Break, Problem
from apps.pickups.domain.routing.schedule import plan_of
from apps.pickups.tests.instances import HOUR, line, with_stop, with_vehicle

IN_ORDER = {"v1": ("s1", "s2", "s3")}


def kinds(problem: Problem, plan: Plan) -> set[FaultKind]:
    return {fault.kind for fault in evaluate(problem, plan).faults}


def test_a_sound_plan_has_no_fault_and_its_figures() -> None:
    problem = line()
    judged = evaluate(problem, plan_of(problem, IN_ORDER))
    assert judged.feasible
    assert judged.distance == 6000
    assert judged.duration == 6000 + 3 * 60
    assert judged.objective == 6000


@pytest.mark.parametrize(
    ("change", "kind", "amount"),
    [
        ({"capacity": (2,)}, FaultKind.LOAD, 1),
        ({"late": 6000}, FaultKind.SHIFT, 180),
        ({"max_duration": 6100}, FaultKind.DURATION, 80),
        ({"max_distance": 5000}, FaultKind.DISTANCE, 1000),
        ({"max_stops": 2}, FaultKind.STOPS, 1),
        ({"breaks": (Break(early=0, late=HOUR, duration=600),)}, FaultKind.BREAK, 1),
        ({"fixed": ("s3",)}, FaultKind.LOCK, 0),
    ],
)
def test_names_a_vehicles_fault_and_its_amount(
    change: dict[str, Any], kind: FaultKind, amount: int
) -> None:
    problem = with_vehicle(line(), "v1", **change)
    faults = evaluate(problem, plan_of(problem, IN_ORDER)).faults
    assert [(fault.kind, fault.amount) for fault in faults] == [(kind, amount)]


@pytest.mark.parametrize(
    ("change", "kind", "amount"),
    [
        ({"late": 2000}, FaultKind.WINDOW, 60),
        ({"skills": frozenset({"cold"})}, FaultKind.SKILL, 0),
        ({"position": 0, "vehicle": "v1"}, FaultKind.LOCK, 0),
    ],
)
def test_names_a_stops_fault_and_its_amount(
    change: dict[str, Any], kind: FaultKind, amount: int
) -> None:
    problem = with_stop(line(), "s2", **change)
    faults = evaluate(problem, plan_of(problem, IN_ORDER)).faults
    assert [(fault.kind, fault.stop, fault.amount) for fault in faults] == [(kind, "s2", amount)]


def test_names_a_territory_that_is_not_the_vehicles() -> None:
    problem = with_vehicle(line(), "v1", territories=frozenset({"north"}))
    problem = with_stop(problem, "s1", territory="south")
    assert kinds(problem, plan_of(problem, IN_ORDER)) == {FaultKind.TERRITORY}


def test_names_what_is_missing_twice_or_unknown() -> None:
    problem = line()
    assert kinds(problem, plan_of(problem, {"v1": ("s1", "s3")})) == {FaultKind.MISSING}
    plan = plan_of(problem, IN_ORDER)
    again = replace(plan.routes[0], visits=(*plan.routes[0].visits, plan.routes[0].visits[0]))
    assert FaultKind.TWICE in kinds(problem, replace(plan, routes=(again,)))
    stranger = replace(plan.routes[0], vehicle="v9")
    assert FaultKind.UNKNOWN in kinds(problem, replace(plan, routes=(stranger,)))


def test_names_a_vehicle_that_arrives_before_it_can() -> None:
    problem = line()
    route = plan_of(problem, IN_ORDER).routes[0]
    visits = list(route.visits)
    visits[1] = replace(visits[1], arrival=visits[1].arrival - 500, start=visits[1].start - 500)
    (fault,) = evaluate(problem, Plan(routes=(replace(route, visits=tuple(visits)),))).faults
    assert (fault.kind, fault.stop, fault.amount) == (FaultKind.TELEPORT, "s2", 500)


def test_a_break_somewhere_else_than_the_vehicle_is_no_free_ride() -> None:
    rest = Break(early=0, late=8 * HOUR, duration=600)
    problem = with_vehicle(line(), "v1", breaks=(rest,))
    from apps.pickups.domain.routing.plan import Pause

    plan = plan_of(problem, {"v1": ("s1", Pause(0), "s2", "s3")})
    assert evaluate(problem, plan).feasible
    visits = list(plan.routes[0].visits)
    visits[1] = replace(visits[1], location=3)
    moved = replace(plan.routes[0], visits=tuple(visits))
    assert FaultKind.TELEPORT in kinds(problem, Plan(routes=(moved,)))


def test_service_cut_short_is_a_fault() -> None:
    problem = line()
    route = plan_of(problem, IN_ORDER).routes[0]
    short = replace(route.visits[2], departure=route.visits[2].start)
    plan = Plan(routes=(replace(route, visits=(*route.visits[:2], short)),))
    assert FaultKind.TELEPORT in kinds(problem, plan)


def test_an_optional_stop_left_out_costs_its_prize() -> None:
    problem = with_stop(line(), "s3", required=False, prize=700)
    judged = evaluate(problem, plan_of(problem, {"v1": ("s1", "s2")}))
    assert judged.feasible
    assert (judged.cost, judged.prizes, judged.objective) == (4000, 700, 4700)


def test_loads_are_counted_trip_by_trip() -> None:
    problem = with_vehicle(line(), "v1", capacity=(2,), reloads=(0,), max_reloads=1)
    plan = plan_of(problem, {"v1": ("s1", "s2", Reload(0), "s3")})
    assert evaluate(problem, plan).feasible
    elsewhere = plan_of(problem, {"v1": ("s1", "s2", Reload(1), "s3")})
    assert kinds(problem, elsewhere) == {FaultKind.RELOAD}
    once_too_often = plan_of(problem, {"v1": ("s1", Reload(0), "s2", Reload(0), "s3")})
    assert kinds(problem, once_too_often) == {FaultKind.RELOAD}


def test_what_is_collected_counts_until_the_end() -> None:
    problem = with_vehicle(line(), "v1", capacity=(3,))
    for ref in ("s1", "s2"):
        problem = with_stop(problem, ref, delivery=(0,), pickup=(2,))
    (fault,) = evaluate(problem, plan_of(problem, {"v1": ("s1", "s2", "s3")})).faults
    assert (fault.kind, fault.amount) == (FaultKind.LOAD, 2)
    assert evaluate(problem, plan_of(problem, {"v1": ("s3", "s1", "s2")})).faults != ()


def test_waiting_is_moved_to_before_departure() -> None:
    problem = with_stop(line(stops=1), "s1", early=HOUR)
    route = plan_of(problem, {"v1": ("s1",)}).routes[0]
    assert route.start == HOUR - 1000
    assert route.visits[0].arrival == route.visits[0].start == HOUR


def test_a_break_is_due_on_routes_that_are_on_the_road_all_that_while() -> None:
    """Who is back sooner rests then; who leaves later has rested, unless she left before."""
    noon = Break(early=4 * HOUR, late=5 * HOUR, duration=1800, always=False)
    problem = with_vehicle(line(), "v1", breaks=(noon,))
    assert evaluate(problem, plan_of(problem, IN_ORDER)).feasible
    long = with_stop(problem, "s3", service=4 * HOUR)
    assert kinds(long, plan_of(long, IN_ORDER)) == {FaultKind.BREAK}
    late = with_vehicle(problem, "v1", early=4 * HOUR + 1800)
    assert evaluate(late, plan_of(late, IN_ORDER)).feasible
    out = with_vehicle(late, "v1", under_way=True)
    assert kinds(out, plan_of(out, IN_ORDER)) == {FaultKind.BREAK}


def test_who_has_left_does_not_wait_before_leaving() -> None:
    problem = with_vehicle(with_stop(line(stops=1), "s1", early=HOUR), "v1", under_way=True)
    route = plan_of(problem, {"v1": ("s1",)}).routes[0]
    assert (route.start, route.visits[0].arrival, route.visits[0].start) == (0, 1000, HOUR)
