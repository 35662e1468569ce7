"""The day on which a parcel is expected, once something kept it from being delivered.

What was promised when the guide was issued stays as it was: claims for delay are held to it.
"""

from dataclasses import dataclass
from datetime import date

from apps.orders.domain.incidents import TRIES, Again
from apps.orders.domain.pricing.calendar import add_business_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """The newest incident of a guide, by days in Colombia. `action`, `answered_on`: the answer
    that holds, "" and None without one; `retry_on`: the day that it asked for. `resolved_on`:
    when it ended. `final`: no attempt is left."""

    again: Again
    final: bool
    occurred_on: date
    action: str = ""
    answered_on: date | None = None
    retry_on: date | None = None
    resolved_on: date | None = None


def expected_delivery(promised: date | None, setback: Setback | None) -> date | None:
    """None when nobody can say: it waits for an answer, or goes to no door any more."""
    if setback is None or promised is None:
        return promised
    if setback.retry_on is not None:
        return add_business_days(setback.retry_on, 0)
    since = _tried_after(setback)
    return None if since is None else max(promised, add_business_days(since, 1))


def _tried_after(setback: Setback) -> date | None:
    """The day after which it is tried again, as soon as can be."""
    if setback.action:
        return setback.answered_on if setback.action in TRIES else None
    if setback.final or setback.again is Again.NEVER:
        return None
    if setback.again is Again.NEXT_DAY:
        return setback.occurred_on
    # Nobody answered in time, or it got on without an answer.
    return setback.resolved_on
