"""A routing problem: stops, vehicles and what it takes to get from place to place.

Whole metres, seconds and cost units. Loads are vectors: the caller names the dimensions
(grams, cubic centimetres, pieces); all loads and capacities of a problem are of one length.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.int64]
Load = tuple[int, ...]

# Later than any shift, and far from what overflows when an engine adds or multiplies.
FOREVER = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place to be served once.

    `location`: row of the matrices. `delivery`: leaves the depot with the vehicle;
    `pickup`: comes back with it. `service`: seconds. Service starts between `early` and
    `late`. `required`: False when leaving it out costs `prize` instead. `skills`: all of
    them are needed. `territory`: "" for none. `vehicle`: the only one that may serve it.
    `position`: its fixed index among the stops of that vehicle.
    """

    id: str
    location: int
    delivery: Load = ()
    pickup: Load = ()
    service: int = 0
    early: int = 0
    late: int = FOREVER
    required: bool = True
    prize: int = 0
    skills: frozenset[str] = frozenset()
    territory: str = ""
    vehicle: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Rest of `duration` seconds that starts between `early` and `late`.

    `always`: on every route; else on one that is on the road all that while: who leaves later
    has rested before, who is back sooner rests then.
    """

    early: int
    late: int
    duration: int
    always: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle with its driver for one shift.

    It leaves `start` no sooner than `early` and is at `end` by `late`. `max_duration`:
    seconds between the two; `max_distance`: metres; `max_stops`: None for no limit. Costs
    per use, metre and second. `profile`: index of its matrices. `territories`: empty for
    any. `reloads`: locations where it may empty and load again, at most `max_reloads`
    times. `aboard`: picked up already and carried to the end. `fixed`: stops it serves
    first, in this order; `closed`: and nothing else. `under_way`: it has left, and can't
    leave later than `early`.
    """

    id: str
    start: int
    end: int
    capacity: Load = ()
    early: int = 0
    late: int = FOREVER
    max_duration: int = FOREVER
    max_distance: int = FOREVER
    max_stops: int | None = None
    fixed_cost: int = 0
    distance_cost: int = 1
    duration_cost: int = 0
    profile: int = 0
    skills: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    breaks: tuple[Break, ...] = ()
    reloads: tuple[int, ...] = ()
    max_reloads: int = 0
    aboard: Load = ()
    fixed: tuple[str, ...] = ()
    closed: bool = False
    under_way: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`distances`, `durations`: one square matrix a profile, row to column.

    `dimensions`: what the loads measure, for people. Raises ValueError when its parts do
    not fit together.
    """

    stops: tuple[Stop, ...]
    vehicles: tuple[Vehicle, ...]
    distances: tuple[Matrix, ...]
    durations: tuple[Matrix, ...]
    dimensions: tuple[str, ...] = ()
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        size = self.distances[0].shape[0]
        for matrix in (*self.distances, *self.durations):
            if matrix.shape != (size, size):
                raise ValueError("the matrices are not square and of one size")
            if matrix.size and (matrix.min() < 0 or matrix.max() > FOREVER):
                raise ValueError("a distance or duration is negative or beyond measure")
        if len(self.distances) != len(self.durations):
            raise ValueError("a profile has a distance and a duration matrix")
        self._check_names()
        self._check_parts(size)

    def _check_names(self) -> None:
        if len(self.stop) != len(self.stops) or len(self.vehicle) != len(self.vehicles):
            raise ValueError("an id is used twice")
        for vehicle in self.vehicles:
            if any(name not in self.stop for name in vehicle.fixed):
                raise ValueError(f"{vehicle.id} is fixed to a stop that does not exist")
        for stop in self.stops:
            if stop.vehicle and stop.vehicle not in self.vehicle:
                raise ValueError(f"{stop.id} is locked to a vehicle that does not exist")

    def _check_parts(self, size: int) -> None:
        width = len(self.dimensions)
        for stop in self.stops:
            if not 0 <= stop.location < size:
                raise ValueError(f"{stop.id} is at no known location")
            if any(len(load) not in (0, width) for load in (stop.delivery, stop.pickup)):
                raise ValueError(f"{stop.id} has a load of another number of dimensions")
            if min((stop.service, stop.prize, *stop.delivery, *stop.pickup)) < 0:
                raise ValueError(f"{stop.id} has a negative figure")
        for vehicle in self.vehicles:
            if not all(0 <= at < size for at in (vehicle.start, vehicle.end, *vehicle.reloads)):
                raise ValueError(f"{vehicle.id} is at no known location")
            if any(len(load) not in (0, width) for load in (vehicle.capacity, vehicle.aboard)):
                raise ValueError(f"{vehicle.id} has a load of another number of dimensions")
            if not 0 <= vehicle.profile < len(self.distances):
                raise ValueError(f"{vehicle.id} has no matrices")

    @cached_property
    def stop(self) -> dict[str, Stop]:
        return {stop.id: stop for stop in self.stops}

    @cached_property
    def vehicle(self) -> dict[str, Vehicle]:
        return {vehicle.id: vehicle for vehicle in self.vehicles}

    @cached_property
    def kind(self) -> dict[str, Vehicle]:
        """By vehicle: vehicles of one kind are interchangeable while they are idle."""
        return {vehicle.id: replace(vehicle, id="") for vehicle in self.vehicles}

    @cached_property
    def nothing(self) -> Load:
        return (0,) * len(self.dimensions)

    @cached_property
    def is_one_way(self) -> bool:
        """Loads are all delivered or all picked up: none passes another aboard."""
        out = any(any(stop.delivery) for stop in self.stops)
        return not (out and any(any(stop.pickup) for stop in self.stops))

    @cached_property
    def has_places_held(self) -> bool:
        return any(stop.position is not None for stop in self.stops)

    @cached_property
    def rows(self) -> tuple[tuple[list[list[int]], list[list[int]]], ...]:
        """Each profile's distances and durations as lists: twice as fast one by one."""
        return tuple(
            (distance.tolist(), duration.tolist())
            for distance, duration in zip(self.distances, self.durations, strict=True)
        )


def may_serve(vehicle: Vehicle, stop: Stop) -> bool:
    """Whether skills, territory and locks allow it."""
    if stop.vehicle and stop.vehicle != vehicle.id:
        return False
    if vehicle.closed and stop.id not in vehicle.fixed:
        return False
    if stop.territory and vehicle.territories and stop.territory not in vehicle.territories:
        return False
    return stop.skills <= vehicle.skills
