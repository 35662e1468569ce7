"""ETAs of what is left of a run, anew as the day goes."""

from datetime import datetime

from apps.pickups.domain.eta import Ahead, arrivals
from apps.pickups.domain.geo import Point
from apps.pickups.models import Run, Stop
from apps.pickups.services.routing.ways import roads_of
from quenty.kernel.clock import BOGOTA

_LEFT = ("planned", "en_route")


def renew_etas(run: Run, *, now: datetime, here: Point) -> list[Stop]:
    """Write the ETA of each stop that is left; gives them in their order."""
    left = list(run.stops.filter(status__in=_LEFT).order_by("position"))
    ahead = [
        Ahead(
            place=Point(stop.latitude, stop.longitude),
            opens=stop.window_start,
            service_s=stop.service_s,
        )
        for stop in left
    ]
    roads = roads_of(run.shift.start_depot.dane_code)
    hour = now.astimezone(BOGOTA).hour
    times = arrivals(now=now, here=here, ahead=ahead, roads=roads, hour=hour)
    for stop, eta in zip(left, times, strict=True):
        stop.eta = eta
    Stop.objects.bulk_update(left, ["eta"])
    return left
