"""Rows of a rate sheet file as they are gathered, each with the line it came from."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from apps.franchise.domain.report import Report
from apps.franchise.domain.sheets import SheetContent
from quenty.contracts.franchise.api import Bracket, Surcharge, TaxRule, ZonePair, ZoneTerms
from quenty.contracts.franchise.errors import ImportProblem
from quenty.contracts.franchise.rate_exceptions import RateException


@dataclass(frozen=True, slots=True)
class BracketRow:
    line: int
    over_kg: Decimal
    bracket: Bracket


@dataclass
class Gathered:
    """Keys are what may not come twice. `spoiled`: zones that rows at fault name."""

    currency: str | None = None
    spoiled: set[str] = field(default_factory=set)
    zones: dict[str, tuple[int, ZoneTerms]] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    brackets: dict[tuple[str, Decimal], BracketRow] = field(default_factory=dict)
    pairs: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    surcharges: dict[str, tuple[int, Surcharge]] = field(default_factory=dict)
    taxes: list[tuple[int, TaxRule]] = field(default_factory=list)
    exceptions: list[tuple[int, RateException]] = field(default_factory=list)

    def content(self) -> SheetContent:
        """In one order whatever the file's: equal content is equal."""
        return SheetContent(
            zones=tuple(sorted((z for _, z in self.zones.values()), key=lambda z: z.rank)),
            pairs=tuple(
                ZonePair(origin=origin, destination=destination, zone=zone)
                for (origin, destination), (_, zone) in sorted(self.pairs.items())
            ),
            brackets=tuple(row.bracket for _, row in sorted(self.brackets.items())),
            surcharges=tuple(row for _, (_, row) in sorted(self.surcharges.items())),
            taxes=tuple(
                sorted(
                    (rule for _, rule in self.taxes),
                    key=lambda rule: (rule.line, rule.valid_from, rule.over_kg),
                )
            ),
            exceptions=tuple(sorted((row for _, row in self.exceptions), key=_place)),
        )


def _place(row: RateException) -> tuple[str, str, int, date]:
    return str(row.merchant_id or ""), row.zone, row.from_guides, row.valid_from


def once(first: int | None, *, line: int, column: str, value: str, report: Report) -> bool:
    """Whether the key is new; reports the line that had it before."""
    if first is not None:
        report.add(ImportProblem.DUPLICATE_ROW, line, column, value=value, first=first)
    return first is None
