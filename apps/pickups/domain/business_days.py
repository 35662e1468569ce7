"""Working days of couriers in Colombia: Monday to Saturday, public holidays left out."""

from datetime import date, datetime, time, timedelta
from functools import cache

import holidays

from quenty.kernel.clock import BOGOTA

_SUNDAY = 6


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("CO", years=year))


def is_holiday(day: date) -> bool:
    """A public holiday by Ley 51 of 1983."""
    return day in _holidays(day.year)


def is_working_day(day: date) -> bool:
    return day.weekday() != _SUNDAY and not is_holiday(day)


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def first_working_day(since: date) -> date:
    """`since` itself, or the first working day after it."""
    return since if is_working_day(since) else next_working_day(since)


def at(day: date, when: time) -> datetime:
    """An hour of a day in Colombia, aware."""
    return datetime.combine(day, when, BOGOTA)


def day_of(instant: datetime) -> date:
    return instant.astimezone(BOGOTA).date()
