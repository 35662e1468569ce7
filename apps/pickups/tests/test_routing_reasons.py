"""Every stop left out has a reason, and doing what it says serves the stop."""

from dataclasses import replace
from typing import Any

import pytest

from apps.pickups.domain.routing.changes import ChangeKind, with_changes
from apps.pickups.domain.routing.draft import Draft
from apps.pickups.domain.routing.faults import FaultKind
from apps.pickups.domain.routing.optimizer import Optimizer
from apps.pickups.domain.routing.plan import Plan
from apps.pickups.domain.routing.port import Terms
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.reasons import Reason, inserted, reasons
from apps.pickups.tests.instances import HOUR, line, town, with_stop, with_vehicle

TERMS = Terms(seconds=5.0, iterations=150)


def follow(problem: Problem, plan: Plan, reason: Reason) -> bool:
    """Make the changes and put the stop where the reason says: is the route sound?"""
    changed = with_changes(problem, reason.changes)
    draft = Draft(changed, plan.sequences())
    steps = inserted(draft, reason.stop, reason.vehicle, reason.index)
    return not draft.faults(reason.vehicle, steps)


@pytest.mark.parametrize(
    ("vehicle", "stop", "kind", "amount", "change"),
    [
        ({}, {"late": 1900}, FaultKind.WINDOW, 100, ChangeKind.WINDOW),
        ({"capacity": (2,)}, {"delivery": (2,)}, FaultKind.LOAD, 2, ChangeKind.CAPACITY),
        ({"late": 5000}, {"service": 900}, FaultKind.SHIFT, 0, ChangeKind.SHIFT),
        ({}, {"skills": frozenset({"cold"})}, FaultKind.SKILL, 0, ChangeKind.SKILL),
        ({"max_stops": 2}, {"prize": 0}, FaultKind.STOPS, 1, ChangeKind.STOPS),
        ({"max_distance": 4200}, {"location": 3}, FaultKind.DISTANCE, 0, ChangeKind.DISTANCE),
    ],
)
def test_names_the_rule_and_by_how_much(
    vehicle: dict[str, Any],
    stop: dict[str, Any],
    kind: FaultKind,
    amount: int,
    change: ChangeKind,
) -> None:
    problem = with_vehicle(line(stops=3), "v1", **vehicle)
    problem = with_stop(problem, "s2", **stop)
    plan = replace(Optimizer().solve(problem, TERMS))
    from apps.pickups.domain.routing.schedule import plan_of

    plan = plan_of(problem, {"v1": ("s1", "s3")})
    if kind is FaultKind.DISTANCE:
        plan = plan_of(problem, {"v1": ("s1",)})
    found = {reason.stop: reason for reason in reasons(problem, plan)}["s2"]
    assert kind in {fault.kind for fault in found.faults}
    if amount:
        assert {fault.amount for fault in found.faults if fault.kind is kind} == {amount}
    assert change in {made.kind for made in found.changes}
    assert follow(problem, plan, found)


def test_a_stop_that_does_not_pay_is_told_what_it_would_take() -> None:
    problem = with_stop(line(), "s3", required=False, prize=500)
    plan = Optimizer().solve(problem, TERMS)
    (reason,) = reasons(problem, plan)
    assert (reason.stop, reason.faults) == ("s3", ())
    assert [(c.kind, c.amount) for c in reason.changes] == [(ChangeKind.PRIZE, 1500)]
    changed = with_changes(problem, reason.changes)
    assert Optimizer().solve(changed, TERMS).unserved == ()


def test_every_unserved_stop_of_a_hard_day_can_be_served_as_its_reason_says() -> None:
    problem = town(70, vehicles=3, capacity=70, prize=10**7, seed=5)
    for name in ("v0", "v1", "v2"):
        problem = with_vehicle(problem, name, max_stops=14, late=6 * HOUR)
    for number in (4, 12, 33, 61):
        problem = with_stop(problem, f"s{number}", skills=frozenset({"bulky"}))
    plan = Optimizer().solve(problem, TERMS)
    assert len(plan.unserved) > 20
    found = reasons(problem, plan)
    assert [reason.stop for reason in found] == list(plan.unserved)
    for reason in found:
        assert reason.faults or reason.changes
        assert follow(problem, plan, reason), reason


def test_without_any_vehicle_the_reason_is_a_vehicle() -> None:
    problem = replace(line(), vehicles=())
    found = reasons(problem, Plan(routes=(), unserved=("s1",)))
    assert [change.kind for change in found[0].changes] == [ChangeKind.VEHICLE]
