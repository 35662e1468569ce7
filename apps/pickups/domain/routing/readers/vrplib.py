"""The VRPLIB dialect of CVRPLIB and of PyVRP's collection.

CVRP, VRPTW, prize-collecting, several depots, mixed fleets, multi-trip. A section that
we do not know is refused: a constraint that is not read is a plan that does not hold.
"""

from apps.pickups.domain.routing.problem import FOREVER, Matrix, Problem, Stop, Vehicle
from apps.pickups.domain.routing.readers.fleet import fleet_of
from apps.pickups.domain.routing.readers.rounding import (
    SCALES,
    UnreadableInstance,
    euclidean,
    one,
    scaled,
)
from apps.pickups.domain.routing.readers.sections import Sections, split_sections

_KNOWN = {
    "NODE_COORD_SECTION",
    "EDGE_WEIGHT_SECTION",
    "DEMAND_SECTION",
    "LINEHAUL_SECTION",
    "BACKHAUL_SECTION",
    "SERVICE_TIME_SECTION",
    "TIME_WINDOW_SECTION",
    "PRIZE_SECTION",
    "DEPOT_SECTION",
    "CAPACITY_SECTION",
    "VEHICLES_DEPOT_SECTION",
    "VEHICLES_MAX_DURATION_SECTION",
    "VEHICLES_MAX_DISTANCE_SECTION",
    "VEHICLES_FIXED_COST_SECTION",
    "VEHICLES_UNIT_DISTANCE_COST_SECTION",
    "VEHICLES_RELOAD_DEPOT_SECTION",
    "VEHICLES_ALLOWED_CLIENTS_SECTION",
}


def read_vrplib(text: str, rounding: str) -> Problem:
    """Locations are numbered from 0, depots first; a stop's id is its location's number.

    Raises UnreadableInstance.
    """
    if rounding not in SCALES:
        raise UnreadableInstance(f"no rounding is called {rounding!r}")
    parts = split_sections(text)
    unknown = set(parts.rows) - _KNOWN
    if unknown or parts.headers.get("TYPE") == "VRPB":
        raise UnreadableInstance(f"cannot read {', '.join(sorted(unknown)) or 'strict backhauls'}")
    matrix = _matrix(parts, rounding)
    size = matrix.shape[0]
    depots = _depots(parts)
    windows = _windows(parts, size, rounding)
    stops = _stops(parts, size, depots, windows, rounding)
    vehicles, skills = fleet_of(parts, len(stops), depots, windows, rounding)
    return Problem(
        name=parts.headers.get("NAME", "").strip(),
        stops=tuple(_with_skill(stop, skills) for stop in stops),
        vehicles=vehicles,
        distances=(matrix,),
        durations=(matrix,),
        dimensions=_dimensions(stops, vehicles),
    )


def _with_skill(stop: Stop, skills: dict[int, frozenset[str]]) -> Stop:
    from dataclasses import replace

    return replace(stop, skills=skills[stop.location]) if stop.location in skills else stop


def _dimensions(stops: list[Stop], vehicles: tuple[Vehicle, ...]) -> tuple[str, ...]:
    width = max((len(stop.delivery) for stop in stops), default=0)
    return ("demand",) if width == 1 else tuple(f"demand {n + 1}" for n in range(width))


def _matrix(parts: Sections, rounding: str) -> Matrix:
    kind = parts.headers.get("EDGE_WEIGHT_TYPE", "EUC_2D")
    if kind == "EUC_2D" and "NODE_COORD_SECTION" in parts.rows:
        return euclidean([(row[0], row[1]) for row in parts.rows["NODE_COORD_SECTION"]], rounding)
    size = parts.number("DIMENSION") or 0
    figures = [value for row in parts.rows.get("EDGE_WEIGHT_SECTION", []) for value in row]
    if kind == "EXPLICIT" and len(figures) == size * size:
        return scaled(figures, rounding).reshape(size, size)
    raise UnreadableInstance(f"cannot read edge weights of type {kind}: points or a full matrix")


def _depots(parts: Sections) -> int:
    rows = [int(row[0]) for row in parts.rows.get("DEPOT_SECTION", [[1.0]]) if row[0] > 0]
    if not rows or rows != list(range(1, len(rows) + 1)):
        raise UnreadableInstance("the depots are the first locations, from 1 on")
    return len(rows)


def _windows(parts: Sections, size: int, rounding: str) -> list[tuple[int, int]]:
    rows = parts.rows.get("TIME_WINDOW_SECTION")
    if rows is None:
        return [(0, FOREVER)] * size
    if len(rows) != size or any(len(row) != 2 for row in rows):
        raise UnreadableInstance("every location has a window's two ends")
    return [(one(row[0], rounding), one(row[1], rounding)) for row in rows]


def _stops(
    parts: Sections, size: int, depots: int, windows: list[tuple[int, int]], rounding: str
) -> list[Stop]:
    demands = parts.rows.get("DEMAND_SECTION", parts.rows.get("LINEHAUL_SECTION"))
    back = parts.rows.get("BACKHAUL_SECTION")
    services = parts.column("SERVICE_TIME_SECTION")
    service = one(float(parts.headers.get("SERVICE_TIME", 0)), rounding)
    prizes = parts.column("PRIZE_SECTION") or [0.0] * size
    # Loads may keep their own scale unless a fraction has to be kept.
    width = len((demands or [[]])[0])
    return [
        Stop(
            id=str(at),
            location=at,
            delivery=tuple(map(int, scaled(demands[at], rounding))) if demands else (),
            pickup=tuple(map(int, scaled(back[at], rounding))) if back else (0,) * width,
            service=one(services[at], rounding) if services else service,
            early=windows[at][0],
            late=windows[at][1],
            prize=one(prizes[at], rounding),
            required=prizes[at] == 0,
        )
        for at in range(depots, size)
    ]
