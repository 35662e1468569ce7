"""What the law gives for a parcel that was lost, stolen from or damaged, and by when.

Postal (express courier up to 5 kg): Ley 1369 of 2009, articles 24 and following, and the users'
regime of CRC Resolución 3038 of 2011, compiled in Resolución CRC 5050 of 2016, Title II: five
times the tariff paid, at most one monthly minimum wage, and the insured value on top; to be
asked for within ten days, to be answered within fifteen business days.

A loss can't be asked for before its merchant can know of it: in the postal regime its days run from
the day on which it was told, not before the parcel should have arrived, and while it is on its way
they do not run out. Neither law says from when; what consumer law says of doubt (Ley 1480 of 2011,
article 4, which holds for postal services in what their own regime leaves open) decides for the
merchant. In carriage of cargo they run from the day on which it should have arrived (article 993).

What may be had together. In the postal regime the tariff five times, at most one minimum wage, and
the insured value are what a user gets for a parcel, whatever happened to it (read at second hand:
ACC, "Derechos de los consumidores de servicios postales", accolombianlawyers.com, November 2023);
nothing we know of gives the tariff back beside it. So every claim that was paid for a guide, one
for a delay too, and what our own terms gave back of its freight count as part of that maximum, in
whatever order; what it cost to come back is a charge of its own, and does not. Cargo gives the
goods their declared value (article 1031) and says nothing of the price of a carriage that was not
done, which goes back by Ley 1480: beside the goods, and once. This is our reading, no authority's.

Cargo: Código de Comercio, articles 1028 (damage that does not show is told within three days
of delivery), 1030 and 1031 (up to the declared value) and 993 (two years).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from apps.orders.domain.money.delays import delay_term
from apps.orders.domain.pricing.calendar import add_business_days
from apps.orders.domain.states import GuideStatus
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import COP, Money, Rate

POSTAL_MOST_G = 5_000
TARIFF_TIMES = Rate(5)
ANSWER_DAYS = 15
# Monthly minimum wage: Decreto 1572 of 2024 and Decreto 1469 of 2025; a year that is not here
# yet has the last one known.
MINIMUM_WAGE = {2025: Money(1_423_500, COP), 2026: Money(1_750_905, COP)}


class Regime(StrEnum):
    POSTAL = "postal"
    CARGO = "cargo"


class ClaimKind(StrEnum):
    """`THEFT`: something was taken out of the parcel (expoliación)."""

    LOSS = "loss"
    THEFT = "theft"
    DAMAGE = "damage"
    DELAY = "delay"


class ClaimStatus(StrEnum):
    """`OVERTURNED`: it was paid, and what was lost turned up: it was taken back."""

    OPEN = "open"
    PAID = "paid"
    REJECTED = "rejected"
    OVERTURNED = "overturned"


# Of these a guide has one of each kind at most.
STANDING = (ClaimStatus.OPEN, ClaimStatus.PAID)


class Recovery(StrEnum):
    """Of what was paid, from the operator. `ASKED`: it stands on its account with us. `UNDONE`:
    the claim was overturned, and it owes nothing."""

    NONE = "none"
    ASKED = "asked"
    RECOVERED = "recovered"
    REFUSED = "refused"
    UNDONE = "undone"


# Days to claim, from delivery; for a loss see `claim_until`.
TERM_DAYS = {
    (Regime.POSTAL, ClaimKind.LOSS): 10,
    (Regime.POSTAL, ClaimKind.THEFT): 10,
    (Regime.POSTAL, ClaimKind.DAMAGE): 10,
    (Regime.CARGO, ClaimKind.LOSS): 730,
    (Regime.CARGO, ClaimKind.THEFT): 3,
    (Regime.CARGO, ClaimKind.DAMAGE): 3,
}
# The states of a guide in which each may be claimed. A loss is told by the operator, or is
# plain when nothing has arrived at its term.
CLAIMABLE = {
    ClaimKind.LOSS: frozenset(GuideStatus)
    - {GuideStatus.GENERATED, GuideStatus.VOIDED, GuideStatus.DELIVERED, GuideStatus.RETURNED},
    ClaimKind.THEFT: frozenset({GuideStatus.DELIVERED, GuideStatus.RETURNED}),
    ClaimKind.DAMAGE: frozenset({GuideStatus.DELIVERED, GuideStatus.RETURNED, GuideStatus.DAMAGED}),
    ClaimKind.DELAY: frozenset({GuideStatus.DELIVERED, GuideStatus.RETURNED}),
}
# What is wrong with one piece shows while another of its guide is still waited for.
_BY_PIECE = frozenset({ClaimKind.THEFT, ClaimKind.DAMAGE})
# A parcel that is there was not lost.
ARRIVED = frozenset({GuideStatus.DELIVERED, GuideStatus.RETURNED})


def may_be_claimed(kind: ClaimKind, status: GuideStatus, pieces: Iterable[GuideStatus]) -> bool:
    """In the state of a guide and of each of its pieces."""
    if status in CLAIMABLE[kind]:
        return True
    return kind in _BY_PIECE and any(piece in CLAIMABLE[kind] for piece in pieces)


@dataclass(frozen=True, slots=True)
class Compensation:
    """`tariff`: times what was paid for carriage; `value`: of the contents. Their sum is the
    most that is paid."""

    tariff: Money
    value: Money

    @property
    def most(self) -> Money:
        return self.tariff + self.value


def regime_of(service_regime: str, chargeable_g: int) -> Regime:
    """A postal service above 5 kg is carriage of cargo."""
    postal = service_regime == Regime.POSTAL and chargeable_g <= POSTAL_MOST_G
    return Regime.POSTAL if postal else Regime.CARGO


def compensation(
    regime: Regime, *, tariff: Money, declared: Money, insured: bool, asked: Money, on: date
) -> Compensation:
    """`tariff`: carriage paid, taxes in. `insured`: the price had a charge for the declared
    value. `asked`: what the contents were worth to the merchant; never more than declared."""
    value = min(asked, declared)
    if regime is Regime.CARGO:
        return Compensation(Money.zero(), value)
    wage = MINIMUM_WAGE.get(on.year, MINIMUM_WAGE[max(MINIMUM_WAGE)])
    times = min((tariff * TARIFF_TIMES).half_up(), wage)
    return Compensation(times, value if insured else Money.zero())


def compensation_for_delay(
    regime: Regime, *, tariff: Money, asked: Money, expected: date
) -> Compensation:
    """A share of the carriage paid, taxes in; nothing of the contents."""
    term = delay_term(regime.value, expected)
    share = (tariff * term.share).half_up() if term else Money.zero()
    return Compensation(min(asked, share), Money.zero())


def claim_until(
    regime: Regime,
    kind: ClaimKind,
    *,
    ended: datetime | None,
    expected: date | None,
    told: datetime | None = None,
) -> datetime | None:
    """The last instant to claim; None while its term has not begun. `ended`: when it was
    delivered or came back; `expected`: the day it should have arrived; `told`: when we heard
    that it is lost or damaged."""
    if kind is ClaimKind.LOSS:
        begins = _loss_known(regime, expected, told and _day(told))
    else:
        begins = max((_day(at) for at in (ended, told) if at), default=None)
    if begins is None:
        return None
    day = begins + timedelta(days=_days(regime, kind, expected or begins))
    return datetime.combine(day, time.max, BOGOTA)


def _loss_known(regime: Regime, expected: date | None, told: date | None) -> date | None:
    if regime is Regime.CARGO:
        return expected
    return max(told, expected or told) if told else None


def _day(at: datetime) -> date:
    return at.astimezone(BOGOTA).date()


def _days(regime: Regime, kind: ClaimKind, expected: date) -> int:
    if kind is not ClaimKind.DELAY:
        return TERM_DAYS[regime, kind]
    term = delay_term(regime.value, expected)
    return term.days if term else 0


def decide_until(opened: datetime) -> datetime:
    """The last instant of the fifteenth business day after a claim."""
    day = add_business_days(opened.astimezone(BOGOTA).date(), ANSWER_DAYS)
    return datetime.combine(day, time.max, BOGOTA)
