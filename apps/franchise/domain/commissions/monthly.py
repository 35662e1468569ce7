"""A payee's month: every guide's commission, in whole pesos, whatever order they came in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from apps.franchise.domain.commissions.rules import Carried, Rule
from apps.franchise.domain.commissions.tiers import AMOUNT, WHOLE, marginal, percent_at
from quenty.kernel.money import COP, Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning:
    """A guide with the rule that applies to it and its campaigns'."""

    guide: Carried
    rule: Rule
    bonuses: tuple[Rule, ...] = ()


@dataclass(slots=True)
class _Run:
    """Of one rule so far: what came in, and what was earned on it before rounding."""

    basis: Decimal = Decimal(0)
    exact: Decimal = Decimal(0)


def month(earnings: Iterable[Earning]) -> dict[UUID, Money]:
    """Commission by guide id of one payee and month.

    Guides count in the order of delivery, then number: the first fifty are the same fifty
    however events arrived. Each guide gets the growth of the rounded running sum, so that
    the guides add up to the rounded whole: no peso is lost or made by rounding each.
    """
    ordered = sorted(earnings, key=lambda e: (e.guide.delivered_at, e.guide.number))
    sums = _sums(ordered)
    runs: dict[UUID, _Run] = defaultdict(_Run)
    earned: dict[UUID, Money] = {}
    for position, earning in enumerate(ordered):
        amount = Money.zero()
        for rule in (earning.rule, *earning.bonuses):
            amount += _one(rule, earning.guide, runs[rule.rule_id], position, ordered, sums)
        earned[earning.guide.guide_id] = amount
    return earned


def _sums(ordered: Sequence[Earning]) -> dict[UUID, Decimal]:
    sums: dict[UUID, Decimal] = defaultdict(Decimal)
    for earning in ordered:
        for rule in (earning.rule, *earning.bonuses):
            sums[rule.rule_id] += earning.guide.basis(rule)
    return sums


def _one(
    rule: Rule, guide: Carried, run: _Run, position: int, ordered: Sequence[Earning],
    sums: dict[UUID, Decimal],
) -> Money:  # fmt: skip
    basis, before = guide.basis(rule), run.exact
    run.exact += _exact(rule, run, basis, position, len(ordered), sums[rule.rule_id])
    run.basis += basis
    return _held(rule, _pesos(run.exact) - _pesos(before))


def _exact(
    rule: Rule, run: _Run, basis: Decimal, position: int, guides: int, whole_basis: Decimal
) -> Decimal:
    if rule.fixed is not None:
        return rule.fixed.amount
    if rule.method == WHOLE:
        reached = whole_basis if rule.measure == AMOUNT else Decimal(guides)
        return basis * percent_at(rule.bands, reached) / 100
    if rule.measure == AMOUNT:
        return marginal(rule.bands, run.basis + basis) - marginal(rule.bands, run.basis)
    return basis * percent_at(rule.bands, Decimal(position)) / 100


def _held(rule: Rule, amount: Money) -> Money:
    """Between the rule's minimum and maximum."""
    if rule.minimum is not None:
        amount = max(amount, rule.minimum)
    return amount if rule.maximum is None else min(amount, rule.maximum)


def _pesos(exact: Decimal) -> Money:
    return Money(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP), COP)
