"""Plain insertion: the floor under every engine, and what serves when one fails."""

from apps.pickups.domain.routing.draft import Draft
from apps.pickups.domain.routing.plan import Plan
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.regret import build

ENGINE = "insertion"
VERSION = "1"


def cheapest_insertion(problem: Problem) -> Plan:
    """Every stop where it costs least. No search, no chance: always the same plan."""
    draft = Draft(problem)
    build(draft)
    return draft.plan()
