"""A few routes that lie together, as a problem of their own.

A search over a thousand stops looks at each too seldom; over two hundred it settles in half
a second. So a large plan is gone over vicinity by vicinity.
"""

from dataclasses import dataclass, field

import numpy as np

from apps.pickups.domain.routing.engines.shape import free_stops
from apps.pickups.domain.routing.plan import Reload, Sequences
from apps.pickups.domain.routing.problem import Matrix, Problem, Stop, Vehicle, may_serve
from apps.pickups.domain.routing.split import Part, part

# Stops that a vicinity has, or a few more.
STOPS = 210


@dataclass
class Vicinities:
    """Gives the part around the route that was looked at least. `sequences`: all routes, as
    they are by now."""

    problem: Problem
    sequences: Sequences
    looked: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.free = {stop.id for stop in free_stops(self.problem)}

    def next(self) -> Part | None:
        """Routes, the idle vehicles that they might take, and unserved stops around them;
        None when there are no routes to change."""
        vehicle = self.problem.vehicle
        places = {
            name: row
            for name in self.sequences
            if not vehicle[name].closed and len(row := self._places(name))
        }
        if not places:
            return None
        seed = min(places, key=lambda name: (self.looked.get(name, 0.0), name))
        chosen, count = list[str](), 0
        for name in sorted(places, key=lambda n: (n != seed, self._apart(places, seed, n), n)):
            chosen.append(name)
            count += len(places[name])
            if count >= STOPS:
                break
        for name in chosen:
            # What was only beside it counts for a third.
            self.looked[name] = self.looked.get(name, 0.0) + (1.0 if name == seed else 1 / 3)
        vehicles = [*(vehicle[name] for name in chosen), *self._idle()]
        return part(self.problem, vehicles, self._stops(chosen, places, vehicles))

    def take(self, piece: Part, better: Sequences) -> None:
        """Put a part's routes in the place of what there was."""
        for vehicle in piece.problem.vehicles:
            steps = better.get(vehicle.id, ())
            self.sequences[vehicle.id] = tuple(
                Reload(piece.places[step.location]) if isinstance(step, Reload) else step
                for step in steps
            )

    def start(self, piece: Part) -> Sequences:
        """The part's routes as they are. Reloads are left to the search."""
        return {
            vehicle.id: tuple(
                step for step in self.sequences.get(vehicle.id, ()) if isinstance(step, str)
            )
            for vehicle in piece.problem.vehicles
        }

    def _places(self, name: str) -> Matrix:
        stop = self.problem.stop
        mine = [step for step in self.sequences[name] if step in self.free]
        found = [stop[step].location for step in mine if isinstance(step, str)]
        return np.array(found, dtype=np.int64)

    def _apart(self, places: dict[str, Matrix], one: str, other: str) -> float:
        """How far it is from a stop of the one to the nearest of the other, on average."""
        between = self.problem.distances[0][np.ix_(places[one], places[other])]
        return float(between.min(axis=1).mean())

    def _idle(self) -> list[Vehicle]:
        """One of each kind."""
        found: dict[Vehicle, Vehicle] = {}
        for vehicle in self.problem.vehicles:
            if not vehicle.closed and not self.sequences.get(vehicle.id):
                found.setdefault(self.problem.kind[vehicle.id], vehicle)
        return list(found.values())

    def _stops(
        self, chosen: list[str], places: dict[str, Matrix], vehicles: list[Vehicle]
    ) -> list[Stop]:
        """Those of the routes, and the unserved ones that are nearest to them."""
        served = {s for steps in self.sequences.values() for s in steps if isinstance(s, str)}
        mine = {s for name in chosen for s in self.sequences[name] if isinstance(s, str)}
        inside = np.concatenate([places[name] for name in chosen])
        rest = [row for name, row in places.items() if name not in chosen]
        outside = np.concatenate(rest) if rest else None
        distance = self.problem.distances[0]
        for stop in self.problem.stops:
            if stop.id in served or not any(may_serve(v, stop) for v in vehicles):
                continue
            near = distance[stop.location, inside].min()
            if outside is None or near <= distance[stop.location, outside].min():
                mine.add(stop.id)
        return [stop for stop in self.problem.stops if stop.id in mine]
