"""The arithmetic of a settlement."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from apps.franchise.domain.settlement.profiles import (
    FREIGHT,
    LEGAL,
    NATURAL,
    RETEFUENTE,
    RETEICA,
    RETEIVA,
    SERVICE,
    Payee,
    Payer,
    withheld,
)
from apps.franchise.domain.settlement.rates import HIGH_UVT, IVA, Rates, TaxRate
from quenty.kernel.money import Money, Rate, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Gross:
    """What is paid for one concept; negative where it is taken back."""

    concept: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """`kind`: loan, fee or claim. Taken in the order given."""

    kind: str
    reference: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLine:
    """`rate`: percent of `base`. `amount`: in whole pesos, with the sign of its base."""

    tax: str
    concept: str
    base: Money
    rate: Decimal
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """`net` = gross + IVA - withholdings - deducted. Below zero: nothing is paid and the
    rows wait for the next period."""

    gross: Money
    taxes: tuple[TaxLine, ...]
    deductions: tuple[Deduction, ...]
    net: Money

    def of(self, tax: str) -> Money:
        return total(line.amount for line in self.taxes if line.tax == tax)

    @property
    def deducted(self) -> Money:
        return total(taken.amount for taken in self.deductions)


def compute(
    lines: Sequence[Gross], *, payer: Payer, payee: Payee, rates: Rates, day: date,
    paid_this_year: Money, deductions: Sequence[Deduction] = (),
) -> Computed:  # fmt: skip
    """What is paid on `day` for `lines`.

    `paid_this_year`: gross of commissions paid to the payee in the year before this.
    A deduction is taken as far as there is net. Raises franchise.settlement.rate_missing.
    """
    # A year is settled once its UVT is known, even where no threshold is asked for.
    rates.uvt(day, 1)
    by_concept: dict[str, Money] = defaultdict(Money.zero)
    for line in lines:
        by_concept[line.concept] += line.amount
    taxes = [
        tax
        for concept, base in sorted(by_concept.items())
        if base
        for tax in _taxes(concept, base, payer, payee, rates, day, paid_this_year)
    ]
    gross = total(by_concept.values())
    before = gross + total(t.amount if t.tax == IVA else -t.amount for t in taxes)
    taken = _taken(before, deductions)
    net = before - total(each.amount for each in taken)
    return Computed(gross=gross, taxes=tuple(taxes), deductions=taken, net=net)


def _taxes(
    concept: str, base: Money, payer: Payer, payee: Payee, rates: Rates, day: date,
    paid_this_year: Money,
) -> list[TaxLine]:  # fmt: skip
    lines: list[TaxLine] = []
    if payee.iva_responsible:
        lines.append(_line(rates.on(day, IVA, concept=concept), concept, base))
    if withheld(payer, payee, RETEFUENTE):
        profile = _profile(concept, base, payee, rates, day, paid_this_year)
        row = rates.on(day, RETEFUENTE, concept=concept, profile=profile)
        lines += _above(row, concept, base, base, rates, day)
    if payee.iva_responsible and lines[0].amount and withheld(payer, payee, RETEIVA):
        row = rates.on(day, RETEIVA, concept=concept)
        lines += _above(row, concept, base, lines[0].amount, rates, day)
    if withheld(payer, payee, RETEICA):
        row = rates.on(day, RETEICA, place=payee.municipality)
        lines += _above(row, concept, base, base, rates, day)
    return lines


def summed(lines: Iterable[TaxLine]) -> list[TaxLine]:
    """One line for each tax, concept and rate."""
    found: dict[tuple[str, str, Decimal], TaxLine] = {}
    for line in lines:
        key = (line.tax, line.concept, line.rate)
        known = found.get(key)
        found[key] = (
            replace(line, base=known.base + line.base, amount=known.amount + line.amount)
            if known
            else line
        )
    return list(found.values())


def _profile(
    concept: str, base: Money, payee: Payee, rates: Rates, day: date, paid_this_year: Money
) -> str:
    """Which row of retefuente: commissions go by person and the year's sum, services by
    whether income tax is declared, freight is one for all."""
    if concept == FREIGHT:
        return ""
    if concept == SERVICE:
        return "filer" if payee.person == LEGAL or payee.filer else "non_filer"
    if payee.person == NATURAL and paid_this_year + base > rates.uvt(day, HIGH_UVT):
        return "natural_high"
    return payee.person


def _above(
    row: TaxRate, concept: str, paid: Money, base: Money, rates: Rates, day: date
) -> list[TaxLine]:
    """The line, unless what is paid stays below the row's threshold; taken back likewise."""
    if row.from_uvt and max(paid, -paid) < rates.uvt(day, row.from_uvt):
        return []
    return [_line(row, concept, base)]


def _line(row: TaxRate, concept: str, base: Money) -> TaxLine:
    amount = (base * Rate.percent(row.rate)).half_up()
    return TaxLine(tax=row.tax, concept=concept, base=base, rate=row.rate, amount=amount)


def _taken(available: Money, wanted: Sequence[Deduction]) -> tuple[Deduction, ...]:
    taken: list[Deduction] = []
    for each in wanted:
        amount = min(each.amount, max(available, Money.zero()))
        available -= amount
        if amount:
            taken.append(Deduction(kind=each.kind, reference=each.reference, amount=amount))
    return tuple(taken)
