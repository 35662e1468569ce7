"""The manifest ("relación de despacho"): what one operator is handed of a day's guides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from quenty.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestLine:
    """One guide. `weight_kg`: charged. `collect`: at the door, zero for nothing."""

    number: str
    operator_number: str
    reference: str
    sender: str
    recipient: str
    dane_code: str
    city: str
    pieces: int
    weight_kg: Decimal
    declared_value: Money
    collect: Money
    status: str


@dataclass(slots=True)
class Totals:
    """Sums of lines; kilograms charged."""

    guides: int = 0
    pieces: int = 0
    weight_kg: Decimal = Decimal(0)
    declared_value: Money = field(default_factory=Money.zero)
    collect: Money = field(default_factory=Money.zero)

    def add(self, line: ManifestLine) -> None:
        self.guides += 1
        self.pieces += line.pieces
        self.weight_kg += line.weight_kg
        self.declared_value += line.declared_value
        self.collect += line.collect


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`day`: on which the guides were issued, in Colombia."""

    day: date
    operator_id: UUID
    operator: str
    nit: str
    lines: tuple[ManifestLine, ...]
    totals: Totals


def manifest(
    *, day: date, operator_id: UUID, operator: str, nit: str, lines: Iterable[ManifestLine]
) -> Manifest:
    kept, totals = tuple(lines), Totals()
    for line in kept:
        totals.add(line)
    return Manifest(
        day=day, operator_id=operator_id, operator=operator, nit=nit, lines=kept, totals=totals
    )
