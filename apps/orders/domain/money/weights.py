"""A weight measured above what was declared: its states, its term, what more it costs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from enum import StrEnum

from apps.orders.domain.money.charges import Charged
from apps.orders.domain.pricing.calendar import add_business_days
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money, total

# Our terms of service: what is not answered within five business days is charged.
ANSWER_DAYS = 5
# Carriage as commissions are reckoned on it; see franchise's figures.
_NOT_FREIGHT = frozenset({"tax", "declared_value", "cod_fee"})


class WeightStatus(StrEnum):
    """`EXPIRED`: nobody appealed in time. `UPHELD`, `REJECTED`: an appeal's end."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    APPEALED = "appealed"
    UPHELD = "upheld"
    REJECTED = "rejected"


class WeightEvent(StrEnum):
    ACCEPT = "accept"
    EXPIRE = "expire"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    REJECT = "reject"


S, E = WeightStatus, WeightEvent
TRANSITIONS: dict[tuple[WeightStatus, WeightEvent], WeightStatus] = {
    (S.OPEN, E.ACCEPT): S.ACCEPTED,
    (S.OPEN, E.EXPIRE): S.EXPIRED,
    (S.OPEN, E.APPEAL): S.APPEALED,
    (S.OPEN, E.REJECT): S.REJECTED,
    (S.APPEALED, E.UPHOLD): S.UPHELD,
    (S.APPEALED, E.REJECT): S.REJECTED,
    (S.APPEALED, E.ACCEPT): S.ACCEPTED,
}
CHARGED = frozenset({S.ACCEPTED, S.EXPIRED, S.UPHELD})


def answer_by(reported: datetime) -> datetime:
    """The last instant of the fifth business day after the report, in Colombia."""
    day = add_business_days(reported.astimezone(BOGOTA).date(), ANSWER_DAYS)
    return datetime.combine(day, time.max, BOGOTA)


def more(old: Iterable[Charged], new: Iterable[Charged]) -> list[Charged]:
    """What each line of the new price is above the old one's, taxes by the line they are of.

    Lines that do not change are left out; one that falls (a tax that ends above 5 kg) is
    negative.
    """
    before, after = _by_line(list(old)), _by_line(list(new))
    result = []
    for position, key in enumerate(dict.fromkeys([*before, *after]), 1):
        change = after[key] - before[key]
        if change:
            kind, code, _ = key
            result.append(Charged(position, kind, change, code))
    return result


def freight_of(lines: Iterable[Charged]) -> Money:
    return total(line.amount for line in lines if line.kind not in _NOT_FREIGHT)


def _by_line(lines: list[Charged]) -> dict[tuple[str, str, str], Money]:
    kinds = {line.position: line.kind for line in lines}
    sums: dict[tuple[str, str, str], Money] = defaultdict(Money.zero)
    for line in lines:
        key = (
            line.kind,
            line.tax_code if line.kind == "tax" else "",
            kinds.get(line.taxes or 0, ""),
        )
        sums[key] = sums[key] + line.amount
    return sums
