"""Ways between places: a routing server's where one is set, else an estimate; cached by set."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import structlog
from django.conf import settings

from apps.pickups.domain.geo import Point
from apps.pickups.domain.travel import Roads, Ways, estimate
from apps.pickups.models import RoadSpeed, WaysCache
from apps.pickups.neighbours.ways import NoWays, osrm, valhalla
from quenty.kernel import clock
from quenty.platform.db import unit_of_work

log = structlog.get_logger(__name__)

_ASK = {"osrm": osrm, "valhalla": valhalla}
_KEPT = timedelta(days=30)


def ways_between(points: Sequence[Point], *, hour: int, dane_code: str = "") -> Ways:
    """All ways between some points. Never fails: where a server does, the estimate serves
    and says so."""
    source = str(getattr(settings, "QUENTY_WAYS_SOURCE", "haversine"))
    base = str(getattr(settings, "QUENTY_WAYS_URL", ""))
    if source not in _ASK or not base:
        return estimate(points, roads_of(dane_code), hour=hour)
    rounded = [point.rounded() for point in points]
    key = _key(source, base, rounded)
    known = _cached(key, source)
    if known is not None:
        return known
    try:
        ways = _ASK[source](rounded, base=base)
    except NoWays as error:
        log.warning("ways.failed", source=source, error=type(error).__name__)
        guessed = estimate(points, roads_of(dane_code), hour=hour)
        return replace(guessed, note=str(error)[:200])
    _keep(key, ways)
    return ways


def roads_of(dane_code: str) -> Roads:
    """What is set for a city, or the usual."""
    row = RoadSpeed.objects.filter(dane_code=dane_code).first()
    if row is None:
        return Roads()
    usual = Roads()
    speeds = tuple(row.speeds) if len(row.speeds) == len(usual.speeds) else usual.speeds
    return Roads(
        town=row.town_factor,
        country=row.country_factor,
        speeds=speeds,
        country_speed=row.country_speed,
    )


def _key(source: str, base: str, points: list[Point]) -> str:
    places = ";".join(f"{p.latitude:.5f},{p.longitude:.5f}" for p in points)
    return hashlib.sha256(f"{source} {base} {places}".encode()).hexdigest()


def _cached(key: str, source: str) -> Ways | None:
    row = WaysCache.objects.filter(key=key, used_at__gt=clock.now() - _KEPT).first()
    if row is None:
        return None
    shape = (row.size, row.size)
    tables = [
        np.frombuffer(bytes(packed), dtype="<i4").reshape(shape).astype(np.int64)
        for packed in (row.distances, row.durations)
    ]
    return Ways(distances=tables[0], durations=tables[1], estimated=False, source=source)


def _keep(key: str, ways: Ways) -> None:
    with unit_of_work("pickups"):
        WaysCache.objects.update_or_create(
            key=key,
            defaults={
                "source": ways.source,
                "size": ways.distances.shape[0],
                "distances": ways.distances.astype("<i4").tobytes(),
                "durations": ways.durations.astype("<i4").tobytes(),
                "used_at": clock.now(),
            },
        )


def forget_old_ways() -> int:
    """Gives how many were dropped."""
    with unit_of_work("pickups"):
        return WaysCache.objects.filter(used_at__lt=clock.now() - _KEPT).delete()[0]
