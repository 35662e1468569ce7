"""Places in runs' sequences: what is visited comes first, as it was visited."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from apps.pickups.domain.states import VISITED_STOPS
from apps.pickups.models import Stop
from apps.pickups.selectors.visits import Visits
from apps.pickups.services.stops.save_planned import write_columns
from quenty.kernel import clock


def make_room(visits: Mapping[UUID, Visits], planned: Iterable[UUID | str]) -> None:
    """Give each run's visited stops the first places, in the order they were visited in, and
    take the places of all others but those that are `planned`: these get theirs from whoever
    calls, who holds the runs."""
    moved = [
        (visit.stop_id, place)
        for of_run in visits.values()
        for place, visit in enumerate(of_run.stops)
        if visit.position != place
    ]
    write_columns(Stop, {"position": "integer"}, moved)
    placed = Stop.objects.filter(run__in=list(visits), position__isnull=False)
    placed = placed.exclude(status__in=[status.value for status in VISITED_STOPS])
    left = set(map(str, placed.values_list("pk", flat=True))).difference(map(str, planned))
    if left:
        Stop.objects.filter(pk__in=left).update(position=None, updated_at=clock.now())
