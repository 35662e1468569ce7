"""An operator's invoice against the guides it was given, line by line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.franchise.domain.cells import Cells
from apps.franchise.domain.report import Report
from apps.franchise.domain.table import read_table
from quenty.contracts.franchise.api import ZonePair
from quenty.kernel.money import Money

UNKNOWN, VOIDED, DUPLICATE, WEIGHT, ZONE, AMOUNT = FAULTS = (
    "unknown_guide",
    "voided",
    "duplicate",
    "weight",
    "zone",
    "amount",
)
COLUMNS = ("guide", "weight_kg", "zone", "amount")
MOST_KG = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """A line of the invoice. `line`: of the file. `amount`: without tax."""

    line: int
    guide: str
    weight_g: int
    zone: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What we know of a guide. `cost` None, `zone` "": not known, so not compared. `billed`:
    by an earlier invoice."""

    chargeable_g: int
    zone: str
    cost: Money | None
    voided: bool = False
    billed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """`fault` "": the line agrees. `expected`: what we owe for it. A line has one fault, the
    first that explains its amount."""

    billed: Billed
    fault: str
    expected: Money

    @property
    def difference(self) -> Money:
        """What is disputed: positive where too much is billed."""
        return self.billed.amount - self.expected


def reconcile(lines: Iterable[Billed], known: Mapping[str, Known]) -> list[Compared]:
    seen: set[str] = set()
    found = []
    for line in lines:
        fault, expected = _fault(line, known.get(line.guide), line.guide in seen)
        found.append(Compared(billed=line, fault=fault, expected=expected))
        seen.add(line.guide)
    return found


def _fault(line: Billed, guide: Known | None, again: bool) -> tuple[str, Money]:
    nothing = Money.zero()
    if guide is None:
        return UNKNOWN, nothing
    if again or guide.billed:
        return DUPLICATE, nothing
    if guide.voided:
        return VOIDED, nothing
    expected = line.amount if guide.cost is None else guide.cost
    if line.weight_g != guide.chargeable_g:
        return WEIGHT, expected
    if guide.zone and line.zone != guide.zone:
        return ZONE, expected
    return (AMOUNT if line.amount != expected else ""), expected


def zone_between(pairs: Mapping[tuple[str, str], str], origin: str, destination: str) -> str:
    """By a sheet's pairs: two municipalities beat one, one beats departments; "" for none."""
    ends = (
        (origin, destination),
        (origin, destination[:2]),
        (origin[:2], destination),
        (origin[:2], destination[:2]),
    )
    return next((pairs[end] for end in ends if end in pairs), "")


def by_ends(pairs: Iterable[ZonePair]) -> dict[tuple[str, str], str]:
    return {(pair.origin, pair.destination): pair.zone for pair in pairs}


def read_invoice(data: bytes) -> tuple[list[Billed], Report]:
    """`guide,weight_kg,zone,amount` as CSV or XLSX; lines are only good if the report is
    clean."""
    report = Report()
    lines = []
    for row in read_table(data, required=COLUMNS, optional=(), report=report):
        cells = Cells(row, report)
        guide, zone = cells.text("guide"), cells.text("zone")
        weight = cells.number("weight_kg", places=3, most=Decimal(MOST_KG))
        amount = cells.money("amount")
        if guide and zone and weight is not None and amount is not None:
            lines.append(
                Billed(
                    line=row.line,
                    guide=guide[:40],
                    weight_g=int(weight * 1000),
                    zone=zone[:20],
                    amount=amount,
                )
            )
    return lines, report
