"""How far and how long, estimated from where things are, when no road network is at hand.

Roads are longer than straight lines: about 1.3 times in towns and 1.5 between them. Speeds
go by the hour. Both can be set for a city, and calibrated from driven kilometres.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from apps.pickups.domain.geo import Point, haversine

Matrix = npt.NDArray[np.int64]

_TOWN_M = 30_000.0
_HOURS = 24


def _usual_speeds() -> tuple[int, ...]:
    """km/h by hour of the day in a Colombian city: slow at the two peaks."""
    slow = {6: 18, 7: 16, 8: 18, 12: 20, 13: 20, 16: 18, 17: 15, 18: 16, 19: 19}
    return tuple(slow.get(hour, 22 if 5 < hour < 21 else 32) for hour in range(_HOURS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """`town`, `country`: road metres to a straight metre, below and above 30 km.
    `speeds`: km/h by hour in town. `country_speed`: km/h between towns.
    """

    town: float = 1.3
    country: float = 1.5
    speeds: tuple[int, ...] = field(default_factory=_usual_speeds)
    country_speed: int = 45


@dataclass(frozen=True, slots=True)
class Ways:
    """Whole metres and seconds, row to column. `estimated`: not measured on roads.
    `source`: haversine, osrm or valhalla. `note`: what went wrong on the way, if anything.
    """

    distances: Matrix
    durations: Matrix
    estimated: bool
    source: str
    note: str = ""


def estimate(points: Sequence[Point], roads: Roads, *, hour: int = 10) -> Ways:
    """All ways between some points at an hour of the day. 1,000 points: a tenth of a second."""
    distances = haversine(points)
    town = roads.speeds[hour % _HOURS] / 3.6
    if distances.max(initial=0.0) < _TOWN_M:
        distances *= roads.town
        seconds = distances / town
    else:
        within = distances < _TOWN_M
        distances *= np.where(within, roads.town, roads.country)
        seconds = distances / np.where(within, town, roads.country_speed / 3.6)
    return Ways(
        distances=np.rint(distances).astype(np.int64),
        durations=np.rint(seconds).astype(np.int64),
        estimated=True,
        source="haversine",
    )


def calibrated(roads: Roads, *, planned_m: int, driven_m: int) -> Roads:
    """The town's factor moved a tenth of the way to what was driven; never below 1.05 or
    above 2.5, so that one odd day does not spoil the next."""
    if planned_m <= 0 or driven_m <= 0:
        return roads
    seen = roads.town * driven_m / planned_m
    town = min(2.5, max(1.05, roads.town + (seen - roads.town) / 10))
    return Roads(
        town=town,
        country=roads.country,
        speeds=roads.speeds,
        country_speed=roads.country_speed,
    )
