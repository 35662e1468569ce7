"""What an engine is given: the problem without what is fixed, and with limits made hard."""

from dataclasses import dataclass

from apps.pickups.domain.routing.plan import Kind
from apps.pickups.domain.routing.problem import FOREVER, Load, Problem, Stop, Vehicle
from apps.pickups.domain.routing.schedule import route_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """What is left of a vehicle behind its fixed stops: where and when it is then."""

    vehicle: Vehicle
    start: int
    early: int
    max_duration: int
    max_distance: int
    max_stops: int | None
    fixed_cost: int
    aboard: Load


def free_stops(problem: Problem) -> list[Stop]:
    """Stops that nobody is fixed to."""
    fixed = {ref for vehicle in problem.vehicles for ref in vehicle.fixed}
    return [stop for stop in problem.stops if stop.id not in fixed]


def legs(problem: Problem) -> list[Leg]:
    """A leg for each vehicle that may still take something."""
    return [_leg(problem, vehicle) for vehicle in problem.vehicles if not vehicle.closed]


def _leg(problem: Problem, vehicle: Vehicle) -> Leg:
    rest = sum(pause.duration for pause in vehicle.breaks)
    shift = vehicle.late - vehicle.early
    # Breaks are put in later: their time is kept free of stops.
    duration = min(vehicle.max_duration, shift) - rest if rest else vehicle.max_duration
    if not vehicle.fixed:
        return Leg(
            vehicle=vehicle,
            start=vehicle.start,
            early=vehicle.early,
            max_duration=max(0, duration),
            max_distance=vehicle.max_distance,
            max_stops=vehicle.max_stops,
            fixed_cost=vehicle.fixed_cost,
            aboard=vehicle.aboard,
        )
    route = route_of(problem, vehicle, vehicle.fixed)
    last = route.visits[-1]
    metres = _metres(problem, vehicle, [visit.location for visit in route.visits])
    used = last.departure - route.start
    stops = sum(visit.kind is Kind.STOP for visit in route.visits)
    return Leg(
        vehicle=vehicle,
        start=last.location,
        early=last.departure,
        max_duration=max(0, duration - used) if duration < FOREVER else FOREVER,
        max_distance=max(0, vehicle.max_distance - metres),
        max_stops=None if vehicle.max_stops is None else max(0, vehicle.max_stops - stops),
        fixed_cost=0,
        aboard=_most_aboard(problem, vehicle),
    )


def _metres(problem: Problem, vehicle: Vehicle, places: list[int]) -> int:
    distances, at, total = problem.rows[vehicle.profile][0], vehicle.start, 0
    for place in places:
        total, at = total + distances[at][place], place
    return total


def _most_aboard(problem: Problem, vehicle: Vehicle) -> Load:
    """The fixed stops' peak, kept aboard: never too little, so that no plan is overloaded."""
    none = problem.nothing
    stops = [problem.stop[ref] for ref in vehicle.fixed]
    aboard = list(vehicle.aboard or none)
    for stop in stops:
        aboard = [a + d for a, d in zip(aboard, stop.delivery or none, strict=True)]
    peak = list(aboard)
    for stop in stops:
        change = zip(aboard, stop.delivery or none, stop.pickup or none, strict=True)
        aboard = [a - d + p for a, d, p in change]
        peak = list(map(max, peak, aboard))
    return tuple(peak)
