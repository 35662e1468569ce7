"""What people want to know beside a plan: why stops are left out, and what they would drive
without it."""

from dataclasses import dataclass

from apps.pickups.domain.routing.baseline import as_people_would
from apps.pickups.domain.routing.evaluate import Evaluation, evaluate
from apps.pickups.domain.routing.plan import Plan, Sequences
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.reasons import Reason, reasons
from apps.pickups.domain.routing.schedule import plan_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A plan in five figures: cost units, metres, seconds and counts."""

    cost: int
    distance: int
    duration: int
    vehicles: int
    unserved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """`by_hand`: nearest next; `in_force`: what runs have now, None when they have nothing."""

    reasons: tuple[Reason, ...]
    by_hand: Short
    in_force: Short | None


def beside(problem: Problem, plan: Plan, before: Sequences) -> Beside:
    by_hand = as_people_would(problem)
    old = plan_of(problem, before)
    return Beside(
        reasons=reasons(problem, plan) if plan.unserved else (),
        by_hand=short(evaluate(problem, by_hand), by_hand),
        in_force=short(evaluate(problem, old), old) if before else None,
    )


def short(judged: Evaluation, plan: Plan) -> Short:
    return Short(
        cost=judged.cost,
        distance=judged.distance,
        duration=judged.duration,
        vehicles=len(plan.routes),
        unserved=len(plan.unserved),
    )
