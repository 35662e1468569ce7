"""What is wrong with one route."""

from collections.abc import Iterator

from apps.pickups.domain.routing.faults import Fault, FaultKind
from apps.pickups.domain.routing.legs import Legs, legs_of
from apps.pickups.domain.routing.plan import Kind, Route, Visit
from apps.pickups.domain.routing.problem import Break, Load, Problem, Vehicle


def faults_of(problem: Problem, route: Route, legs: Legs | None = None) -> list[Fault]:
    """Everything wrong with a route of a known vehicle; unknown stops are passed over."""
    vehicle = problem.vehicle[route.vehicle]
    legs = legs or legs_of(problem, route)
    return [
        *_times(problem, vehicle, route, legs),
        *_limits(vehicle, route, sum(legs.metres)),
        *_loads(problem, vehicle, route),
        *_permissions(problem, vehicle, route),
        *_locks(problem, vehicle, route),
        *_breaks(vehicle, route),
    ]


def _times(problem: Problem, vehicle: Vehicle, route: Route, legs: Legs) -> Iterator[Fault]:
    """The plan's own times against the matrices, windows and the shift."""
    if route.start < vehicle.early:
        yield Fault(kind=FaultKind.SHIFT, vehicle=vehicle.id, amount=vehicle.early - route.start)
    clock = route.start
    for visit, here, way in zip(route.visits, legs.places, legs.seconds, strict=False):
        early, late, service = _terms(problem, vehicle, visit)
        ready = clock + way
        too_soon = max(ready - visit.arrival, visit.arrival - visit.start)
        too_soon = max(too_soon, visit.start + service - visit.departure)
        if too_soon > 0 or visit.location != here:
            yield _fault(FaultKind.TELEPORT, vehicle, visit, max(too_soon, 0))
        outside = max(visit.start - late, early - visit.start)
        if outside > 0:
            kind = FaultKind.BREAK if visit.kind is Kind.BREAK else FaultKind.WINDOW
            yield _fault(kind, vehicle, visit, outside)
        clock = visit.departure
    back = clock + legs.seconds[-1]
    if route.end < back:
        yield Fault(kind=FaultKind.TELEPORT, vehicle=vehicle.id, amount=back - route.end)
    if route.end > vehicle.late:
        yield Fault(kind=FaultKind.SHIFT, vehicle=vehicle.id, amount=route.end - vehicle.late)


def _terms(problem: Problem, vehicle: Vehicle, visit: Visit) -> tuple[int, int, int]:
    """When a visit may start and how long it takes."""
    if visit.kind is Kind.BREAK and visit.ref.isdigit() and int(visit.ref) < len(vehicle.breaks):
        rest = vehicle.breaks[int(visit.ref)]
        return rest.early, rest.late, rest.duration
    stop = problem.stop.get(visit.ref) if visit.kind is Kind.STOP else None
    if stop is None:
        return visit.start, visit.start, 0
    return stop.early, stop.late, stop.service


def _limits(vehicle: Vehicle, route: Route, distance: int) -> Iterator[Fault]:
    stops = len(route.stops)
    most = stops if vehicle.max_stops is None else vehicle.max_stops
    over = {
        FaultKind.DURATION: route.end - route.start - vehicle.max_duration,
        FaultKind.DISTANCE: distance - vehicle.max_distance,
        FaultKind.STOPS: stops - most,
    }
    for kind, amount in over.items():
        if amount > 0:
            yield Fault(kind=kind, vehicle=vehicle.id, amount=amount)


def _loads(problem: Problem, vehicle: Vehicle, route: Route) -> Iterator[Fault]:
    """The most that is aboard at any time of each trip, in each dimension."""
    trips: list[list[str]] = [[]]
    for visit in route.visits:
        if visit.kind is Kind.RELOAD:
            trips.append([])
            if visit.location not in vehicle.reloads:
                yield _fault(FaultKind.RELOAD, vehicle, visit, 1)
        elif visit.kind is Kind.STOP and visit.ref in problem.stop:
            trips[-1].append(visit.ref)
    if len(trips) - 1 > vehicle.max_reloads:
        amount = len(trips) - 1 - vehicle.max_reloads
        yield Fault(kind=FaultKind.RELOAD, vehicle=vehicle.id, amount=amount)
    if vehicle.capacity:
        most = [_peak(problem, vehicle, trip, not number) for number, trip in enumerate(trips)]
        for index, dimension in enumerate(problem.dimensions):
            over = max(peak[index] for peak in most) - vehicle.capacity[index]
            if over > 0:
                yield Fault(kind=FaultKind.LOAD, vehicle=vehicle.id, amount=over, detail=dimension)


