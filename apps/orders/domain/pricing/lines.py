"""The lines of a price, each in whole pesos, half up, with its tax."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from apps.orders.domain.pricing.sheet import Sheet, ZoneRates
from quenty.kernel.money import Money, Rate, total

TAX, DISCOUNT, RETURN_FREIGHT = "tax", "discount", "return_freight"
CARRIAGE = ("base", "extra_kg", "fuel", "remote_area")
# What the law says of a line that no rule names.
NOT_SUBJECT = "not_subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """`position` counts from 1. `rate`: percent. `taxes`: the position that a tax is of."""

    position: int
    kind: str
    amount: Money
    tax_code: str
    rate: Decimal | None = None
    taxes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a price depends on beside the sheet. `discount`: percent of the carriage lines."""

    zone: ZoneRates
    weight_g: int
    declared: Money
    cod: Money
    remote: bool
    day: date
    discount: Decimal = Decimal(0)


def price_lines(sheet: Sheet, charge: Charge) -> tuple[PriceLine, ...]:
    """Every line of one side, taxes after what they tax; their sum is the total."""
    amounts = {
        "base": charge.zone.base(charge.weight_g),
        "extra_kg": charge.zone.beyond_last(charge.weight_g),
    }
    amounts["fuel"] = _surcharge(sheet, "fuel", total(amounts.values()))
    if charge.remote:
        amounts["remote_area"] = _surcharge(sheet, "remote_area", Money.zero())
    carriage = total(amounts.values())
    amounts["declared_value"] = _surcharge(sheet, "declared_value", charge.declared)
    if charge.cod:
        amounts["cod_fee"] = _surcharge(sheet, "cod_fee", charge.cod)
    amounts["handling"] = _surcharge(sheet, "handling", Money.zero())
    amounts["margin"] = _surcharge(sheet, "margin", carriage)
    amounts[DISCOUNT] = -(carriage * Rate.percent(charge.discount)).half_up()
    return _with_taxes(sheet, charge, amounts)


def return_lines(sheet: Sheet, charge: Charge, lines: Iterable[PriceLine]) -> tuple[PriceLine, ...]:
    """The freight of bringing it back undelivered, on the carriage lines of the way out."""
    carriage = total(line.amount for line in lines if line.kind in CARRIAGE)
    amount = _surcharge(sheet, RETURN_FREIGHT, carriage)
    return _with_taxes(sheet, charge, {RETURN_FREIGHT: amount})


def total_of(lines: Iterable[PriceLine]) -> Money:
    return total(line.amount for line in lines)


def tax_of(lines: Iterable[PriceLine]) -> Money:
    return total(line.amount for line in lines if line.kind == TAX)


def with_tax(lines: tuple[PriceLine, ...], kind: str) -> Money:
    """A line's amount with the tax on it; zero when there is no such line."""
    found = {line.position for line in lines if line.kind == kind}
    return total(line.amount for line in lines if line.position in found or line.taxes in found)


def _surcharge(sheet: Sheet, kind: str, basis: Money) -> Money:
    """Zero when the sheet has none of this kind."""
    surcharge = sheet.surcharges.get(kind)
    return surcharge.on(basis) if surcharge else Money.zero()


def _with_taxes(sheet: Sheet, charge: Charge, amounts: dict[str, Money]) -> tuple[PriceLine, ...]:
    charged = [(kind, amount) for kind, amount in amounts.items() if amount or kind == "base"]
    lines, taxes = [], []
    for position, (kind, amount) in enumerate(charged, 1):
        # A discount lowers the carriage, so it carries the carriage's tax.
        taxed_as = "base" if kind == DISCOUNT else kind
        tax = sheet.tax(taxed_as, charge.weight_g, charge.day)
        code = tax.code if tax else NOT_SUBJECT
        lines.append(PriceLine(position=position, kind=kind, amount=amount, tax_code=code))
        if tax and tax.percent:
            taxes.append((position, amount, tax))
    for position, (of, amount, tax) in enumerate(taxes, len(lines) + 1):
        lines.append(
            PriceLine(
                position=position,
                kind=TAX,
                amount=(amount * tax.rate).half_up(),
                tax_code=tax.code,
                rate=tax.percent,
                taxes=of,
            )
        )
    return tuple(lines)
