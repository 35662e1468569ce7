"""The days on which a merchant is paid what was collected for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apps.orders.domain.pricing.calendar import is_business_day
from quenty.kernel.clock import BOGOTA

TUESDAY, FRIDAY = 1, 4
USUAL_DAYS = (TUESDAY, FRIDAY)
USUAL_HOUR = 10


@dataclass(frozen=True, slots=True)
class Calendar:
    """`weekdays`: 0 is Monday. `hour`: of Colombia."""

    weekdays: Collection[int] = USUAL_DAYS
    hour: int = USUAL_HOUR


def is_payday(day: date, calendar: Calendar) -> bool:
    """A chosen weekday, or the first business day after one on which banks were shut."""
    if not is_business_day(day):
        return False
    chosen = day
    while True:
        if chosen.weekday() in calendar.weekdays:
            return True
        chosen -= timedelta(days=1)
        if is_business_day(chosen) or (day - chosen).days > 7:
            return False


def payday_at(now: datetime, calendar: Calendar) -> date | None:
    """Today (in Colombia) when it is a payday and its hour has struck."""
    local = now.astimezone(BOGOTA)
    due = is_payday(local.date(), calendar) and local.time() >= time(calendar.hour)
    return local.date() if due else None


def next_payday(now: datetime, calendar: Calendar) -> date:
    """The day of the next payment, today while its hour is to come."""
    local = now.astimezone(BOGOTA)
    day = local.date() if local.time() < time(calendar.hour) else local.date() + timedelta(days=1)
    while not is_payday(day, calendar):
        day += timedelta(days=1)
    return day
