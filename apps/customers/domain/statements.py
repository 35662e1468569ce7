"""The period of a statement: whole days of Colombia."""

from datetime import date, datetime, time, timedelta

from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.clock import BOGOTA

MOST_DAYS = 366
# Nobody has a wallet older than this; Bogotá's offset of long ago has seconds, too.
EARLIEST = date(2000, 1, 1)


def period(since: date, until: date) -> tuple[datetime, datetime]:
    """From the first instant of `since` to that of the day after `until`.

    Raises customers.period_invalid.
    """
    whole = EARLIEST <= since <= until < date.max
    if not whole or (until - since).days >= MOST_DAYS:
        raise CustomerError.PERIOD_INVALID(field="until", most=MOST_DAYS)
    return (
        datetime.combine(since, time.min, BOGOTA),
        datetime.combine(until + timedelta(days=1), time.min, BOGOTA),
    )
