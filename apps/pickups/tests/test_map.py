"""The map: what lies at one place can all be seen."""

import math
import re

from apps.pickups.domain.geo import Point
from apps.pickups.domain.route_map import Line, Mark, Picture, drawn

HOME, DOOR = Point(4.69, -74.08), Point(4.65, -74.05)


def test_stops_at_one_place_are_drawn_side_by_side() -> None:
    marks = [Mark(place=DOOR, number=n, label=f"Puerta {n}") for n in range(1, 13)]
    svg = drawn(
        Picture(
            lines=[Line(name="R1", start=HOME, end=HOME, marks=marks)],
            loose=[Mark(place=DOOR, number=0, label="sin ruta")],
        )
    )
    found = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="9.5"', svg)
    places = [(float(x), float(y)) for x, y in found]
    assert len(places) == 12
    nearest = [min(math.dist(a, b) for b in places if b is not a) for a in places]
    assert min(nearest) > 17
    assert svg.count("#5d6f6d") >= 12
