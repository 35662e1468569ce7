"""Lines of a price as an offer keeps them: a few hundred a quote, read with their offer alone.

A line is [kind, units, tax code], a tax [kind, units, tax code, rate, taxes], in the order of
their positions. Units: of COP, whole smallest ones. Rate: percent, as text.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from apps.orders.domain.pricing.lines import TAX, PriceLine
from quenty.kernel.money import Money

Kept = list[Any]


def to_kept(lines: Iterable[PriceLine]) -> list[Kept]:
    return [
        [line.kind, line.amount.units, line.tax_code]
        + ([] if line.rate is None else [str(line.rate), line.taxes])
        for line in lines
    ]


def from_kept(kept: Iterable[Kept]) -> tuple[PriceLine, ...]:
    return tuple(_line(position, *values) for position, values in enumerate(kept, 1))


def total_kept(kept: Iterable[Kept]) -> Money:
    return Money.from_units(sum(line[1] for line in kept))


def tax_kept(kept: Iterable[Kept]) -> Money:
    return Money.from_units(sum(line[1] for line in kept if line[0] == TAX))


def _line(
    position: int,
    kind: str,
    units: int,
    tax_code: str,
    rate: str | None = None,
    taxes: int | None = None,
) -> PriceLine:
    return PriceLine(
        position=position,
        kind=kind,
        amount=Money.from_units(units),
        tax_code=tax_code,
        rate=None if rate is None else Decimal(rate),
        taxes=taxes,
    )
