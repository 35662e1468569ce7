"""The sequence that people would drive without an optimizer: nearest next, until it is full."""

from apps.pickups.domain.routing.draft import Draft
from apps.pickups.domain.routing.plan import Plan
from apps.pickups.domain.routing.problem import Problem, Vehicle, may_serve


def as_people_would(problem: Problem) -> Plan:
    """Vehicle by vehicle, each time to the nearest stop that still fits. Feasible."""
    draft = Draft(problem)
    left = {stop.id for stop in problem.stops} - draft.served()
    for vehicle in problem.vehicles:
        if not vehicle.closed:
            _drive(draft, vehicle, left)
    return draft.plan()


def _drive(draft: Draft, vehicle: Vehicle, left: set[str]) -> None:
    problem = draft.problem
    distances = problem.rows[vehicle.profile][0]
    stops = draft.steps[vehicle.id]
    at = problem.stop[stops[-1]].location if stops and isinstance(stops[-1], str) else vehicle.start
    misses = 0
    near = [s for s in problem.stops if s.id in left and may_serve(vehicle, s)]
    while near and misses < 5:
        near.sort(key=lambda stop: (distances[at][stop.location], stop.id), reverse=True)
        stop = near.pop()
        before = draft.steps[vehicle.id]
        draft.put(vehicle.id, (*before, stop.id))
        if draft.faults(vehicle.id):
            draft.put(vehicle.id, before)
            misses += 1
            continue
        misses, at = 0, stop.location
        left.discard(stop.id)
