"""The vehicles of a VRPLIB instance, one by one as the file numbers them."""

from collections.abc import Sequence

from apps.pickups.domain.routing.problem import FOREVER, Vehicle
from apps.pickups.domain.routing.readers.rounding import UnreadableInstance, one, scaled
from apps.pickups.domain.routing.readers.sections import Sections

Skills = dict[int, frozenset[str]]


def fleet_of(
    parts: Sections, clients: int, depots: int, windows: list[tuple[int, int]], rounding: str
) -> tuple[tuple[Vehicle, ...], Skills]:
    """Vehicles "1", "2" ..., and the skills that stops ask where not all may serve them."""
    count = parts.number("VEHICLES") or clients
    homes = [int(home) - 1 for home in _each(parts, "VEHICLES_DEPOT", count, 1)]
    allowed = _allowed(parts, count)
    capacities = _capacities(parts, count)
    reloads = parts.rows.get("VEHICLES_RELOAD_DEPOT_SECTION")
    trips = parts.number("VEHICLES_MAX_RELOADS")
    durations = _each(parts, "VEHICLES_MAX_DURATION", count, FOREVER)
    distances = _each(parts, "VEHICLES_MAX_DISTANCE", count, FOREVER)
    fixed = _each(parts, "VEHICLES_FIXED_COST", count, 0)
    unit = _each(parts, "VEHICLES_UNIT_DISTANCE_COST", count, 1)
    if any(not 0 <= home < depots for home in homes):
        raise UnreadableInstance("a vehicle starts at a place that is no depot")
    vehicles = tuple(
        Vehicle(
            id=str(number + 1),
            start=homes[number],
            end=homes[number],
            capacity=tuple(map(int, scaled(capacities[number], rounding))),
            early=windows[homes[number]][0],
            late=windows[homes[number]][1],
            max_duration=one(durations[number], rounding),
            max_distance=one(distances[number], rounding),
            fixed_cost=one(fixed[number], rounding),
            distance_cost=int(unit[number]),
            reloads=tuple(int(at) - 1 for at in reloads[number]) if reloads else (),
            max_reloads=(clients if trips is None else trips) if reloads else 0,
            skills=allowed[number],
        )
        for number in range(count)
    )
    return vehicles, _wanted(parts, range(depots, depots + clients))


def _each(parts: Sections, name: str, count: int, otherwise: float) -> Sequence[float]:
    """A figure for each vehicle: its own section, one header for all, or the usual."""
    column = parts.column(f"{name}_SECTION")
    if column is None:
        return [float(parts.headers.get(name, otherwise))] * count
    if len(column) != count:
        raise UnreadableInstance(f"{name} has {len(column)} rows for {count} vehicles")
    return column


def _capacities(parts: Sections, count: int) -> list[list[float]]:
    rows = parts.rows.get("CAPACITY_SECTION")
    if rows is None:
        if "CAPACITY" not in parts.headers:
            return [[]] * count
        return [[float(parts.headers["CAPACITY"])]] * count
    if len(rows) != count:
        raise UnreadableInstance(f"CAPACITY has {len(rows)} rows for {count} vehicles")
    return rows


def _groups(parts: Sections) -> list[frozenset[int]]:
    rows = parts.rows.get("VEHICLES_ALLOWED_CLIENTS_SECTION", [])
    return [frozenset(int(at) - 1 for at in row) for row in rows]


def _allowed(parts: Sections, count: int) -> list[frozenset[str]]:
    """A skill for each stop with limits: whoever may serve it has the stop's own skill."""
    groups = _groups(parts)
    if not groups:
        return [frozenset()] * count
    if len(groups) != count:
        raise UnreadableInstance("VEHICLES_ALLOWED_CLIENTS has a row for each vehicle")
    return [frozenset(f"stop {at}" for at in group) for group in groups]


def _wanted(parts: Sections, locations: range) -> Skills:
    groups = _groups(parts)
    if not groups:
        return {}
    everywhere = frozenset.intersection(*groups)
    return {at: frozenset({f"stop {at}"}) for at in locations if at not in everywhere}
