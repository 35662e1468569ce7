"""When a courier will be at each of the stops that are left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.pickups.domain.geo import Point
from apps.pickups.domain.travel import Roads, estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A stop that is left. `opens`: nobody is served before. `service_s`: at the door."""

    place: Point
    opens: datetime
    service_s: int


def arrivals(
    *, now: datetime, here: Point, ahead: Sequence[Ahead], roads: Roads, hour: int
) -> list[datetime]:
    """The estimated start at each stop, in their order."""
    if not ahead:
        return []
    ways = estimate([here, *(stop.place for stop in ahead)], roads, hour=hour)
    clock, found = now, []
    for index, stop in enumerate(ahead):
        clock += timedelta(seconds=int(ways.durations[index, index + 1]))
        clock = max(clock, stop.opens)
        found.append(clock)
        clock += timedelta(seconds=stop.service_s)
    return found
