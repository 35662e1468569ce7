"""During the day drivers' sequences are not turned over for little."""

from dataclasses import replace

from apps.pickups.domain.routing.evaluate import evaluate
from apps.pickups.domain.routing.plan import Plan
from apps.pickups.domain.routing.port import Terms
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.repair import repaired


def steady(problem: Problem, plan: Plan, terms: Terms) -> Plan:
    """The plan to start from with what is new put in, unless the new plan saves enough."""
    if terms.worth is None or not terms.warm:
        return plan
    kept = replace(repaired(problem, terms.warm).plan(), made=plan.made)
    old, new = evaluate(problem, kept), evaluate(problem, plan)
    as_many = old.feasible and len(kept.unserved) <= len(plan.unserved)
    cheap = old.objective <= new.objective * (1 + terms.worth)
    return kept if as_many and cheap else plan
