"""Zones, their rules and what is left of their windows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.pickups.domain.geo import Point, inside
from apps.pickups.domain.spoken import spoken
from apps.pickups.domain.windows import Room, Rule, Window, window_at, windows_of
from apps.pickups.models import Closure, Slot, SlotRule, Zone
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import clock, dane

# Nobody books further ahead, and dates near the calendar's ends have no day before or after.
_HORIZON = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A window with what is left of it. `bookable`: there is time and a place."""

    zone: str
    starts_at: datetime
    ends_at: datetime
    bookable_until: datetime
    places: int
    weight_g: int
    volume_cm3: int
    bookable: bool


def zones() -> "QuerySet[Zone]":
    return Zone.objects.prefetch_related("rules", "closures")


def zone_by_id(zone_id: UUID) -> Zone:
    """Raises pickups.zone_not_found."""
    zone = zones().filter(pk=zone_id).first()
    if zone is None:
        raise PickupsError.ZONE_NOT_FOUND()
    return zone


def zone_for(dane_code: str, at: Point | None = None) -> Zone:
    """The zone that a place is in. Raises pickups.not_covered."""
    found = Zone.objects.filter(active=True, municipalities__contains=[dane_code])
    for zone in found.order_by("-priority", "code"):
        corners = [Point(latitude, longitude) for latitude, longitude in zone.polygon]
        if not corners or (at is not None and inside(at, corners)):
            return zone
    place = dane.municipality(dane_code)
    raise PickupsError.NOT_COVERED(municipality=place.name if place else dane_code)


def zone_codes(places: "list[tuple[str, Point]]") -> list[str]:
    """The zone's code of each place, "" for none: one query for all."""
    active = list(Zone.objects.filter(active=True).order_by("-priority", "code"))
    corners = {z.pk: [Point(a, b) for a, b in z.polygon] for z in active}
    result = []
    for code, point in places:
        fits = (
            z.code
            for z in active
            if code in z.municipalities and (not corners[z.pk] or inside(point, corners[z.pk]))
        )
        result.append(next(fits, ""))
    return result


def window_of(zone: Zone, starts_at: datetime) -> Window:
    """Raises pickups.slot_unknown."""
    if abs(starts_at - clock.now()) > _HORIZON:
        raise PickupsError.SLOT_UNKNOWN(starts_at=spoken(starts_at), field="starts_at")
    rules = [_rule(row) for row in SlotRule.objects.filter(zone=zone)]
    day = starts_at.date()
    closed = _closed(zone, day - timedelta(days=1), day + timedelta(days=1))
    window = window_at(starts_at, rules, closed)
    if window is None:
        raise PickupsError.SLOT_UNKNOWN(starts_at=spoken(starts_at), field="starts_at")
    return window


def availability(
    *, dane_code: str, at: Point | None = None, since: date | None = None, days: int = 7
) -> list[Offer]:
    """All windows of the coming days with what is left of them, in three queries.

    Raises pickups.not_covered.
    """
    zone = zone_for(dane_code, at)
    first = max(since or clock.today(), clock.today())
    rules = [_rule(row) for row in SlotRule.objects.filter(zone=zone)]
    closed = _closed(zone, first, first + timedelta(days=days))
    taken = {
        slot.starts_at: slot
        for slot in Slot.objects.filter(
            zone=zone,
            starts_at__gte=clock.now() - timedelta(days=1),
            starts_at__date__lt=first + timedelta(days=days + 1),
        )
    }
    return [
        _offer(zone, window, taken.get(window.starts_at))
        for number in range(days)
        for window in windows_of(first + timedelta(days=number), rules, closed)
    ]


def _offer(zone: Zone, window: Window, slot: Slot | None) -> Offer:
    room = window.room
    count = max(0, room.count - (slot.taken if slot else 0))
    weight = max(0, room.weight_g - (slot.taken_g if slot else 0))
    volume = max(0, room.volume_cm3 - (slot.taken_cm3 if slot else 0))
    return Offer(
        zone=zone.code,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        bookable_until=window.bookable_until,
        places=count,
        weight_g=weight,
        volume_cm3=volume,
        bookable=bool(count and weight and volume) and clock.now() <= window.bookable_until,
    )


def rules_of(zone: Zone) -> dict[int, list[Rule]]:
    """A zone's rules by weekday."""
    by_day: dict[int, list[Rule]] = defaultdict(list)
    for row in SlotRule.objects.filter(zone=zone):
        by_day[row.weekday].append(_rule(row))
    return by_day


def _rule(row: SlotRule) -> Rule:
    return Rule(
        weekday=row.weekday,
        opens=row.opens,
        closes=row.closes,
        minutes=row.minutes,
        room=Room(count=row.capacity, weight_g=row.capacity_g, volume_cm3=row.capacity_cm3),
        cutoff=row.cutoff,
        lead_minutes=row.lead_minutes,
    )


def _closed(zone: Zone, since: date, until: date) -> frozenset[date]:
    days = Closure.objects.filter(Q(zone=zone) | Q(zone=None), day__gte=since, day__lte=until)
    return frozenset(days.values_list("day", flat=True))
