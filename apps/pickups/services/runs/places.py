"""Places in a run's sequence: what is visited comes first, as it was visited."""

from apps.pickups.models import Run, Stop
from apps.pickups.selectors.routing import visited_stops


def make_room(run: Run) -> int:
    """Give the visited stops the first places, in the order they were visited in, and take
    the places of all others; how many are visited. The caller holds the run."""
    visited = list(visited_stops(run).order_by("closed_at", "position"))
    for place, stop in enumerate(visited):
        stop.position = place
    placed = run.stops.filter(position__isnull=False)
    placed.exclude(pk__in=[stop.pk for stop in visited]).update(position=None)
    Stop.objects.bulk_update(visited, ["position"])
    return len(visited)
