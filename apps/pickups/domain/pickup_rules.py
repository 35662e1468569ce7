"""Who is collected from, how often a pickup may move, and what cancelling late costs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quenty.kernel.money import COP, Money

# Medium and large merchants are collected from; small ones bring their parcels to a point.
DIRECT_SIZES = frozenset({"medium", "large"})
MOST_RESCHEDULES = 2
# From the end of the window: nobody came, and nobody will.
EXPIRES_AFTER = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTerms:
    """Free until `free_for` before the window; `fee` from then on, and once it is on a run."""

    free_for: timedelta = timedelta(hours=2)
    fee: Money = field(default_factory=lambda: Money(5000, COP))


def may_be_collected(size: str) -> bool:
    """Whether a merchant of this size (small, medium, large) gets direct pickup."""
    return size in DIRECT_SIZES


def cancel_fee(
    *, window_start: datetime, now: datetime, assigned: bool, terms: CancelTerms
) -> Money:
    """What cancelling costs at this moment."""
    late = now > window_start - terms.free_for
    return terms.fee if late or assigned else Money.zero(COP)


def estimated_service_s(parcels: int) -> int:
    """Seconds at the door: five minutes, and twenty seconds a parcel beyond the fifth."""
    return 300 + 20 * max(0, parcels - 5)
