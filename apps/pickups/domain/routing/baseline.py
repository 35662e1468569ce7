"""The sequence that people would drive without an optimizer: nearest next, until it is full."""

import numpy as np

from apps.pickups.domain.routing.draft import Draft
from apps.pickups.domain.routing.plan import Plan
from apps.pickups.domain.routing.problem import Load, Problem, Stop, Vehicle, may_serve

ENGINE = "nearest"
VERSION = "1"
# Stops in a row that don't fit, before a driver goes home.
_MISSES = 5
_FAR = np.iinfo(np.int64).max


def as_people_would(problem: Problem) -> Plan:
    """Vehicle by vehicle, each time to the nearest stop that still fits. Feasible."""
    draft = Draft(problem)
    left = {stop.id for stop in problem.stops} - draft.served()
    for vehicle in problem.vehicles:
        if not vehicle.closed:
            _drive(draft, vehicle, left)
    return draft.plan()


def _drive(draft: Draft, vehicle: Vehicle, left: set[str]) -> None:
    """The chain by times and loads alone, then as much of its beginning as breaks no rule."""
    before = draft.steps[vehicle.id]
    near = [s for s in draft.problem.stops if s.id in left and may_serve(vehicle, s)]
    chain, likely = _chain(draft, vehicle, sorted(near, key=lambda stop: stop.id))
    low, high, tried, now, step = 0, len(chain), max(1, likely), 0, 1
    while low < high:
        draft.put(vehicle.id, (*before, *chain[:tried]))
        if draft.faults(vehicle.id):
            high, now = tried - 1, tried
            tried = (low + high + 1) // 2
        else:
            low = now = tried
            tried, step = min(high, low + step), 2 * step
    if now != low:
        draft.put(vehicle.id, (*before, *chain[:low]))
    left.difference_update(chain[:low])


def _chain(draft: Draft, vehicle: Vehicle, near: list[Stop]) -> tuple[list[str], int]:
    """And how much of its beginning is likely to hold with the breaks in it."""
    problem, gaps = draft.problem, draft.gaps(vehicle.id)
    distances = problem.distances[vehicle.profile]
    durations = problem.rows[vehicle.profile][1]
    places = np.array([stop.location for stop in near], dtype=np.int64)
    waiting = np.ones(len(near), dtype=bool)
    at, clock = int(gaps.before[-1]), int(gaps.ready[-1])
    room = [list(load) for load in gaps.spare] if gaps.spare is not None else None
    chain: list[str] = []
    misses = likely = 0
    rested = vehicle.late - sum(rest.duration for rest in vehicle.breaks)
    while waiting.any() and misses < _MISSES:
        index = int(np.where(waiting, distances[at, places], _FAR).argmin())
        stop, waiting[index] = near[index], False
        start = max(clock + durations[at][stop.location], stop.early)
        done = start + stop.service
        home = done + durations[stop.location][vehicle.end]
        if start > stop.late or home > vehicle.late or not _loaded(problem, room, stop):
            misses += 1
            continue
        misses, at, clock = 0, stop.location, done
        chain.append(stop.id)
        likely += home <= rested
    return chain, likely


def _loaded(problem: Problem, room: list[list[int]] | None, stop: Stop) -> bool:
    """Take its load along, if there is room; None: vehicles that load again have it."""
    if room is None:
        return True
    loads: tuple[Load, Load] = (stop.delivery or problem.nothing, stop.pickup or problem.nothing)
    left = [
        [has - load for has, load in zip(one, of, strict=True)]
        for one, of in zip(room, loads, strict=True)
    ]
    if any(value < 0 for one in left for value in one):
        return False
    room[:] = left
    return True
