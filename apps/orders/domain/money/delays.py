"""What is owed for a parcel that came late, by regime, from dated rows.

Nobody's figure is law for a delay as it is for a loss. Postal and cargo alike: Ley 1480 of 2011,
article 11(3), in force since 12 April 2012: a service that was not done as agreed is done again
or its price is given back, and a parcel can't be delivered again. A row gives the share of the
carriage that goes back. Claimed within ten days in the postal regime (as its other claims), within
two years in carriage of cargo (Código de Comercio, article 993).
"""

from dataclasses import dataclass
from datetime import date

from quenty.kernel.money import Rate

_LAW = date(2012, 4, 12)


@dataclass(frozen=True, slots=True)
class DelayTerm:
    """In force from `since` for parcels that were expected from then on. `days` to claim, from
    delivery; `share` of the carriage paid."""

    regime: str
    since: date
    days: int
    share: Rate


DELAY_TERMS = (
    DelayTerm("postal", _LAW, 10, Rate(1)),
    DelayTerm("cargo", _LAW, 730, Rate(1)),
)


def delay_term(regime: str, expected: date) -> DelayTerm | None:
    """The row in force on the day a parcel was expected, None before there was one."""
    rows = [row for row in DELAY_TERMS if row.regime == regime and row.since <= expected]
    return max(rows, key=lambda row: row.since, default=None)


def came_late(expected: date | None, tried: date | None) -> bool:
    """Whether the first try came after the day promised: who was not there at a try in time
    can't be told that it was late."""
    return expected is not None and tried is not None and tried > expected
