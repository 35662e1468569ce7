"""Changes to a problem that cure a fault, and the problem that comes of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from apps.pickups.domain.routing.faults import Fault, FaultKind
from apps.pickups.domain.routing.problem import FOREVER, Problem, Stop, Vehicle


class ChangeKind(StrEnum):
    """What a dispatcher can change. `VEHICLE`: another vehicle is needed."""

    WINDOW = "window"
    SHIFT = "shift"
    DURATION = "duration"
    DISTANCE = "distance"
    STOPS = "stops"
    CAPACITY = "capacity"
    SKILL = "skill"
    TERRITORY = "territory"
    BREAK = "break"
    PRIZE = "prize"
    VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Extend by `amount` (in the fault's own unit), or add `detail`, on a stop or vehicle."""

    kind: ChangeKind
    vehicle: str = ""
    stop: str = ""
    amount: int = 0
    detail: str = ""


_CURES = {
    FaultKind.WINDOW: ChangeKind.WINDOW,
    FaultKind.SHIFT: ChangeKind.SHIFT,
    FaultKind.DURATION: ChangeKind.DURATION,
    FaultKind.DISTANCE: ChangeKind.DISTANCE,
    FaultKind.STOPS: ChangeKind.STOPS,
    FaultKind.LOAD: ChangeKind.CAPACITY,
    FaultKind.SKILL: ChangeKind.SKILL,
    FaultKind.TERRITORY: ChangeKind.TERRITORY,
    FaultKind.BREAK: ChangeKind.BREAK,
}


def change_for(fault: Fault, stop: Stop) -> Change | None:
    """What cures a fault that came with `stop`; None when a dispatcher can't."""
    kind = _CURES.get(fault.kind)
    if kind is None:
        return None
    of_stop = fault.stop if kind is ChangeKind.WINDOW else ""
    return Change(
        kind=kind,
        vehicle="" if of_stop else fault.vehicle,
        stop=of_stop,
        amount=fault.amount,
        detail=fault.detail,
    )


def with_changes(problem: Problem, changes: Iterable[Change]) -> Problem:
    """The problem after these changes. Raises KeyError for one that names nothing known."""
    stops, vehicles = dict(problem.stop), dict(problem.vehicle)
    for change in changes:
        if change.kind is ChangeKind.VEHICLE:
            continue
        if change.stop:
            stops[change.stop] = _stop(stops[change.stop], change)
        else:
            vehicles[change.vehicle] = _vehicle(problem, vehicles[change.vehicle], change)
    return replace(problem, stops=tuple(stops.values()), vehicles=tuple(vehicles.values()))


def _stop(stop: Stop, change: Change) -> Stop:
    if change.kind is ChangeKind.PRIZE:
        return replace(stop, prize=stop.prize + change.amount)
    return replace(stop, late=stop.late + change.amount)


def _vehicle(problem: Problem, vehicle: Vehicle, change: Change) -> Vehicle:
    amount = change.amount
    match change.kind:
        case ChangeKind.SHIFT:
            return replace(vehicle, late=min(FOREVER, vehicle.late + amount))
        case ChangeKind.DURATION:
            return replace(vehicle, max_duration=vehicle.max_duration + amount)
        case ChangeKind.DISTANCE:
            return replace(vehicle, max_distance=vehicle.max_distance + amount)
        case ChangeKind.STOPS:
            return replace(vehicle, max_stops=(vehicle.max_stops or 0) + amount)
        case ChangeKind.CAPACITY:
            at = problem.dimensions.index(change.detail)
            room = list(vehicle.capacity)
            room[at] += amount
            return replace(vehicle, capacity=tuple(room))
        case ChangeKind.SKILL:
            return replace(vehicle, skills=vehicle.skills | {change.detail})
        case ChangeKind.TERRITORY:
            return replace(vehicle, territories=vehicle.territories | {change.detail})
        case ChangeKind.BREAK:
            breaks = tuple(replace(rest, late=rest.late + amount) for rest in vehicle.breaks)
            return replace(vehicle, breaks=breaks)
        case _:
            raise KeyError(change.kind)
