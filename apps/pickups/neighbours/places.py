"""Addresses as places, from a geocoder of one's own: Nominatim's search or Pelias's."""

from typing import Any

import httpx

from apps.pickups.domain.geo import Point
from apps.pickups.neighbours.breaker import Breaker

_TIMEOUT_S = 5.0
_breakers: dict[str, Breaker] = {}


class NoAnswer(RuntimeError):
    """The geocoder did not tell; the message says why. Not that there is no such address."""


def find(text: str, *, source: str, base: str) -> Point | None:
    """The best match in Colombia; None when there is none. `source`: nominatim or pelias.

    Raises NoAnswer; after three in a row the server is left alone for a minute.
    """
    breaker = _breakers.setdefault(base, Breaker())
    if not breaker.closed:
        raise NoAnswer(f"{source} failed a moment ago and is left alone")
    path, query = _request(text, source)
    try:
        answer = httpx.get(f"{base.rstrip('/')}{path}", params=query, timeout=_TIMEOUT_S)
        answer.raise_for_status()
        found = _read(answer.json(), source)
    except (httpx.HTTPError, KeyError, IndexError, TypeError, ValueError) as error:
        breaker.failed()
        raise NoAnswer(f"{source}: {error}") from error
    breaker.succeeded()
    return found


def _request(text: str, source: str) -> tuple[str, dict[str, str]]:
    if source == "pelias":
        return "/v1/search", {"text": text, "size": "1", "boundary.country": "COL"}
    return "/search", {"q": text, "format": "jsonv2", "limit": "1", "countrycodes": "co"}


def _read(told: Any, source: str) -> Point | None:
    if source == "pelias":
        if not told["features"]:
            return None
        longitude, latitude = told["features"][0]["geometry"]["coordinates"][:2]
    else:
        if not told:
            return None
        latitude, longitude = told[0]["lat"], told[0]["lon"]
    return Point(float(latitude), float(longitude))


def forget_failures() -> None:
    """Ask every server again."""
    _breakers.clear()
