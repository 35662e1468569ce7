"""Recurring pickups: set, change, skip a day, and make the days that come."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.pickups.domain.geo import Point
from apps.pickups.domain.states import PickupStatus
from apps.pickups.models import RecurringPickup
from apps.pickups.selectors.zones import availability, rules_of, zone_for
from apps.pickups.services.pickups.cancel import cancel_pickup
from apps.pickups.services.pickups.schedule import (
    Announced,
    check_merchant,
    schedule_pickup,
    with_coordinates,
)
from quenty.contracts.pickups.errors import PickupsError
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
    pickups.merchant_suspended, pickups.not_covered."""
    check_merchant(customer_id)
    located = with_coordinates(place)
    with unit_of_work("pickups"):
        zone_for(located["dane_code"], Point(located["latitude"], located["longitude"]))
        row = RecurringPickup.objects.create(
            customer_id=customer_id, livemode=livemode, **located, **terms
        )
        record("pickups", action="recurring.set", subject=row.pk, actor=actor)
    return row


def change_recurring(
    *, recurring_id: UUID, changes: dict[str, Any], actor: Actor, expected: int | None
) -> RecurringPickup:
    """Weekdays, hour, load, skips or end. Of what was made already, a day that is not wanted
    any more is cancelled for nothing, unless it is confirmed: then somebody counts on it."""
    with unit_of_work("pickups"):
        row = RecurringPickup.objects.select_for_update().get(pk=recurring_id)
        check_version(row.version, expected)
        for name, value in changes.items():
            setattr(row, name, value)
        # The next round says whether the changed one can be made.
        row.refused_code, row.refused_day = "", None
        row.version += 1
        row.save()
        _withdraw(row, actor)
        record("pickups", action="recurring.change", subject=row.pk, actor=actor)
    return row


def _withdraw(row: RecurringPickup, actor: Actor) -> None:
    made = row.pickups.filter(status=PickupStatus.SCHEDULED, recurring_day__gte=clock.today())
    for pickup in made.order_by("pk"):
        if not (row.active and _wanted(row, pickup.recurring_day)):
            cancel_pickup(pickup_id=pickup.pk, reason="recurring", actor=actor, free=True)
            # Its day is made anew once it is wanted again.
            row.pickups.filter(pk=pickup.pk).update(recurring_day=None)


def make_recurring() -> dict[str, int]:
    """Schedule the pickups of the coming days; what a day refuses is counted, shown with its
    row, and tried again by the next round."""
    made, refused = 0, 0
    today = clock.today()
    for row in RecurringPickup.objects.filter(active=True, starts_on__lte=today + _days(AHEAD)):
        why: tuple[str, date | None] = ("", None)
        for number in range(AHEAD + 1):
            day = today + _days(number)
            if not _wanted(row, day):
                continue
            try:
                made += _make(row, day)
            except DomainError as error:
                refused += 1
                why = (error.code, day) if why[1] is None else why
        _note(row, *why)
    return {"made": made, "refused": refused}


def _note(row: RecurringPickup, code: str, day: date | None) -> None:
    """Why the first of its days is not made; nothing when all are."""
    if (row.refused_code, row.refused_day) != (code, day):
        RecurringPickup.objects.filter(pk=row.pk).update(refused_code=code, refused_day=day)


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
    withdrawn = Q(status=PickupStatus.CANCELLED, recurring_day=None)
    return row.pickups.filter(on_day | Q(recurring_day=day)).exclude(withdrawn).exists()


def _window(row: RecurringPickup, day: date) -> datetime | None:
    """The one that begins at the preferred hour, or the first later one with room."""
    place = Point(row.latitude, row.longitude)
    offers = availability(dane_code=row.dane_code, at=place, since=day, days=1)
    if not offers and day.weekday() not in rules_of(zone_for(row.dane_code, place)):
        # Not a day of rest: its zone is never driven on this weekday.
        raise PickupsError.SLOT_UNKNOWN(starts_at=day.isoformat())
    open_ = [offer.starts_at for offer in offers if offer.bookable]
    if offers and not open_ and day > clock.today():
        raise PickupsError.SLOT_FULL(starts_at=day.isoformat())
    later = [at for at in open_ if at.astimezone(BOGOTA).time() >= row.prefers]
    return next(iter(later or open_), None)


def _place(row: RecurringPickup) -> dict[str, Any]:
    place = {
        name: getattr(row, name)
        for name in ("contact_name", "phone", "address", "complement", "dane_code")
    }
    return {**place, "latitude": row.latitude, "longitude": row.longitude} if row.exact else place
