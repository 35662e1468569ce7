"""What of runs is behind their drivers, in two queries for all of a day's."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from apps.pickups.domain.geo import Point
from apps.pickups.domain.states import VISITED_STOPS
from apps.pickups.models import Ping, Run, Stop


class Visit(NamedTuple):
    stop_id: UUID
    position: int | None
    closed_at: datetime | None
    latitude: float
    longitude: float
    carried: tuple[int, int, int]


class Visits(NamedTuple):
    """`stops`: as they were visited. `place`: where the driver was seen last, by the phone or at
    a stop, whichever is newer; None for one who was not. `aboard`: grams, cubic centimetres and
    pieces of what was picked up, and of what could not be delivered."""

    stops: list[Visit]
    place: Point | None
    aboard: tuple[int, int, int]


_PLACE = ("pk", "position", "closed_at", "latitude", "longitude")
_LOADS = ("weight_g", "volume_cm3", "pieces")


def visits_of(runs: Sequence[Run]) -> dict[UUID, Visits]:
    """One for each of these runs."""
    found: dict[UUID, list[Visit]] = {run.pk: [] for run in runs}
    rows = Stop.objects.filter(run__in=list(found), status__in=[s.value for s in VISITED_STOPS])
    rows = rows.order_by("closed_at", "position")
    for row in rows.values_list("run_id", *_PLACE, "kind", "status", *_LOADS):
        run, (pk, position, closed, latitude, longitude), what = row[0], row[1:6], row[6:8]
        stays = what in (("pickup", "done"), ("delivery", "failed"))
        carried = row[8:] if stays else (0, 0, 0)
        found[run].append(Visit(pk, position, closed, latitude, longitude, carried))
    pings = Ping.objects.filter(run__in=list(found)).order_by("run_id", "-at").distinct("run_id")
    seen = {ping.run_id: ping for ping in pings}
    return {run: _of_run(stops, seen.get(run)) for run, stops in found.items()}


def _of_run(stops: list[Visit], ping: Ping | None) -> Visits:
    last: Visit | Ping | None = ping
    if stops:
        closed = stops[-1].closed_at
        if ping is None or (closed is not None and closed > ping.at):
            last = stops[-1]
    grams, volume, pieces = (sum(stop.carried[n] for stop in stops) for n in range(3))
    place = None if last is None else Point(last.latitude, last.longitude)
    return Visits(stops, place, (grams, volume, pieces))
