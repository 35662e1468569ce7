"""The lines of a price, each in whole pesos, half up, with its tax."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from apps.orders.domain.pricing.kept_lines import TAX, Line, new_line
from apps.orders.domain.pricing.sheet import Sheet, ZoneRates
from quenty.kernel.money import Rate, Share

DISCOUNT, RETURN_FREIGHT = "discount", "return_freight"
CARRIAGE = frozenset(("base", "extra_kg", "fuel", "remote_area"))
# What the law says of a line that no rule names.
NOT_SUBJECT = "not_subject"


class Charge(NamedTuple):
    """What a price depends on beside the sheet. `declared`, `cod`: units of COP. `discount`: of
    the carriage lines."""

    zone: ZoneRates
    weight_g: int
    declared: int
    cod: int
    remote: bool
    day: date
    discount: Share | None = None


def price_lines(sheet: Sheet, charge: Charge) -> tuple[Line, ...]:
    """Every line of one side, taxes after what they tax; their sum is the total."""
    on = sheet.surcharge
    base, extra = charge.zone.base(charge.weight_g), charge.zone.beyond_last(charge.weight_g)
    fuel = on("fuel", base + extra)
    remote = on("remote_area", 0) if charge.remote else 0
    carriage = base + extra + fuel + remote
    amounts = (
        ("base", base),
        ("extra_kg", extra),
        ("fuel", fuel),
        ("remote_area", remote),
        ("declared_value", on("declared_value", charge.declared)),
        ("cod_fee", on("cod_fee", charge.cod) if charge.cod else 0),
        ("handling", on("handling", 0)),
        ("margin", on("margin", carriage)),
        (DISCOUNT, -charge.discount.of(carriage) if charge.discount else 0),
    )
    return _with_taxes(sheet, charge, amounts)


@lru_cache(maxsize=256)
def share_of(percent: Decimal) -> Share | None:
    """A discount ready to be taken; there are as many as were granted."""
    return Share(Rate.percent(percent)) if percent else None


def return_lines(sheet: Sheet, charge: Charge, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The freight of bringing it back undelivered, on the carriage lines of the way out."""
    carriage = sum(line.units for line in lines if line.kind in CARRIAGE)
    amount = sheet.surcharge(RETURN_FREIGHT, carriage)
    return _with_taxes(sheet, charge, ((RETURN_FREIGHT, amount),))


def _with_taxes(
    sheet: Sheet, charge: Charge, amounts: Iterable[tuple[str, int]]
) -> tuple[Line, ...]:
    due = sheet.taxes_on(charge.weight_g, charge.day)
    lines, taxes = [], []
    for kind, units in amounts:
        if units or kind == "base":
            # A discount lowers the carriage, so it carries the carriage's tax.
            tax = due.get("base" if kind == DISCOUNT else kind)
            if tax is None:
                lines.append(new_line((kind, units, NOT_SUBJECT, None, None)))
                continue
            lines.append(new_line((kind, units, tax.code, None, None)))
            if tax.percent:
                taxes.append((len(lines), units, tax))
    for of, units, tax in taxes:
        lines.append(new_line((TAX, tax.rate.of(units), tax.code, tax.percent, of)))
    return tuple(lines)
