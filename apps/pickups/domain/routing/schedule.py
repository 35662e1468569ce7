"""From a sequence to times: as early as can be, leaving as late as that allows.

Waiting is moved to before departure, so that a route takes no longer than it must
(forward time slack: Savelsbergh, 1992). Lateness is kept as it is, for the evaluator.
"""

from dataclasses import dataclass

from apps.pickups.domain.routing.plan import (
    Kind,
    Pause,
    Plan,
    Reload,
    Route,
    Sequences,
    Step,
    Visit,
)
from apps.pickups.domain.routing.problem import FOREVER, Load, Problem, Vehicle


@dataclass(slots=True)
class _Call:
    kind: Kind
    ref: str
    location: int
    early: int
    late: int
    service: int
    delivery: Load
    pickup: Load
    arrival: int = 0
    begin: int = 0


def plan_of(problem: Problem, sequences: Sequences) -> Plan:
    """The timed plan of these sequences; vehicles in the problem's order, idle ones left out."""
    routes = tuple(
        route_of(problem, vehicle, steps)
        for vehicle in problem.vehicles
        if (steps := sequences.get(vehicle.id)) and any(isinstance(s, str) for s in steps)
    )
    served = {ref for route in routes for ref in route.stops}
    return Plan(routes=routes, unserved=tuple(s.id for s in problem.stops if s.id not in served))


def route_of(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> Route:
    """Raises KeyError for a stop the problem does not have."""
    calls = [_call(problem, vehicle, step) for step in steps]
    durations = problem.rows[vehicle.profile][1]
    clock, at, waited, slack = vehicle.early, vehicle.start, 0, FOREVER
    for call in calls:
        if call.kind is Kind.BREAK:
            call.location = at
        call.arrival = clock + durations[at][call.location]
        call.begin = max(call.arrival, call.early)
        waited += call.begin - call.arrival
        slack = min(slack, waited + max(0, call.late - call.begin))
        clock, at = call.begin + call.service, call.location
    end = clock + durations[at][vehicle.end]
    delay = 0 if vehicle.under_way else max(0, min(slack, waited))
    return Route(
        vehicle=vehicle.id,
        start=vehicle.early + delay,
        end=end,
        visits=_delayed(calls, delay, _loads(problem, vehicle, calls)),
    )


def _delayed(calls: list[_Call], delay: int, loads: list[Load]) -> tuple[Visit, ...]:
    visits = []
    for call, load in zip(calls, loads, strict=True):
        arrival = call.arrival + delay
        begin = max(arrival, call.begin)
        delay = begin - call.begin
        visits.append(
            Visit(
                kind=call.kind,
                ref=call.ref,
                location=call.location,
                arrival=arrival,
                start=begin,
                departure=begin + call.service,
                load=load,
            )
        )
    return tuple(visits)


def _call(problem: Problem, vehicle: Vehicle, step: Step) -> _Call:
    none = problem.nothing
    if isinstance(step, Reload):
        return _Call(Kind.RELOAD, "", step.location, 0, FOREVER, 0, none, none)
    if isinstance(step, Pause):
        rest = vehicle.breaks[step.index]
        return _Call(
            Kind.BREAK, str(step.index), -1, rest.early, rest.late, rest.duration, none, none
        )
    stop = problem.stop[step]
    return _Call(
        Kind.STOP,
        stop.id,
        stop.location,
        stop.early,
        stop.late,
        stop.service,
        stop.delivery or none,
        stop.pickup or none,
    )


def _loads(problem: Problem, vehicle: Vehicle, calls: list[_Call]) -> list[Load]:
    """What is aboard on leaving each call. A reload takes what its own trip delivers."""
    trips: list[list[_Call]] = [[]]
    for call in calls:
        if call.kind is Kind.RELOAD:
            trips.append([])
        trips[-1].append(call)
    result: list[Load] = []
    aboard = vehicle.aboard or problem.nothing
    for number, trip in enumerate(trips):
        if number:
            aboard = problem.nothing
        for call in trip:
            aboard = tuple(a + d for a, d in zip(aboard, call.delivery, strict=True))
        for call in trip:
            aboard = tuple(
                a - d + p for a, d, p in zip(aboard, call.delivery, call.pickup, strict=True)
            )
            result.append(aboard)
    return result
