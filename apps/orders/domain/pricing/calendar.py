"""Business days in Colombia: Monday to Friday, public holidays (Ley 51 of 1983) left out."""

from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

import holidays

from quenty.kernel.clock import BOGOTA

_SATURDAY = 5


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("CO", years=year))


def is_business_day(day: date) -> bool:
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


@lru_cache(maxsize=1024)
def add_business_days(day: date, count: int) -> date:
    """The business day `count` after `day`; for 0, `day` itself or the first one after it."""
    while not is_business_day(day):
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not is_business_day(day):
            day += timedelta(days=1)
    return day


def leaves_on(instant: datetime, cutoff: time) -> date:
    """The business day on which a parcel that is ready at `instant` is collected."""
    local = instant.astimezone(BOGOTA)
    today = local.date()
    if is_business_day(today) and local.time() > cutoff:
        return add_business_days(today, 1)
    return add_business_days(today, 0)


def estimated_delivery(instant: datetime, cutoff: time, transit_days: int) -> date:
    """`transit_days` business days after the day it leaves."""
    return add_business_days(leaves_on(instant, cutoff), transit_days)
