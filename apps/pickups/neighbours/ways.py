"""Ways from routing servers: OSRM's table and Valhalla's matrix, block by block."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import httpx
import numpy as np
import numpy.typing as npt

from apps.pickups.domain.geo import Point
from apps.pickups.domain.travel import Ways
from apps.pickups.neighbours.breaker import Breaker

Block = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
# OSRM's default limit is 100 locations a request: 50 sources and 50 destinations.
BLOCK = 50
_TIMEOUT_S = 10.0
# No way between two places: far, but nothing that overflows.
NO_WAY = 10_000_000

_breakers: dict[str, Breaker] = {}


class NoWays(RuntimeError):
    """The server did not tell; the message says why."""


def osrm(points: Sequence[Point], *, base: str, client: httpx.Client | None = None) -> Ways:
    """`GET /table/v1/driving/lon,lat;...`, distances and durations. Raises NoWays."""

    def ask(http: httpx.Client, sources: range, targets: range) -> Block:
        some = [points[at] for at in (*sources, *targets)]
        places = ";".join(f"{p.longitude:.6f},{p.latitude:.6f}" for p in some)
        query = {
            "annotations": "duration,distance",
            "sources": ";".join(str(n) for n in range(len(sources))),
            "destinations": ";".join(str(len(sources) + n) for n in range(len(targets))),
        }
        answer = http.get(f"{base.rstrip('/')}/table/v1/driving/{places}", params=query)
        answer.raise_for_status()
        told = answer.json()
        if told.get("code") != "Ok":
            raise NoWays(f"osrm: {told.get('code')}")
        return _whole(told["distances"]), _whole(told["durations"])

    return _in_blocks(points, base, "osrm", ask, client)


def valhalla(points: Sequence[Point], *, base: str, client: httpx.Client | None = None) -> Ways:
    """`POST /sources_to_targets`, kilometres and seconds. Raises NoWays."""

    def ask(http: httpx.Client, sources: range, targets: range) -> Block:
        body = {
            "sources": [_place(points[at]) for at in sources],
            "targets": [_place(points[at]) for at in targets],
            "costing": "auto",
            "units": "kilometers",
        }
        answer = http.post(f"{base.rstrip('/')}/sources_to_targets", json=body)
        answer.raise_for_status()
        rows = answer.json()["sources_to_targets"]
        metres = [
            [None if c["distance"] is None else 1000 * c["distance"] for c in r] for r in rows
        ]
        return _whole(metres), _whole([[cell["time"] for cell in row] for row in rows])

    return _in_blocks(points, base, "valhalla", ask, client)


def _in_blocks(
    points: Sequence[Point],
    base: str,
    source: str,
    ask: Callable[[httpx.Client, range, range], Block],
    client: httpx.Client | None,
) -> Ways:
    breaker = _breakers.setdefault(base, Breaker())
    if not breaker.closed:
        raise NoWays(f"{source} failed a moment ago and is left alone")
    size = len(points)
    distances = np.zeros((size, size), dtype=np.int64)
    durations = np.zeros((size, size), dtype=np.int64)
    http = client or httpx.Client(timeout=_TIMEOUT_S)
    try:
        for rows, columns in _blocks(size):
            grid = np.ix_(rows, columns)
            distances[grid], durations[grid] = ask(http, rows, columns)
    except (httpx.HTTPError, KeyError, TypeError, ValueError, NoWays) as error:
        breaker.failed()
        raise NoWays(f"{source}: {error}") from error
    finally:
        if client is None:
            http.close()
    breaker.succeeded()
    np.fill_diagonal(distances, 0)
    np.fill_diagonal(durations, 0)
    return Ways(distances=distances, durations=durations, estimated=False, source=source)


def _blocks(size: int) -> Iterator[tuple[range, range]]:
    parts = [range(at, min(at + BLOCK, size)) for at in range(0, size, BLOCK)]
    return ((rows, columns) for rows in parts for columns in parts)


def _place(point: Point) -> dict[str, Any]:
    return {"lat": round(point.latitude, 6), "lon": round(point.longitude, 6)}


def _whole(rows: list[list[float | None]]) -> npt.NDArray[np.int64]:
    cells = [[NO_WAY if cell is None else round(cell) for cell in row] for row in rows]
    return np.array(cells, dtype=np.int64)


def forget_failures() -> None:
    """Ask every server again."""
    _breakers.clear()
