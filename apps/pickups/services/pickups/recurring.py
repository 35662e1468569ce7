"""Recurring pickups: set, change, skip a day, and make the days that come."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.pickups.domain.geo import Point
from apps.pickups.models import RecurringPickup
from apps.pickups.selectors.zones import availability
from apps.pickups.services.pickups.schedule import (
    Announced,
    check_merchant,
    schedule_pickup,
    with_coordinates,
)
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.kernel.clock import BOGOTA
from quenty.kernel.errors import DomainError
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version

# Days ahead for which pickups are made.
AHEAD = 3


def set_recurring(
    *, customer_id: UUID, livemode: bool, place: dict[str, Any], actor: Actor, **terms: Any
) -> RecurringPickup:
    """`terms`: the columns of RecurringPickup. Raises pickups.direct_not_allowed,
    pickups.merchant_suspended."""
    check_merchant(customer_id)
    with unit_of_work("pickups"):
        row = RecurringPickup.objects.create(
            customer_id=customer_id, livemode=livemode, **with_coordinates(place), **terms
        )
        record("pickups", action="recurring.set", subject=row.pk, actor=actor)
    return row


def change_recurring(
    *, recurring_id: UUID, changes: dict[str, Any], actor: Actor, expected: int | None
) -> RecurringPickup:
    """Weekdays, hour, load, skips or end. What is scheduled already stays."""
    with unit_of_work("pickups"):
        row = RecurringPickup.objects.select_for_update().get(pk=recurring_id)
        check_version(row.version, expected)
        for name, value in changes.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        record("pickups", action="recurring.change", subject=row.pk, actor=actor)
    return row


def make_recurring() -> dict[str, int]:
    """Schedule the pickups of the coming days; what a day refuses is counted and tried again
    by the next round."""
    made, refused = 0, 0
    today = clock.today()
    for row in RecurringPickup.objects.filter(active=True, starts_on__lte=today + _days(AHEAD)):
        for number in range(AHEAD + 1):
            day = today + _days(number)
            if not _wanted(row, day):
                continue
            try:
                made += _make(row, day)
            except DomainError:
                refused += 1
    return {"made": made, "refused": refused}


def _days(count: int) -> timedelta:
    return timedelta(days=count)


def _wanted(row: RecurringPickup, day: date) -> bool:
    within = row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
    return within and day.weekday() in row.weekdays and day not in row.skips


def _make(row: RecurringPickup, day: date) -> bool:
    with unit_of_work("pickups"):
        # One round at a time makes a day's pickup.
        RecurringPickup.objects.select_for_update().get(pk=row.pk)
        if _made(row, day):
            return False
        start = _window(row, day)
        if start is None:
            return False
        schedule_pickup(
            customer_id=row.customer_id,
            livemode=row.livemode,
            place=_place(row),
            starts_at=start,
            guides=[],
            announced=Announced(
                parcels=row.parcels, weight_g=row.weight_g, volume_cm3=row.volume_cm3
            ),
            notes=row.notes,
            actor=SYSTEM,
            recurring_id=row.pk,
        )
    return True


def _made(row: RecurringPickup, day: date) -> bool:
    """Its day's pickup, wherever it was moved to since, or another that was moved to this day."""
    start = datetime.combine(day, datetime.min.time(), BOGOTA)
    on_day = Q(window_start__gte=start, window_start__lt=start + _days(1))
    return row.pickups.filter(on_day | Q(recurring_day=day)).exists()


def _window(row: RecurringPickup, day: date) -> datetime | None:
    """The one that begins at the preferred hour, or the first later one with room."""
    offers = availability(
        dane_code=row.dane_code, at=Point(row.latitude, row.longitude), since=day, days=1
    )
    open_ = [offer.starts_at for offer in offers if offer.bookable]
    later = [at for at in open_ if at.astimezone(BOGOTA).time() >= row.prefers]
    return next(iter(later or open_), None)


def _place(row: RecurringPickup) -> dict[str, Any]:
    place = {
        name: getattr(row, name)
        for name in ("contact_name", "phone", "address", "complement", "dane_code")
    }
    return {**place, "latitude": row.latitude, "longitude": row.longitude} if row.exact else place
