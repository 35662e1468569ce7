"""Our own judge of a plan, independent of every engine: what it costs and what is wrong.

It believes nothing that a plan says: times are held against the matrices, loads are
counted anew, locks and skills are looked up.
"""

from dataclasses import dataclass

from apps.pickups.domain.routing import route_checks
from apps.pickups.domain.routing.faults import Fault, FaultKind
from apps.pickups.domain.routing.legs import Legs, legs_of, legs_of_all
from apps.pickups.domain.routing.plan import Kind, Plan, Route
from apps.pickups.domain.routing.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteFigures:
    """Metres, seconds and cost units of one route."""

    vehicle: str
    stops: int
    distance: int
    duration: int
    waiting: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """`objective` = cost of the routes + prizes of the optional stops left out.

    A plan is `feasible` when nothing is wrong with it and every required stop is served.
    """

    faults: tuple[Fault, ...]
    routes: tuple[RouteFigures, ...]
    cost: int
    prizes: int
    distance: int
    duration: int

    @property
    def feasible(self) -> bool:
        return not self.faults

    @property
    def objective(self) -> int:
        return self.cost + self.prizes


def evaluate(problem: Problem, plan: Plan) -> Evaluation:
    """Judge a plan. Never raises for a bad one: each thing wrong is a fault."""
    known = [route for route in plan.routes if route.vehicle in problem.vehicle]
    faults = _membership(problem, plan)
    figures = []
    for route, legs in zip(known, legs_of_all(problem, known), strict=True):
        faults += route_checks.faults_of(problem, route, legs)
        figures.append(figures_of(problem, route, legs))
    served = {ref for route in known for ref in route.stops}
    prizes = sum(s.prize for s in problem.stops if not s.required and s.id not in served)
    return Evaluation(
        faults=tuple(faults),
        routes=tuple(figures),
        cost=sum(figure.cost for figure in figures),
        prizes=prizes,
        distance=sum(figure.distance for figure in figures),
        duration=sum(figure.duration for figure in figures),
    )


def figures_of(problem: Problem, route: Route, legs: Legs | None = None) -> RouteFigures:
    """What a route costs, by the matrices."""
    vehicle = problem.vehicle[route.vehicle]
    distance = sum((legs or legs_of(problem, route)).metres)
    duration = route.end - route.start
    return RouteFigures(
        vehicle=vehicle.id,
        stops=len(route.stops),
        distance=distance,
        duration=duration,
        waiting=sum(visit.start - visit.arrival for visit in route.visits),
        cost=vehicle.fixed_cost
        + vehicle.distance_cost * distance
        + vehicle.duration_cost * duration,
    )


def _membership(problem: Problem, plan: Plan) -> list[Fault]:
    """Who is served: each stop once, none unknown, the required ones all."""
    faults: list[Fault] = []
    seen: set[str] = set()
    vehicles: set[str] = set()
    for route in plan.routes:
        if route.vehicle not in problem.vehicle or route.vehicle in vehicles:
            faults.append(Fault(kind=FaultKind.UNKNOWN, vehicle=route.vehicle))
        vehicles.add(route.vehicle)
        for visit in route.visits:
            if visit.kind is not Kind.STOP:
                continue
            if visit.ref not in problem.stop:
                faults.append(Fault(kind=FaultKind.UNKNOWN, vehicle=route.vehicle, stop=visit.ref))
            elif visit.ref in seen:
                faults.append(Fault(kind=FaultKind.TWICE, vehicle=route.vehicle, stop=visit.ref))
            seen.add(visit.ref)
    faults += [
        Fault(kind=FaultKind.MISSING, stop=stop.id)
        for stop in problem.stops
        if stop.required and stop.id not in seen
    ]
    faults += _fixed_elsewhere(problem, plan)
    return faults


def _fixed_elsewhere(problem: Problem, plan: Plan) -> list[Fault]:
    """Fixed stops of vehicles that the plan leaves idle."""
    used = {route.vehicle for route in plan.routes}
    return [
        Fault(kind=FaultKind.LOCK, vehicle=vehicle.id, stop=ref)
        for vehicle in problem.vehicles
        if vehicle.id not in used
        for ref in vehicle.fixed
    ]


def rank(judged: Evaluation) -> tuple[int, int, int]:
    """The better plan ranks lower: faults, then stops missing, then cost."""
    missing = sum(fault.kind is FaultKind.MISSING for fault in judged.faults)
    return len(judged.faults) - missing, missing, judged.objective
