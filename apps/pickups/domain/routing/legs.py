"""The ways that a route takes, looked up together.

Of one route in the making they are read from lists, which is quickest by far where it happens
thousands of times; of a plan that is judged once, from the matrices, so that these need not be
lists at all.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from apps.pickups.domain.routing.plan import Kind, Route, Visit
from apps.pickups.domain.routing.problem import Problem, Vehicle


class Legs(NamedTuple):
    """One more than visits. `metres`: by way of the places that the plan names; `seconds`: by
    way of those where its stops are, which are `places`."""

    metres: list[int]
    seconds: list[int]
    places: list[int]


def legs_of(problem: Problem, route: Route) -> Legs:
    """Of a known vehicle's route."""
    vehicle = problem.vehicle[route.vehicle]
    distances, durations = problem.rows[vehicle.profile]
    named, places = _named(vehicle, route), _places(problem, vehicle, route)
    return Legs(
        metres=[distances[a][b] for a, b in pairwise(named)],
        seconds=[durations[a][b] for a, b in pairwise(places)],
        places=places[1:-1],
    )


def legs_of_all(problem: Problem, routes: Sequence[Route]) -> list[Legs]:
    """The same of many, without the matrices as lists."""
    found = []
    for route in routes:
        vehicle = problem.vehicle[route.vehicle]
        named, places = _named(vehicle, route), _places(problem, vehicle, route)
        way, real = np.array(named), np.array(places)
        found.append(
            Legs(
                metres=problem.distances[vehicle.profile][way[:-1], way[1:]].tolist(),
                seconds=problem.durations[vehicle.profile][real[:-1], real[1:]].tolist(),
                places=places[1:-1],
            )
        )
    return found


def _named(vehicle: Vehicle, route: Route) -> list[int]:
    return [vehicle.start, *(visit.location for visit in route.visits), vehicle.end]


def _places(problem: Problem, vehicle: Vehicle, route: Route) -> list[int]:
    places = [vehicle.start]
    for visit in route.visits:
        places.append(_place(problem, vehicle, visit, places[-1]))
    return [*places, vehicle.end]


def _place(problem: Problem, vehicle: Vehicle, visit: Visit, at: int) -> int:
    if visit.kind is Kind.STOP:
        stop = problem.stop.get(visit.ref)
        return visit.location if stop is None else stop.location
    rests = visit.kind is Kind.BREAK and visit.ref.isdigit()
    return at if rests and int(visit.ref) < len(vehicle.breaks) else visit.location
