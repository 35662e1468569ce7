"""Routes to set out from: the savings of Clarke and Wright (1964), over near pairs only.

They need not hold: what is wrong with them, the engine's search mends. What counts is that
whole neighbourhoods are on one route, which a search of seconds does not find by itself.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from apps.pickups.domain.routing.engines.shape import Leg, free_stops, legs
from apps.pickups.domain.routing.plan import Sequences
from apps.pickups.domain.routing.problem import Load, Problem, Stop, may_serve

# Of each stop, with how many others it may be joined.
_NEAR = 60
_Pairs = npt.NDArray[np.int64]


def savings(problem: Problem) -> Sequences:
    """Routes of each depot's own stops, the most valuable first; stops that no vehicle is
    left for are in none."""
    fleets: dict[int, list[Leg]] = {}
    for leg in legs(problem):
        fleets.setdefault(leg.start, []).append(leg)
    near: dict[int, list[Stop]] = {depot: [] for depot in fleets}
    for stop in free_stops(problem):
        able = [d for d, fleet in fleets.items() if any(may_serve(g.vehicle, stop) for g in fleet)]
        home = min(able or fleets, key=lambda d: (int(problem.distances[0][d, stop.location]), d))
        near[home].append(stop)
    result: Sequences = {leg.vehicle.id: leg.vehicle.fixed for leg in legs(problem)}
    for depot, fleet in fleets.items():
        if near[depot]:
            _deal(problem, fleet, _Joining(problem, fleet, near[depot]).routes(), result)
    return {name: steps for name, steps in result.items() if steps}


def _deal(problem: Problem, fleet: list[Leg], routes: list[list[Stop]], to: Sequences) -> None:
    """The most valuable routes to the largest vehicles."""
    worth = 1 + sum(stop.prize for stop in problem.stops)
    routes.sort(key=lambda route: -sum(worth if s.required else s.prize for s in route))
    fleet = sorted(fleet, key=lambda leg: (tuple(-c for c in leg.vehicle.capacity), leg.vehicle.id))
    for leg, route in zip(fleet, routes, strict=False):
        to[leg.vehicle.id] = (*leg.vehicle.fixed, *(stop.id for stop in route))


@dataclass
class _Joining:
    """One depot's stops, each on a route of its own, joined end to end while that saves."""

    problem: Problem
    fleet: list[Leg]
    stops: list[Stop]

    def __post_init__(self) -> None:
        problem, profile = self.problem, self.fleet[0].vehicle.profile
        self.depot = self.fleet[0].start
        self.durations = problem.rows[profile][1]
        self.early = min(leg.early for leg in self.fleet)
        self.late = max(leg.vehicle.late for leg in self.fleet)
        rooms = [leg.vehicle.capacity for leg in self.fleet if leg.vehicle.capacity]
        self.room: Load = tuple(map(max, *rooms, rooms[0])) if rooms else ()
        self.members: dict[int, list[int]] = {at: [at] for at in range(len(self.stops))}
        self.route_of = list(range(len(self.stops)))
        none = problem.nothing
        self.loads = [[*(stop.delivery or none), *(stop.pickup or none)] for stop in self.stops]

    def routes(self) -> list[list[Stop]]:
        for one, other in self._pairs():
            self._join(int(one), int(other))
        return [[self.stops[at] for at in members] for members in self.members.values()]

    def _pairs(self) -> _Pairs:
        """Near pairs that save something, those that save most first."""
        places = np.array([stop.location for stop in self.stops], dtype=np.int64)
        distance = self.problem.distances[self.fleet[0].vehicle.profile]
        between = distance[np.ix_(places, places)]
        most = min(_NEAR, len(places) - 1)
        near = np.argpartition(between, most, axis=1)[:, : most + 1].ravel()
        every = np.repeat(np.arange(len(places)), most + 1)
        pairs = np.stack([np.minimum(every, near), np.maximum(every, near)], axis=1)
        pairs = np.unique(pairs[every != near], axis=0)
        alone = distance[self.depot, places]
        one, other = pairs.T
        saved = alone[one] + alone[other] - between[one, other]
        order = np.argsort(-saved, kind="stable")
        result: _Pairs = pairs[order[saved[order] > 0]]
        return result

    def _join(self, one: int, other: int) -> None:
        """Where both are at an end of different routes that fit into one."""
        first, second = self.route_of[one], self.route_of[other]
        if first == second:
            return
        left, right = self.members[first], self.members[second]
        if one not in (left[0], left[-1]) or other not in (right[0], right[-1]):
            return
        load = [a + b for a, b in zip(self.loads[first], self.loads[second], strict=True)]
        if self.room and any(a > b for a, b in zip(load, (*self.room, *self.room), strict=True)):
            return
        forth = left if left[-1] == one else left[::-1]
        back = right if right[0] == other else right[::-1]
        for joined in ([*forth, *back], [*back[::-1], *forth[::-1]]):
            if self._timely(joined):
                self.members[first], self.loads[first] = joined, load
                for at in self.members.pop(second):
                    self.route_of[at] = first
                return

    def _timely(self, route: list[int]) -> bool:
        clock, place = self.early, self.depot
        for at in route:
            stop = self.stops[at]
            clock = max(clock + self.durations[place][stop.location], stop.early)
            if clock > stop.late:
                return False
            clock, place = clock + stop.service, stop.location
        return clock + self.durations[place][self.depot] <= self.late
