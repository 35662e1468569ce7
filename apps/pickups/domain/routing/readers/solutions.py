"""Published solutions: `Route #3: 5 12 7`, by location numbers."""

import re

from apps.pickups.domain.routing.plan import Plan, Sequences
from apps.pickups.domain.routing.problem import Problem
from apps.pickups.domain.routing.readers.rounding import UnreadableInstance
from apps.pickups.domain.routing.schedule import plan_of

_ROUTE = re.compile(r"Route\s*#?\s*(\d+)\s*:(.*)")


def read_solution(text: str, problem: Problem) -> Plan:
    """Route k is driven by vehicle k. Raises UnreadableInstance."""
    by_location = {stop.location: stop.id for stop in problem.stops}
    sequences: Sequences = {}
    for match in map(_ROUTE.match, text.splitlines()):
        if match is None:
            continue
        numbers = [int(number) for number in match.group(2).split()]
        if match.group(1) not in problem.vehicle:
            raise UnreadableInstance(f"the instance has no vehicle {match.group(1)}")
        strange = [number for number in numbers if number not in by_location]
        if strange:
            raise UnreadableInstance(f"the instance has no stop {strange[0]}")
        sequences[match.group(1)] = tuple(by_location[number] for number in numbers)
    if not sequences:
        raise UnreadableInstance("the file has no route")
    return plan_of(problem, sequences)
