"""Small routing problems of our own, the same for a seed."""

import random
from dataclasses import replace
from typing import Any

import numpy as np

from apps.pickups.domain.routing.problem import Problem, Stop, Vehicle

HOUR = 3600


def matrix(points: list[tuple[int, int]]) -> Any:
    xy = np.array(points, dtype=np.float64)
    apart = xy[:, None, :] - xy[None, :, :]
    return np.round(np.sqrt((apart**2).sum(axis=2))).astype(np.int64)


def problem_of(
    points: list[tuple[int, int]],
    stops: list[Stop],
    vehicles: list[Vehicle],
    dimensions: tuple[str, ...] = ("weight",),
) -> Problem:
    """Travel time in seconds equals distance in metres."""
    distances = matrix(points)
    return Problem(
        stops=tuple(stops),
        vehicles=tuple(vehicles),
        distances=(distances,),
        durations=(distances,),
        dimensions=dimensions,
    )


def town(
    count: int,
    *,
    seed: int = 1,
    vehicles: int = 3,
    capacity: int = 100,
    windows: bool = True,
    depots: int = 1,
    side: int = 6000,
    prize: int = 0,
) -> Problem:
    """`count` deliveries of 1 to 10 around some depots, in a shift of eight hours."""
    rnd = random.Random(seed)
    points = [(rnd.randint(0, side), rnd.randint(0, side)) for _ in range(depots + count)]
    stops = []
    for index in range(depots, depots + count):
        early = rnd.randint(0, 5) * HOUR if windows and rnd.random() < 0.5 else 0
        stops.append(
            Stop(
                id=f"s{index}",
                location=index,
                delivery=(rnd.randint(1, 10),),
                service=120,
                early=early,
                late=early + 3 * HOUR if early else 8 * HOUR,
                required=not prize,
                prize=prize,
            )
        )
    fleet = [
        Vehicle(
            id=f"v{number}",
            start=number % depots,
            end=number % depots,
            capacity=(capacity,),
            late=8 * HOUR,
        )
        for number in range(vehicles)
    ]
    return problem_of(points, stops, fleet)


def line(*, stops: int = 3, **vehicle: Any) -> Problem:
    """A depot at 0 and stops s1, s2 ... each 1,000 m further; one vehicle v1."""
    points = [(1000 * n, 0) for n in range(stops + 1)]
    given = {"id": "v1", "start": 0, "end": 0, "capacity": (10,), "late": 8 * HOUR, **vehicle}
    return problem_of(
        points,
        [Stop(id=f"s{n}", location=n, delivery=(1,), service=60) for n in range(1, stops + 1)],
        [Vehicle(**given)],
    )


def with_stop(problem: Problem, ref: str, **changes: Any) -> Problem:
    stops = tuple(replace(s, **changes) if s.id == ref else s for s in problem.stops)
    return replace(problem, stops=stops)


def with_vehicle(problem: Problem, ref: str, **changes: Any) -> Problem:
    vehicles = tuple(replace(v, **changes) if v.id == ref else v for v in problem.vehicles)
    return replace(problem, vehicles=vehicles)
