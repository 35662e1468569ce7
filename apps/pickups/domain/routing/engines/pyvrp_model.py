"""A problem in PyVRP's words, and its solution in ours."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyvrp

from apps.pickups.domain.routing.engines.clock import ORDINARY, Clock
from apps.pickups.domain.routing.engines.shape import Leg, free_stops, legs
from apps.pickups.domain.routing.plan import Reload, Sequences, Step
from apps.pickups.domain.routing.problem import FOREVER, Load, Matrix, Problem, Stop, may_serve

_NO_LIMIT = int(np.iinfo(np.int64).max)
# Times the longest way of the problem: dear enough never to pay, far from overflowing.
_FORBIDDEN = 20


@dataclass
class Model:
    """`members`: the vehicles behind each of the engine's vehicle types.

    `relaxed`: required stops may be left out, at a price above any way to serve them.
    `clock`: what all times are told by.
    """

    problem: Problem
    relaxed: bool = False
    clock: Clock = ORDINARY
    stops: list[Stop] = field(init=False)
    members: list[list[Leg]] = field(init=False, default_factory=list)
    depots: list[int] = field(init=False, default_factory=list)
    data: "pyvrp.ProblemData" = field(init=False)

    def __post_init__(self) -> None:
        self.stops = free_stops(self.problem)
        all_legs = legs(self.problem)
        self.depots = sorted(
            {at for leg in all_legs for at in (leg.start, leg.vehicle.end, *leg.vehicle.reloads)}
        )
        self.counts_stops = any(leg.max_stops is not None for leg in all_legs)
        self._profiles: dict[tuple[int, bytes], int] = {}
        self._masks: list[tuple[int, np.ndarray]] = []
        types = self._vehicle_types(all_legs)
        places = np.array([*self.depots, *(stop.location for stop in self.stops)], dtype=np.int64)
        distances, durations = self._matrices(places)
        self.data = pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in places],
            clients=[self._client(row, stop) for row, stop in enumerate(self.stops)],
            depots=[pyvrp.Depot(row) for row in range(len(self.depots))],
            vehicle_types=types,
            distance_matrices=distances,
            duration_matrices=durations,
        )

    def _client(self, row: int, stop: Stop) -> "pyvrp.Client":
        required = stop.required and not self.relaxed
        return pyvrp.Client(
            location=len(self.depots) + row,
            delivery=self._load(stop.delivery, 1),
            pickup=self._load(stop.pickup, 0),
            service_duration=stop.service,
            tw_early=self.clock(stop.early),
            tw_late=_limit(self.clock(stop.late)),
            prize=self.prize(stop),
            required=required,
        )

    def prize(self, stop: Stop) -> int:
        """A stop's own prize, or what a required one is worth while it may be left out."""
        if not stop.required or not self.relaxed:
            return stop.prize
        problem = self.problem
        longest = max(int(matrix.max(initial=0)) for matrix in problem.distances)
        slowest = max(int(matrix.max(initial=0)) for matrix in problem.durations)
        return max(
            leg.vehicle.fixed_cost
            + 4 * leg.vehicle.distance_cost * longest
            + 4 * leg.vehicle.duration_cost * (slowest + stop.service)
            for leg in legs(problem)
        )

    def _load(self, load: Load, stops: int) -> list[int]:
        result = list(load or self.problem.nothing)
        return [*result, stops] if self.counts_stops else result

    def _vehicle_types(self, all_legs: list[Leg]) -> list["pyvrp.VehicleType"]:
        groups: dict[tuple[int, tuple[object, ...]], list[Leg]] = {}
        for leg in all_legs:
            groups.setdefault((self._profile(leg), _terms(leg)), []).append(leg)
        self.members = list(groups.values())
        return [
            self._vehicle_type(members[0], len(members), profile)
            for (profile, _), members in zip(groups, self.members, strict=True)
        ]

    def _vehicle_type(self, leg: Leg, count: int, profile: int) -> "pyvrp.VehicleType":
        vehicle = leg.vehicle
        capacity = list(vehicle.capacity) or [_NO_LIMIT] * len(self.problem.dimensions)
        if self.counts_stops:
            capacity.append(len(self.stops) if leg.max_stops is None else leg.max_stops)
        # A limit of stops counts the whole shift: no second trip may start it anew.
        trips = 0 if leg.max_stops is not None else vehicle.max_reloads
        ready = self.clock.ready(vehicle, leg.early)
        return pyvrp.VehicleType(
            num_available=count,
            capacity=capacity,
            start_depot=self.depots.index(leg.start),
            end_depot=self.depots.index(vehicle.end),
            fixed_cost=leg.fixed_cost,
            tw_early=ready,
            tw_late=_limit(max(self.clock(vehicle.late), ready)),
            start_late=ready if vehicle.under_way else None,
            shift_duration=_limit(leg.max_duration),
            max_distance=_limit(leg.max_distance),
            unit_distance_cost=vehicle.distance_cost,
            unit_duration_cost=vehicle.duration_cost,
            profile=profile,
            initial_load=self._load(leg.aboard, 0),
            reload_depots=[self.depots.index(at) for at in vehicle.reloads] if trips else [],
            max_reloads=trips,
        )

    def _profile(self, leg: Leg) -> int:
        mask = np.array([may_serve(leg.vehicle, stop) for stop in self.stops], dtype=bool)
        key = (leg.vehicle.profile, mask.tobytes())
        if key not in self._profiles:
            self._profiles[key] = len(self._profiles)
            self._masks.append((leg.vehicle.profile, mask))
        return self._profiles[key]

    def _matrices(self, places: Matrix) -> tuple[list[Any], list[Any]]:
        """For each profile, with the ways to what its vehicles may not serve made forbidden."""
        distances: list[Any] = []
        durations: list[Any] = []
        horizon = self._horizon()
        grid = np.ix_(places, places)
        for profile, mask in self._masks:
            distance = self.problem.distances[profile][grid]
            duration = self.problem.durations[profile][grid]
            barred = len(self.depots) + np.flatnonzero(~mask)
            if len(barred):
                _bar(distance, barred, _FORBIDDEN * (int(distance.max(initial=0)) + 1))
                _bar(duration, barred, max(2 * horizon, int(duration.max(initial=0))))
            distances.append(distance)
            durations.append(duration)
        return distances, durations

    def _horizon(self) -> int:
        ends = [v.late for v in self.problem.vehicles] + [s.late for s in self.stops]
        return max((end for end in ends if end < FOREVER), default=0)

    def sequences(self, solution: "pyvrp.Solution") -> Sequences:
        """The engine's routes, each behind what is fixed to its vehicle."""
        result: Sequences = {v.id: v.fixed for v in self.problem.vehicles if v.fixed}
        free = [list(reversed(members)) for members in self.members]
        for route in solution.routes():
            vehicle = free[route.vehicle_type()].pop().vehicle
            inner = list(route)[1:-1]
            steps: list[Step] = [
                self.stops[call.idx].id if call.is_client() else Reload(self.depots[call.idx])
                for call in inner
            ]
            result[vehicle.id] = (*vehicle.fixed, *steps)
        return result

    def solution(self, sequences: Sequences) -> "pyvrp.Solution":
        """The engine's picture of our sequences, to start from. Reloads are left out."""
        client = {stop.id: index for index, stop in enumerate(self.stops)}
        routes = []
        for kind, members in enumerate(self.members):
            for leg in members:
                steps = sequences.get(leg.vehicle.id, ())
                visits = [client[s] for s in steps if isinstance(s, str) and s in client]
                if visits:
                    calls = [pyvrp.Activity(pyvrp.ActivityType.CLIENT, at) for at in visits]
                    routes.append(pyvrp.Route(self.data, calls, kind))
        return pyvrp.Solution(self.data, routes)


def _terms(leg: Leg) -> tuple[object, ...]:
    """What makes two vehicles the same to the engine."""
    vehicle = leg.vehicle
    return (
        leg.start,
        leg.early,
        leg.max_duration,
        leg.max_distance,
        leg.max_stops,
        leg.fixed_cost,
        leg.aboard,
        vehicle.end,
        vehicle.late,
        vehicle.capacity,
        vehicle.distance_cost,
        vehicle.duration_cost,
        vehicle.reloads,
        vehicle.max_reloads,
        vehicle.under_way,
        bool(vehicle.breaks),
    )


def _bar(matrix: Matrix, barred: Matrix, price: int) -> None:
    matrix[:, barred] = price
    matrix[barred, :] = price
    np.fill_diagonal(matrix, 0)


def _limit(value: int) -> int:
    return _NO_LIMIT if value >= FOREVER else value
