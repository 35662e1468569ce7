"""How far a run has come by its own plan: what was driven is held against that."""

import numpy as np

from apps.pickups.domain.geo import Point
from apps.pickups.domain.travel import estimate
from apps.pickups.models import Run
from apps.pickups.selectors.routing import visited_stops
from apps.pickups.services.routing.ways import roads_of


def travelled_m(run: Run, *, to: Point) -> int:
    """Estimated metres from the depot by the stops that are visited, in the order in which
    they were, to a place."""
    depot = run.shift.start_depot
    visited = visited_stops(run).order_by("closed_at", "position")
    points = [Point(depot.latitude, depot.longitude)]
    points += [Point(stop.latitude, stop.longitude) for stop in visited]
    ways = estimate([*points, to], roads_of(depot.dane_code))
    return int(np.diagonal(ways.distances, offset=1).sum())
