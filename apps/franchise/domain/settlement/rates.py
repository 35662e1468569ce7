"""Dated tax rows, and UVT thresholds as the law rounds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from quenty.contracts.franchise.commission_errors import SettlementError
from quenty.kernel.money import COP, Money, Rate

IVA, UVT = "iva", "uvt"
# Payments of a year above it are withheld at the higher rate (art. 1.2.4.3.1 DUR 1625).
HIGH_UVT = 3300


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRate:
    """`tax`: iva, retefuente, reteiva, reteica or uvt. `concept`: what is paid. `profile`: of
    the payee, as `profile_of` says. `place`: DANE code, for ICA. `rate`: percent; pesos for
    the UVT. `from_uvt`: nothing is withheld of less. Valid until before `valid_to`."""

    tax: str
    rate: Decimal
    valid_from: date
    valid_to: date | None
    concept: str = ""
    profile: str = ""
    place: str = ""
    from_uvt: int = 0

    def in_force(self, day: date) -> bool:
        """The UVT is of one year (art. 868 ET): the next one's is another row, or missing."""
        if self.tax == UVT and self.valid_from.year != day.year:
            return False
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Rates:
    """Finds the row of a day, or says which one is missing."""

    def __init__(self, rows: Iterable[TaxRate]) -> None:
        self._rows = tuple(rows)

    def on(
        self, day: date, tax: str, *, concept: str = "", profile: str = "", place: str = ""
    ) -> TaxRate:
        """Raises franchise.settlement.rate_missing."""
        key = (tax, concept, profile, place)
        found = [
            row
            for row in self._rows
            if (row.tax, row.concept, row.profile, row.place) == key and row.in_force(day)
        ]
        if not found:
            named = " ".join(part for part in (*key, str(day.year)) if part)
            raise SettlementError.RATE_MISSING(row=named)
        return max(found, key=lambda row: row.valid_from)

    def uvt(self, day: date, count: int) -> Money:
        """`count` UVT of that year in pesos, rounded by art. 868 ET."""
        return rounded_uvt(self.on(day, UVT).rate * count)


def rounded_uvt(exact: Decimal) -> Money:
    """Art. 868 ET: to the peso up to 100, to the hundred up to 10,000, to the thousand above.

    2 UVT of 52,374 are 104,748, hence 105,000.
    """
    step = 1 if exact <= 100 else 100 if exact <= 10_000 else 1000
    return (Money(exact, COP) * Rate(1)).half_up(Decimal(step))
