"""The period of a statement: whole days of Colombia."""

from datetime import date, datetime, time, timedelta

from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.clock import BOGOTA

MOST_DAYS = 366


def period(since: date, until: date) -> tuple[datetime, datetime]:
    """From the first instant of `since` to that of the day after `until`.

    Raises customers.period_invalid.
    """
    if not 0 <= (until - since).days < MOST_DAYS or until == date.max:
        raise CustomerError.PERIOD_INVALID(field="until", most=MOST_DAYS)
    return (
        datetime.combine(since, time.min, BOGOTA),
        datetime.combine(until + timedelta(days=1), time.min, BOGOTA),
    )
