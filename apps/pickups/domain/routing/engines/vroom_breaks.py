"""Breaks by VROOM: each route of another engine is sequenced anew with its driver's breaks."""

from typing import TYPE_CHECKING

import numpy as np

from apps.pickups.domain.routing.breaks import place_breaks
from apps.pickups.domain.routing.evaluate import figures_of
from apps.pickups.domain.routing.plan import Pause, Reload, Sequences, Step
from apps.pickups.domain.routing.problem import FOREVER, Load, Problem, Vehicle
from apps.pickups.domain.routing.route_checks import faults_of
from apps.pickups.domain.routing.schedule import route_of

if TYPE_CHECKING:
    import vroom

ENGINE = "vroom"
# VROOM's times are 32-bit; a day is far below.
_LATEST = 1 << 30
# How thoroughly VROOM looks, by a route's stops: over some dozens of them with a break, its
# fifth level takes minutes. A longer route that holds with its break where it is stays so.
_LONG = 50
_THOROUGH = ((30, 5), (_LONG, 2), (FOREVER, 0))


def with_breaks(problem: Problem, sequences: Sequences) -> Sequences:
    """The same stops on the same vehicles, in an order that leaves room for the breaks.

    Stops that no order can hold are left out.
    """
    result = dict(sequences)
    for vehicle in problem.vehicles:
        steps = sequences.get(vehicle.id, ())
        if vehicle.breaks and any(isinstance(step, str) for step in steps):
            result[vehicle.id] = _one(problem, vehicle, steps)
    return result


def _one(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    stops = tuple(step for step in steps if isinstance(step, str))
    kept = place_breaks(problem, vehicle, steps)
    # What has a fixed order, or several trips, keeps its order.
    if vehicle.fixed or any(isinstance(step, Reload) for step in steps):
        return kept
    if any(problem.stop[ref].position is not None for ref in stops):
        return kept
    if len(stops) > _LONG and not _rank(problem, vehicle, kept)[0]:
        return kept
    again = _resequenced(problem, vehicle, stops)
    return min((kept, again), key=lambda tried: _rank(problem, vehicle, tried))


def _rank(problem: Problem, vehicle: Vehicle, steps: tuple[Step, ...]) -> tuple[int, int, int]:
    route = route_of(problem, vehicle, steps)
    late = sum(fault.amount or 1 for fault in faults_of(problem, route))
    return late, -len(route.stops), figures_of(problem, route).cost


def _resequenced(problem: Problem, vehicle: Vehicle, stops: tuple[str, ...]) -> tuple[Step, ...]:
    # Here, since it brings pandas along, and most days have no breaks.
    import vroom

    places = [vehicle.start, vehicle.end, *(problem.stop[ref].location for ref in stops)]
    grid = np.ix_(places, places)
    given = vroom.Input()
    given.set_durations_matrix("car", _narrow(problem.durations[vehicle.profile][grid]))
    given.set_distances_matrix("car", _narrow(problem.distances[vehicle.profile][grid]))
    given.add_vehicle(_driver(problem, vehicle))
    loaded = bool(vehicle.capacity)
    given.add_job([_job(problem, row, ref, loaded) for row, ref in enumerate(stops)])
    level = next(level for most, level in _THOROUGH if len(stops) <= most)
    routes = given.solve(exploration_level=level, nb_threads=1).to_dict()["routes"]
    steps: list[Step] = []
    for step in routes[0]["steps"] if routes else []:
        if step["type"] == "job":
            steps.append(stops[step["id"]])
        elif step["type"] == "break":
            steps.append(Pause(step["id"]))
    return tuple(steps)


def _driver(problem: Problem, vehicle: Vehicle) -> "vroom.Vehicle":
    import vroom

    return vroom.Vehicle(
        1,
        start=0,
        end=1,
        capacity=_load(problem, vehicle.capacity) if vehicle.capacity else [],
        time_window=vroom.TimeWindow(vehicle.early, min(vehicle.late, _LATEST)),
        breaks=[
            vroom.Break(
                index,
                time_windows=[vroom.TimeWindow(rest.early, min(rest.late, _LATEST))],
                service=rest.duration,
            )
            for index, rest in enumerate(vehicle.breaks)
        ],
    )


def _job(problem: Problem, row: int, ref: str, loaded: bool) -> "vroom.Job":
    import vroom

    stop = problem.stop[ref]
    return vroom.Job(
        row,
        location=row + 2,
        default_service=stop.service,
        delivery=_load(problem, stop.delivery) if loaded else [],
        pickup=_load(problem, stop.pickup) if loaded else [],
        time_windows=[vroom.TimeWindow(stop.early, min(stop.late, _LATEST))],
    )


def _load(problem: Problem, load: Load) -> list[int]:
    return list(load or problem.nothing)


def _narrow(matrix: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> object:
    return np.minimum(matrix, min(FOREVER, _LATEST)).astype(np.uint32)
