"""How long failed log-ins shut an account or an address out."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """`free`: failures without consequence. `first`: the first lock; it doubles with each
    further failure up to `longest`. `memory`: failures older than this are forgotten.
    """

    free: int
    first: timedelta
    longest: timedelta
    memory: timedelta


ACCOUNT = Limit(5, timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))
# An office behind one address has many people who mistype.
ADDRESS = Limit(50, timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1))


def lock_for(limit: Limit, failures: int) -> timedelta | None:
    """The lock that the given number of failures brings, None while they are free."""
    over = failures - limit.free
    if over < 0:
        return None
    # Past 2^20 the doubling is beyond any `longest`, and a timedelta must not overflow.
    factor: int = 2 ** min(over, 20)
    return min(limit.first * factor, limit.longest)
