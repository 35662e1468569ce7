"""Lines of a price as they are computed and kept: some hundreds a quote, so each is a tuple of
plain values, which an offer keeps as it is.

`PriceLine` is the same line for whoever works with one offer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from quenty.kernel.money import Money

TAX = "tax"
# What JSON made of a `Line`; the last two may have been left out.
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


# One of these values: a third of the time of a call of the class.
new_line: Callable[[tuple[str, int, str, str | None, int | None]], Line] = partial(
    tuple.__new__, Line
)


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


def as_lines(kept: Iterable[Kept]) -> tuple[Line, ...]:
    return tuple(Line(*values) for values in kept)


def from_kept(kept: Iterable[Kept]) -> tuple[PriceLine, ...]:
    return tuple(_line(position, line) for position, line in enumerate(as_lines(kept), 1))


def units_of(lines: Iterable[Line]) -> int:
    return sum([line.units for line in lines])


def tax_units_of(lines: Iterable[Line]) -> int:
    return sum([line.units for line in lines if line.kind == TAX])


def with_tax(lines: Sequence[Line], kind: str) -> Money:
    """A line's amount with the tax on it; zero when there is no such line."""
    found = {position for position, line in enumerate(lines, 1) if line.kind == kind}
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
