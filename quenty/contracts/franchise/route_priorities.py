"""In what order services have their turn between two places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Route = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePriority:
    """`priority` of a service on a route, the lowest first. `origin`, `destination`: a 5-digit
    municipality, a 2-digit department, or "" for any. `zone`: of the service's selling sheet,
    "" for any."""

    origin: str
    destination: str
    zone: str
    priority: int


def by_route(rows: Sequence[RoutePriority]) -> dict[Route, int]:
    return {(row.origin, row.destination, row.zone): row.priority for row in rows}


def priority_on(
    routes: Mapping[Route, int], *, origin: str, destination: str, zone: str, default: int
) -> int:
    """Of the route that says most of where from and where to; of two that say as much, the
    one that says more of where from; and a zone's before any zone's.

    `origin`, `destination`: municipalities. `default`: where no route fits.
    """
    if not routes:
        return default
    ends = [(one, other) for one in _widening(origin) for other in _widening(destination)]
    ends.sort(key=lambda end: (len(end[0]) + len(end[1]), len(end[0])), reverse=True)
    fitting = (routes[(*end, z)] for end in ends for z in (zone, "") if (*end, z) in routes)
    return next(fitting, default)


def _widening(place: str) -> tuple[str, str, str]:
    return place, place[:2], ""