def _peak(problem: Problem, vehicle: Vehicle, trip: list[str], first: bool) -> Load:
    none = problem.nothing
    loads = [(problem.stop[r].delivery or none, problem.stop[r].pickup or none) for r in trip]
    aboard = list((vehicle.aboard if first else ()) or none)
    for delivery, _ in loads:
        aboard = [a + d for a, d in zip(aboard, delivery, strict=True)]
    peak = aboard
    for delivery, pickup in loads:
        aboard = [a - d + p for a, d, p in zip(aboard, delivery, pickup, strict=True)]
        peak = list(map(max, peak, aboard))
    return tuple(peak)


def _permissions(problem: Problem, vehicle: Vehicle, route: Route) -> Iterator[Fault]:
    for visit in route.visits:
        stop = problem.stop.get(visit.ref) if visit.kind is Kind.STOP else None
        if stop is None:
            continue
        for skill in sorted(stop.skills - vehicle.skills):
            yield _fault(FaultKind.SKILL, vehicle, visit, 0, skill)
        if stop.territory and vehicle.territories and stop.territory not in vehicle.territories:
            yield _fault(FaultKind.TERRITORY, vehicle, visit, 0, stop.territory)


def _locks(problem: Problem, vehicle: Vehicle, route: Route) -> Iterator[Fault]:
    stops = route.stops
    for index, ref in enumerate(vehicle.fixed):
        if stops[index : index + 1] != (ref,):
            yield Fault(kind=FaultKind.LOCK, vehicle=vehicle.id, stop=ref)
    for index, ref in enumerate(stops):
        stop = problem.stop.get(ref)
        if stop is None:
            continue
        elsewhere = bool(stop.vehicle) and stop.vehicle != vehicle.id
        moved = stop.position is not None and stop.position != index
        if elsewhere or moved or (vehicle.closed and ref not in vehicle.fixed):
            yield Fault(kind=FaultKind.LOCK, vehicle=vehicle.id, stop=ref)


def _breaks(vehicle: Vehicle, route: Route) -> Iterator[Fault]:
    """Each break that is due once, and none that the driver does not have."""
    taken = [visit.ref for visit in route.visits if visit.kind is Kind.BREAK]
    known = [str(index) for index in range(len(vehicle.breaks))]
    missing = _breaks_missing(vehicle, route)
    beyond = len(taken) - len(set(taken).intersection(known))
    if missing or beyond:
        yield Fault(kind=FaultKind.BREAK, vehicle=vehicle.id, amount=len(missing) + beyond)


def _breaks_missing(vehicle: Vehicle, route: Route) -> list[int]:
    """Breaks not on the route that have to be, or can be taken neither before leaving nor
    after coming back."""
    taken = {visit.ref for visit in route.visits if visit.kind is Kind.BREAK}
    return [
        index
        for index, rest in enumerate(vehicle.breaks)
        if str(index) not in taken and is_due(vehicle, rest, route.start, route.end)
    ]


def is_due(vehicle: Vehicle, rest: Break, start: int, end: int) -> bool:
    """On a route from `start` to `end`."""
    left_before = vehicle.under_way or start < rest.early + rest.duration
    return rest.always or (left_before and end > rest.late)


def _fault(kind: FaultKind, vehicle: Vehicle, visit: Visit, amount: int, detail: str = "") -> Fault:
    stop = visit.ref if visit.kind is Kind.STOP else ""
    return Fault(kind=kind, vehicle=vehicle.id, stop=stop, amount=amount, detail=detail)
