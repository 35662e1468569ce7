"""Where a courier is: coarse, for a set time."""

from datetime import datetime, timedelta
from typing import Any

from apps.pickups.domain.geo import Point
from apps.pickups.domain.spoken import spoken
from apps.pickups.models import Driver, Ping, Run
from apps.pickups.services.driving.etas import renew_etas
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock
from quenty.platform.db import unit_of_work

KEPT = timedelta(days=30)
_OLDEST, _AHEAD = timedelta(hours=24), timedelta(minutes=10)


def note_pings(*, driver: Driver, run: Run, pings: list[dict[str, Any]]) -> int:
    """Positions rounded to about a hundred metres; ETAs follow the newest. Gives how many
    were new. Raises pickups.run_not_found, pickups.position_old."""
    now = clock.now()
    for ping in pings:
        at: datetime = ping["at"]
        if not now - _OLDEST <= at <= now + _AHEAD:
            raise RoadError.POSITION_OLD(recorded_at=spoken(at))
    with unit_of_work("pickups"):
        if run.shift.driver_id != driver.pk or run.status != "started":
            raise RoadError.RUN_NOT_FOUND()
        known = set(Ping.objects.filter(run=run).values_list("at", flat=True))
        fresh = [ping for ping in pings if ping["at"] not in known]
        Ping.objects.bulk_create(_row(run, driver, ping) for ping in fresh)
        newest = max(fresh, key=lambda ping: ping["at"], default=None)
        if newest is not None:
            here = Point(newest["latitude"], newest["longitude"])
            renew_etas(run, now=max(newest["at"], now - timedelta(minutes=10)), here=here)
    return len(fresh)


def _row(run: Run, driver: Driver, ping: dict[str, Any]) -> Ping:
    coarse = Point(ping["latitude"], ping["longitude"]).rounded(3)
    return Ping(
        run=run,
        driver=driver,
        at=ping["at"],
        latitude=coarse.latitude,
        longitude=coarse.longitude,
        accuracy_m=ping.get("accuracy_m"),
    )


def forget_old_pings() -> int:
    """Gives how many were dropped."""
    with unit_of_work("pickups"):
        return Ping.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
