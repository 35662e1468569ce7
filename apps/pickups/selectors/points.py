"""Points: the nearest, and what lies at their desks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from apps.pickups.domain.business_days import at, day_of
from apps.pickups.domain.geo import Point as Place
from apps.pickups.domain.geo import metres
from apps.pickups.domain.opening import is_open
from apps.pickups.domain.states import DeskStatus
from apps.pickups.models import CashEntry, DeskParcel, DropOff, Point
from apps.pickups.selectors.scope import of_points, scoped
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import clock
from quenty.kernel.money import COP, Money, total
from quenty.platform.auth import Principal

# A parcel that waits longer is asked about.
WAITS_TOO_LONG = timedelta(days=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPoint:
    """`load`: parcels there now. `distance_m`: in a straight line."""

    point_id: UUID
    code: str
    name: str
    address: str
    dane_code: str
    latitude: float
    longitude: float
    hours: dict[str, Any]
    services: list[str]
    capacity: int
    load: int
    distance_m: int
    open_now: bool


def nearest_points(
    *, latitude: float, longitude: float, service: str = "", limit: int = 10
) -> list[NearPoint]:
    """Open points by distance, with their load."""
    rows = Point.objects.filter(open=True).annotate(load=_load())
    if service:
        rows = rows.filter(services__contains=[service])
    here, now = Place(latitude, longitude), clock.now()
    found = [_near(row, here, now) for row in rows]
    return sorted(found, key=lambda near: (near.distance_m, near.code))[:limit]


def _load() -> Count:
    return Count("parcels", filter=Q(parcels__status=DeskStatus.WAITING.value))


def _near(row: Any, here: Place, now: datetime) -> NearPoint:
    return NearPoint(
        point_id=row.point_id,
        code=row.code,
        name=row.name,
        address=row.address,
        dane_code=row.dane_code,
        latitude=row.latitude,
        longitude=row.longitude,
        hours=row.hours,
        services=row.services,
        capacity=row.capacity,
        load=row.load,
        distance_m=round(metres(here, Place(row.latitude, row.longitude))),
        open_now=is_open(row.hours, now),
    )


def point_by_id(point_id: UUID) -> Point:
    """Raises pickups.point_not_found."""
    point = Point.objects.filter(point_id=point_id).first()
    if point is None:
        raise PickupsError.POINT_NOT_FOUND()
    return point


def desk_of(principal: Principal, point_id: UUID) -> Point:
    """A point whose desk the principal runs. Raises pickups.point_not_found."""
    point = of_points(Point.objects.all(), principal).filter(point_id=point_id).first()
    if point is None:
        raise PickupsError.POINT_NOT_FOUND()
    return point


# Staff runs every desk.
_MOST_DESKS = 200


def desks_of(principal: Principal) -> "QuerySet[Point]":
    """Points whose desks the principal runs, open ones first."""
    return of_points(Point.objects.order_by("-open", "name"), principal)[:_MOST_DESKS]


def lock_parcel(point: Point, parcel_id: UUID) -> DeskParcel:
    """Inside a unit of work. Raises pickups.parcel_not_here."""
    parcel = DeskParcel.objects.select_for_update().filter(pk=parcel_id, point=point).first()
    if parcel is None:
        raise PickupsError.PARCEL_NOT_HERE(status="elsewhere")
    return parcel


def parcels_at(
    principal: Principal, point_id: UUID, *, status: str = "", late: bool | None = None
) -> "QuerySet[DeskParcel]":
    """`late`: those that have waited too long."""
    rows = DeskParcel.objects.filter(point=desk_of(principal, point_id)).select_related("point")
    if status:
        rows = rows.filter(status=status)
    if late:
        rows = rows.filter(status=DeskStatus.WAITING, received_at__lt=clock.now() - WAITS_TOO_LONG)
    return rows


def drop_offs_of(principal: Principal) -> "QuerySet[DropOff]":
    rows = DropOff.objects.select_related("point").prefetch_related("parcels")
    return scoped(rows, principal)


def daily_report(principal: Principal, point_id: UUID, day: date) -> dict[str, Any]:
    """What a point did on a day, and its cash."""
    point = desk_of(principal, point_id)
    start = at(day, time())
    that_day = (start, start + timedelta(days=1) - timedelta(microseconds=1))
    rows = DeskParcel.objects.filter(point=point)
    cash = CashEntry.objects.filter(point_id=point.point_id, day=day)
    return {
        "point_id": point.point_id,
        "code": point.code,
        "day": day,
        "expected": rows.filter(status=DeskStatus.EXPECTED).count(),
        "waiting": rows.filter(status=DeskStatus.WAITING).count(),
        "received": rows.filter(received_at__range=that_day).count(),
        "handed_over": rows.filter(
            status=DeskStatus.HANDED_OVER, settled_at__range=that_day
        ).count(),
        "returned": rows.filter(status=DeskStatus.RETURNED, settled_at__range=that_day).count(),
        "late": rows.filter(
            status=DeskStatus.WAITING, received_at__lt=clock.now() - WAITS_TOO_LONG
        ).count(),
        "cash": total([entry.amount for entry in cash if entry.method == "cash"], COP)
        or Money.zero(COP),
    }


def today_at_desk() -> date:
    return day_of(clock.now())
