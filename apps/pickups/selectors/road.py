"""What is on the road: a driver's run, cash in hand, evidence, what a recipient may see."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from apps.pickups.models import (
    Attempt,
    CashClose,
    CashEntry,
    Driver,
    Evidence,
    GuideCopy,
    Ping,
    Run,
    Stop,
)
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel import clock
from quenty.kernel.money import COP, Money, total
from quenty.platform.auth import Principal


def driver_of(principal: Principal) -> Driver:
    """The driver behind a token: named in it, or the one whose user it is.

    Raises pickups.driver_not_found.
    """
    found = Q(pk=principal.driver_id) if principal.driver_id else Q(pk=None)
    if principal.kind == "user":
        found |= Q(user_id=_uuid(principal.id))
    driver = Driver.objects.filter(found, active=True).first()
    if driver is None:
        raise RoadError.DRIVER_NOT_FOUND()
    return driver


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def run_today(driver: Driver, day: date | None = None) -> Run | None:
    """The run that a driver is on, or the day's next published one."""
    rows = Run.objects.select_related(
        "shift__vehicle", "shift__start_depot", "shift__end_depot", "shift__driver"
    ).filter(shift__driver=driver, status__in=("published", "started"))
    started = rows.filter(status="started").order_by("day").first()
    return started or rows.filter(day=day or clock.today()).order_by("planned_start").first()


def stops_in_order(run: Run) -> list[Stop]:
    """With what is listed in each pickup and whether its door has paid, in two queries."""
    copy = GuideCopy.objects.filter(guide_id=OuterRef("guide_id"), collect__lte=F("door_paid"))
    rows = run.stops.select_related("pickup").prefetch_related("pickup__parcels_listed")
    rows = rows.annotate(paid=Exists(copy))
    return list(rows.order_by("position"))


def cash_held(driver: Driver) -> Money:
    """Cash of runs that are not counted yet, less what was deposited."""
    open_ = CashEntry.objects.filter(driver=driver, method="cash", run__cash_close=None)
    return total(open_.values_list("amount", flat=True), COP)


def cash_due(stops: list[Stop]) -> dict[UUID, Money]:
    """What each of these doors may put into the bag: nothing where it was paid by link."""
    guides = [stop.guide_id for stop in stops if stop.collect]
    paid = set(
        GuideCopy.objects.filter(guide_id__in=guides, collect__lte=F("door_paid")).values_list(
            "guide_id", flat=True
        )
    )
    none = Money.zero(COP)
    return {stop.pk: none if stop.guide_id in paid else stop.collect or none for stop in stops}


def cash_entries(run: Run) -> list[CashEntry]:
    return list(CashEntry.objects.filter(run=run))


def closes_of(*, holder: str = "", day: date | None = None) -> "QuerySet[CashClose]":
    exact = {"holder": holder, "day": day}
    return CashClose.objects.filter(**{name: value for name, value in exact.items() if value})


def attempts_of(stop_id: UUID) -> list[Attempt]:
    return list(Attempt.objects.filter(stop_id=stop_id).order_by("number"))


def evidence_by_id(evidence_id: UUID) -> Evidence:
    """Raises pickups.stop_not_found."""
    found = Evidence.objects.select_related("stop").filter(pk=evidence_id).first()
    if found is None:
        raise RoadError.STOP_NOT_FOUND()
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What somebody with the link sees: nobody's name, and the courier's place coarsely."""

    status: str
    kind: str
    window_start: datetime
    window_end: datetime
    eta: datetime | None
    stops_before: int
    courier: dict[str, Any] | None
    door_code: str


def followed(token: str, door_code: str) -> Followed:
    """Raises pickups.tracking_not_found."""
    stop = Stop.objects.select_related("run").filter(follow_token=token).first()
    if stop is None:
        raise RoadError.TRACKING_NOT_FOUND()
    going = stop.run is not None and stop.run.status == "started"
    near = going and stop.status in ("en_route", "arrived")
    before = 0
    if stop.run is not None and stop.position is not None and stop.status == "planned":
        ahead = stop.run.stops.filter(position__lt=stop.position)
        before = ahead.filter(status__in=("planned", "en_route", "arrived")).count()
    return Followed(
        status=stop.status,
        kind=stop.kind,
        window_start=stop.window_start,
        window_end=stop.window_end,
        eta=stop.eta if going else stop.planned_start,
        stops_before=before,
        # Where the courier is, is a recipient's business only when it comes to them.
        courier=_last_seen(stop.run_id) if near else None,
        door_code=door_code if stop.kind == "delivery" else "",
    )


def _last_seen(run_id: UUID | None) -> dict[str, Any] | None:
    ping = Ping.objects.filter(run_id=run_id).order_by("-at").first()
    if ping is None:
        return None
    return {"latitude": ping.latitude, "longitude": ping.longitude, "at": ping.at}


def not_before(guide_id: UUID | None) -> date | None:
    """The day on which a guide's merchant asked for its delivery, None for any."""
    asked = GuideCopy.objects.filter(guide_id=guide_id).values_list("not_before", flat=True)
    return asked.first() if guide_id else None
