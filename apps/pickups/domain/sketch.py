"""Places on a flat frame, for maps without tiles."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from apps.pickups.domain.geo import Point


@dataclass(frozen=True, slots=True)
class Frame:
    """Where to draw. `padding`: kept free on each side, as a share."""

    left: float
    bottom: float
    width: float
    height: float
    padding: float = 0.06


def projected(points: Sequence[Point], frame: Frame) -> list[tuple[float, float]]:
    """Each place in the frame, north up, to scale in both directions."""
    if not points:
        return []
    middle = math.radians(sum(point.latitude for point in points) / len(points))
    flat = [(p.longitude * math.cos(middle), p.latitude) for p in points]
    low_x, low_y = min(x for x, _ in flat), min(y for _, y in flat)
    wide = max(x for x, _ in flat) - low_x or 1e-6
    high = max(y for _, y in flat) - low_y or 1e-6
    room = 1 - 2 * frame.padding
    scale = min(frame.width * room / wide, frame.height * room / high)
    side_x = frame.left + (frame.width - wide * scale) / 2
    side_y = frame.bottom + (frame.height - high * scale) / 2
    return [(side_x + (x - low_x) * scale, side_y + (y - low_y) * scale) for x, y in flat]
