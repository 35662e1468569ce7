"""Lines of a price as they are computed and kept: some hundreds a quote, so each is a tuple of
plain values, which an offer keeps as it is.

`PriceLine` is the same line for whoever works with one offer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from quenty.kernel.money import Money

TAX = "tax"
# A `Line`, or what JSON made of one: the last two may be left out.
Kept = Sequence[Any]


class Line(NamedTuple):
    """`units`: of COP, whole smallest ones. `rate`: percent, as text. `taxes`: the position,
    from 1, of the line that a tax is of."""

    kind: str
    units: int
    tax_code: str
    rate: str | None = None
    taxes: int | None = None

    @property
    def amount(self) -> Money:
        return Money.from_units(self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """`position` counts from 1. `rate`: percent. `taxes`: the position that a tax is of."""

    position: int
    kind: str
    amount: Money
    tax_code: str
    rate: Decimal | None = None
    taxes: int | None = None


def to_kept(lines: Iterable[PriceLine]) -> list[Line]:
    """In the order of their positions."""
    return [
        Line(
            line.kind,
            line.amount.units,
            line.tax_code,
            None if line.rate is None else str(line.rate),
            line.taxes,
        )
        for line in lines
    ]


def from_kept(kept: Iterable[Kept]) -> tuple[PriceLine, ...]:
    return tuple(_line(position, Line(*values)) for position, values in enumerate(kept, 1))


def units_of(kept: Iterable[Kept]) -> int:
    return sum([line[1] for line in kept])


def tax_units_of(kept: Iterable[Kept]) -> int:
    return sum([line[1] for line in kept if line[0] == TAX])


def with_tax(kept: Sequence[Kept], kind: str) -> Money:
    """A line's amount with the tax on it; zero when there is no such line."""
    found = {position for position, line in enumerate(kept, 1) if line[0] == kind}
    lines = [Line(*values) for values in kept]
    return Money.from_units(
        sum(line.units for at, line in enumerate(lines, 1) if at in found or line.taxes in found)
    )


def _line(position: int, line: Line) -> PriceLine:
    return PriceLine(
        position=position,
        kind=line.kind,
        amount=line.amount,
        tax_code=line.tax_code,
        rate=None if line.rate is None else Decimal(line.rate),
        taxes=line.taxes,
    )
