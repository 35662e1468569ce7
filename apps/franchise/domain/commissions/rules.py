"""Who earns what by which rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from apps.franchise.domain.commissions.tiers import GUIDES, MARGINAL, Band
from apps.franchise.domain.settlement.profiles import COMMISSION
from quenty.kernel.money import Money

FRANCHISE, POINT, ALLY, AGENT, OPERATOR = SCOPES = (
    "franchise",
    "point",
    "ally",
    "agent",
    "operator",
)
FREIGHT, MARGIN, FIXED = BASES = ("freight", "margin", "fixed")
NATIONAL, INTERNATIONAL = REACHES = ("national", "international")
SIZES = ("small", "medium", "large")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a guide earns from `valid_from` until before `valid_to`.

    `payee_id`, `merchant_id`, `size`, `reach`: None or "" fits any. `fixed`: by guide, for
    that basis. `bands`: percents by the month's volume, which is counted in `measure`.
    `minimum`, `maximum`: of one guide. `bonus`: a campaign's, on top of the one rule that
    applies. `concept`: what its payee is paid for, by which taxes go; a bonus is paid as what
    it comes on top of.
    """

    rule_id: UUID
    code: str
    scope: str
    valid_from: date
    valid_to: date | None
    basis: str = FREIGHT
    payee_id: UUID | None = None
    merchant_id: UUID | None = None
    size: str = ""
    reach: str = ""
    fixed: Money | None = None
    bands: tuple[Band, ...] = ()
    measure: str = GUIDES
    method: str = MARGINAL
    minimum: Money | None = None
    maximum: Money | None = None
    bonus: bool = False
    concept: str = COMMISSION

    def specificity(self) -> tuple[bool, bool, bool, bool]:
        return (
            self.payee_id is not None,
            self.merchant_id is not None,
            bool(self.size),
            bool(self.reach),
        )

    def fits(self, guide: "Carried", *, scope: str, payee_id: UUID) -> bool:
        day = guide.earned_on
        return (
            self.scope == scope
            and self.valid_from <= day
            and (self.valid_to is None or day < self.valid_to)
            and self.payee_id in (None, payee_id)
            and self.merchant_id in (None, guide.merchant_id)
            and self.size in ("", guide.size)
            and self.reach in ("", guide.reach)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A delivered guide. `freight`, `margin`: without tax. `earned_on`: the day in Colombia
    of its delivery, by which rules and months count."""

    guide_id: UUID
    number: str
    merchant_id: UUID
    size: str
    reach: str
    freight: Money
    margin: Money
    delivered_at: datetime
    earned_on: date

    def basis(self, rule: Rule) -> Decimal:
        """Pesos, or one guide."""
        if rule.basis == FIXED:
            return Decimal(1)
        return (self.freight if rule.basis == FREIGHT else self.margin).amount


def applicable(
    rules: Iterable[Rule], guide: Carried, *, scope: str, payee_id: UUID
) -> tuple[Rule | None, tuple[Rule, ...]]:
    """The one rule that applies, the most specific and among those the newest, and every
    bonus. None: nothing is earned (a large merchant without a contract's rule)."""
    fitting = [r for r in rules if r.fits(guide, scope=scope, payee_id=payee_id)]
    plain = [rule for rule in fitting if not rule.bonus]
    bonuses = sorted((rule for rule in fitting if rule.bonus), key=lambda rule: rule.code)
    best = max(plain, key=lambda r: (r.specificity(), r.valid_from, r.code), default=None)
    return best, tuple(bonuses) if best else ()
