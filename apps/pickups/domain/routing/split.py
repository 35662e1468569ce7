"""Too large a problem in parts: by depot, then by direction, each with its own vehicles."""

from dataclasses import dataclass, replace

import numpy as np

from apps.pickups.domain.routing.plan import Plan, Reload, Sequences
from apps.pickups.domain.routing.problem import Matrix, Problem, Stop, Vehicle, may_serve


@dataclass(frozen=True, slots=True)
class Part:
    """`places`: the whole problem's location behind each of the part's."""

    problem: Problem
    places: tuple[int, ...]


def split(problem: Problem, most: int) -> list[Part]:
    """Parts of at most about `most` stops. Locked stops go with their vehicle.

    A part's matrices hold only its own locations.
    """
    if len(problem.stops) <= most:
        return [Part(problem, tuple(range(problem.distances[0].shape[0])))]
    groups = _by_depot(problem)
    parts = []
    for vehicles, stops in groups:
        count = min(-(-len(stops) // most), len(vehicles)) or 1
        parts += _shares(problem, vehicles, stops, count)
    return [part(problem, vehicles, stops) for vehicles, stops in parts if stops]


def joined(problem: Problem, parts: list[Part], plans: list[Plan]) -> Sequences:
    """The parts' routes together, with what is fixed and closed, as the whole problem's."""
    result: Sequences = {v.id: v.fixed for v in problem.vehicles if v.closed}
    for piece, plan in zip(parts, plans, strict=True):
        for vehicle, steps in plan.sequences().items():
            result[vehicle] = tuple(
                Reload(piece.places[step.location]) if isinstance(step, Reload) else step
                for step in steps
            )
    return result


_Group = tuple[list[Vehicle], list[Stop]]
# Of its even share of the stops, by vehicles, what a depot may have: time runs out too.
_FAIR = 1.2


def _by_depot(problem: Problem) -> list[_Group]:
    """Stops to the nearest depot whose vehicles may serve them and still have room."""
    depots = sorted({vehicle.start for vehicle in problem.vehicles if not vehicle.closed})
    fleets = {d: [v for v in problem.vehicles if v.start == d and not v.closed] for d in depots}
    room = {depot: _room(problem, fleet) for depot, fleet in fleets.items()}
    taken: dict[int, list[Stop]] = {depot: [] for depot in depots}
    crews = sum(map(len, fleets.values()))
    fair = {d: _FAIR * len(problem.stops) * len(fleets[d]) / crews for d in depots}
    held = {ref: v.id for v in problem.vehicles for ref in v.fixed}
    distance = problem.distances[0]
    far = {s.id: sorted(int(distance[d, s.location]) for d in depots) for s in problem.stops}
    # Who loses most by not getting the nearest depot chooses first.
    order = sorted(problem.stops, key=lambda s: (-(far[s.id][-1] - far[s.id][0]), s.id))
    for stop in order:
        owner = stop.vehicle or held.get(stop.id, "")
        if owner and problem.vehicle[owner].closed:
            continue
        choice = [d for d in depots if any(may_serve(v, stop) for v in fleets[d])] or depots
        if owner:
            choice = [problem.vehicle[owner].start]
        choice = sorted(choice, key=lambda d: (int(distance[d, stop.location]), d))
        open_ = [d for d in choice if len(taken[d]) < fair[d] and _fits(room[d], stop, problem)]
        depot = (open_ or choice)[0]
        room[depot] = room[depot] - np.array(stop.delivery or problem.nothing, dtype=np.int64)
        taken[depot].append(stop)
    return [(fleets[depot], taken[depot]) for depot in depots]


def _room(problem: Problem, fleet: list[Vehicle]) -> Matrix:
    total = np.zeros(len(problem.dimensions), dtype=np.int64)
    for vehicle in fleet:
        trips = 1 + vehicle.max_reloads
        room = vehicle.capacity or (1 << 30,) * len(problem.dimensions)
        total += np.array(room, dtype=np.int64) * trips
    return total


def _fits(room: Matrix, stop: Stop, problem: Problem) -> bool:
    return bool((room >= np.array(stop.delivery or problem.nothing, dtype=np.int64)).all())


def _shares(
    problem: Problem, vehicles: list[Vehicle], stops: list[Stop], count: int
) -> list[_Group]:
    """A depot's stops in `count` neighbourhoods of about the same size.

    Neighbourhoods grow from the stop that is farthest from all before it, by distance alone,
    so that no coordinates are needed. Vehicles with locks or skills follow their stops.
    """
    if count <= 1:
        return [(vehicles, stops)]
    seeds = _seeds(problem, vehicles[0].start, stops, count)
    distance = problem.distances[0]
    size = -(-len(stops) // count)
    groups: list[list[Stop]] = [[] for _ in seeds]
    near = {s.id: [int(distance[seed.location, s.location]) for seed in seeds] for s in stops}
    for stop in sorted(stops, key=lambda s: (min(near[s.id]) - max(near[s.id]), s.id)):
        order = sorted(range(count), key=lambda g: (near[stop.id][g], g))
        groups[next((g for g in order if len(groups[g]) < size), order[0])].append(stop)
    return _with_vehicles(vehicles, _together(vehicles, groups))


def _together(vehicles: list[Vehicle], groups: list[list[Stop]]) -> list[list[Stop]]:
    """Stops that are bound to one vehicle in one group: that of the first of them."""
    fixed = {ref: vehicle.id for vehicle in vehicles for ref in vehicle.fixed}
    home: dict[str, int] = {}
    result: list[list[Stop]] = [[] for _ in groups]
    for at, group in enumerate(groups):
        for stop in group:
            owner = stop.vehicle or fixed.get(stop.id, "")
            result[home.setdefault(owner, at) if owner else at].append(stop)
    return result


def _seeds(problem: Problem, depot: int, stops: list[Stop], count: int) -> list[Stop]:
    distance = problem.distances[0]
    places = np.array([stop.location for stop in stops], dtype=np.int64)
    nearest: Matrix = distance[depot, places]
    seeds: list[Stop] = []
    for _ in range(count):
        index = int(nearest.argmax())
        seeds.append(stops[index])
        nearest = np.minimum(nearest, distance[places[index], places])
    return seeds


def _with_vehicles(vehicles: list[Vehicle], groups: list[list[Stop]]) -> list[_Group]:
    """Vehicles dealt out in turn by kind; one that a lock binds goes where its stops are."""
    owner = {stop.vehicle: at for at, group in enumerate(groups) for stop in group if stop.vehicle}
    where = {stop.id: at for at, group in enumerate(groups) for stop in group}
    dealt: list[list[Vehicle]] = [[] for _ in groups]
    free = []
    for vehicle in vehicles:
        fixed = [where[ref] for ref in vehicle.fixed if ref in where]
        at = owner.get(vehicle.id, fixed[0] if fixed else None)
        if at is None:
            free.append(vehicle)
        else:
            dealt[at].append(vehicle)
    free.sort(key=lambda v: (sorted(v.skills), sorted(v.territories), v.capacity, v.id))
    for number, vehicle in enumerate(free):
        dealt[number % len(groups)].append(vehicle)
    return list(zip(dealt, groups, strict=True))


def part(problem: Problem, vehicles: list[Vehicle], stops: list[Stop]) -> Part:
    """A problem of some vehicles and stops, with the locations that they need."""
    have = {stop.id for stop in stops}
    needed = {stop.location for stop in stops}
    for vehicle in vehicles:
        needed |= {vehicle.start, vehicle.end, *vehicle.reloads}
    places = sorted(needed)
    row = {place: index for index, place in enumerate(places)}
    grid = np.ix_(places, places)
    names = {vehicle.id for vehicle in vehicles}
    piece = Problem(
        name=problem.name,
        dimensions=problem.dimensions,
        stops=tuple(replace(s, location=row[s.location]) for s in problem.stops if s.id in have),
        vehicles=tuple(
            replace(
                vehicle,
                start=row[vehicle.start],
                end=row[vehicle.end],
                reloads=tuple(row[at] for at in vehicle.reloads),
                fixed=tuple(ref for ref in vehicle.fixed if ref in have),
            )
            for vehicle in problem.vehicles
            if vehicle.id in names
        ),
        distances=tuple(matrix[grid] for matrix in problem.distances),
        durations=tuple(matrix[grid] for matrix in problem.durations),
    )
    return Part(piece, tuple(places))
