"""Drivers' sequences are not turned over for little, and at one address for nothing."""

from dataclasses import replace
from itertools import groupby

from apps.pickups.domain.routing.evaluate import evaluate, rank
from apps.pickups.domain.routing.plan import Plan, Step
from apps.pickups.domain.routing.port import Terms
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.repair import repaired
from apps.pickups.domain.routing.schedule import plan_of


def steady(problem: Problem, plan: Plan, terms: Terms) -> Plan:
    """The plan to start from with what is new put in, unless the new plan saves enough."""
    if terms.worth is None or not terms.warm:
        return plan
    kept = replace(repaired(problem, terms.warm).plan(), made=plan.made)
    old, new = evaluate(problem, kept), evaluate(problem, plan)
    as_many = old.feasible and len(kept.unserved) <= len(plan.unserved)
    cheap = old.objective <= new.objective * (1 + terms.worth)
    return kept if as_many and cheap else plan


def in_old_order(problem: Problem, plan: Plan, terms: Terms) -> Plan:
    """Stops at one place that follow each other in the order that they had, where that costs
    nothing."""
    old = {
        step: (vehicle, index)
        for vehicle, steps in terms.warm.items()
        for index, step in enumerate(steps)
        if isinstance(step, str)
    }
    sequences = {
        vehicle: _ordered(problem, vehicle, steps, old)
        for vehicle, steps in plan.sequences().items()
    }
    if not old or sequences == plan.sequences():
        return plan
    tried = replace(plan_of(problem, sequences), made=plan.made)
    same = rank(evaluate(problem, tried)) <= rank(evaluate(problem, plan))
    return tried if same else plan


def _ordered(
    problem: Problem, vehicle: str, steps: tuple[Step, ...], old: dict[str, tuple[str, int]]
) -> tuple[Step, ...]:
    """Neighbours at one place that all were this vehicle's, in their old order."""
    ordered: list[Step] = []
    for place, found in groupby(steps, lambda step: _place(problem, step)):
        group = list(found)
        places = [old.get(str(step)) for step in group]
        if place is not None and all(at is not None and at[0] == vehicle for at in places):
            group.sort(key=lambda step: old[str(step)])
        ordered += group
    return tuple(ordered)


def _place(problem: Problem, step: Step) -> int | None:
    """None for what is no stop."""
    return problem.stop[step].location if isinstance(step, str) else None
