"""How far a run has come by its own plan: what was driven is held against that."""

import numpy as np

from apps.pickups.domain.geo import Point
from apps.pickups.domain.travel import Roads, estimate
from apps.pickups.models import Run
from apps.pickups.selectors.visits import Visits


def travelled_m(run: Run, visits: Visits, roads: Roads, *, to: Point) -> int:
    """Estimated metres from the depot by the stops that are visited, in the order in which
    they were, to a place. `roads`: the depot's city's."""
    depot = run.shift.start_depot
    points = [Point(depot.latitude, depot.longitude)]
    points += [Point(visit.latitude, visit.longitude) for visit in visits.stops]
    ways = estimate([*points, to], roads)
    return int(np.diagonal(ways.distances, offset=1).sum())
