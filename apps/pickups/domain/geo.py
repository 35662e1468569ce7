"""Places on earth: distances in metres, polygons, encoded lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

EARTH_M = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees, WGS 84."""

    latitude: float
    longitude: float

    def rounded(self, places: int = 5) -> "Point":
        """To about a metre (5), or to a block (3)."""
        return Point(round(self.latitude, places), round(self.longitude, places))


def haversine(points: Sequence[Point]) -> npt.NDArray[np.float64]:
    """Great-circle metres between all points, to a decimetre.

    By the haversine of the angle between them, (1 - cos) / 2, with the cosine as a product of
    directions: three sines a point instead of two a pair.
    """
    degrees = np.array([(p.latitude, p.longitude) for p in points], dtype=np.float64)
    latitude, longitude = np.radians(degrees.reshape(-1, 2)).T
    across = np.cos(latitude)
    to = np.stack([across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)])
    half: npt.NDArray[np.float64] = to.T @ to
    half -= 1.0
    half *= -0.5
    np.clip(half, 0.0, 1.0, out=half)
    np.fill_diagonal(half, 0.0)
    np.sqrt(half, out=half)
    np.arcsin(half, out=half)
    half *= 2 * EARTH_M
    return half


def metres(one: Point, other: Point) -> float:
    return float(haversine((one, other))[0, 1])


def inside(point: Point, polygon: Sequence[Point]) -> bool:
    """Whether a point lies in a polygon (even-odd rule); its edges may go either way."""
    within, last = False, len(polygon) - 1
    for at, corner in enumerate(polygon):
        before = polygon[last]
        last = at
        if (corner.latitude > point.latitude) == (before.latitude > point.latitude):
            continue
        slope = (before.longitude - corner.longitude) / (before.latitude - corner.latitude)
        if point.longitude < corner.longitude + slope * (point.latitude - corner.latitude):
            within = not within
    return within


def polyline(points: Sequence[Point], places: int = 5) -> str:
    """Google's encoded polyline."""
    text: list[str] = []
    last = (0, 0)
    for point in points:
        here = (round(point.latitude * 10**places), round(point.longitude * 10**places))
        for now, before in zip(here, last, strict=True):
            value = (now - before) << 1
            value = ~value if value < 0 else value
            while value >= 0x20:
                text.append(chr((0x20 | (value & 0x1F)) + 63))
                value >>= 5
            text.append(chr(value + 63))
        last = here
    return "".join(text)
