"""Exceptions of a rate sheet as a file's rows: `exception` records, no two of which answer."""

from decimal import Decimal
from itertools import combinations
from uuid import UUID

from apps.franchise.domain.cells import Cells
from apps.franchise.domain.gathered import Gathered
from apps.franchise.domain.report import Report
from quenty.contracts.franchise.errors import ImportProblem
from quenty.contracts.franchise.rate_exceptions import RateException

MOST_EXCEPTIONS = 1000
MOST_GUIDES = 10_000_000
_LEAST_PERCENT = Decimal("0.0001")


def exception(cells: Cells, gathered: Gathered) -> None:
    faults = cells.report.count
    line, report = cells.row.line, cells.report
    percent = cells.number("percent", places=4, least=_LEAST_PERCENT, most=Decimal(100))
    starts = cells.date("valid_from")
    ends = cells.date("valid_to") if cells.has("valid_to") else None
    zone = cells.name("zone") if cells.has("zone") else ""
    merchant = _merchant(cells) if cells.has("merchant") else None
    over = cells.integer("from_guides", most=MOST_GUIDES) if cells.has("from_guides") else 0
    up_to = cells.integer("up_to_guides", most=MOST_GUIDES) if cells.has("up_to_guides") else None
    if report.count > faults or percent is None or starts is None or zone is None or over is None:
        return
    if ends is not None and ends <= starts:
        report.add(
            ImportProblem.OUT_OF_RANGE, line, "valid_to", value=ends, least=starts, most="9999"
        )
    elif up_to is not None and up_to <= over:
        report.add(
            ImportProblem.OUT_OF_RANGE, line, "up_to_guides",
            value=up_to, least=over + 1, most=MOST_GUIDES,
        )  # fmt: skip
    elif len(gathered.exceptions) >= MOST_EXCEPTIONS:
        report.add(ImportProblem.TOO_MANY_ROWS, line, "record", limit=MOST_EXCEPTIONS)
    else:
        row = RateException(
            percent=percent, valid_from=starts, valid_to=ends, merchant_id=merchant, zone=zone,
            from_guides=over, up_to_guides=up_to,
        )  # fmt: skip
        gathered.exceptions.append((line, row))


def _merchant(cells: Cells) -> UUID | None:
    value = cells.row.cells["merchant"]
    try:
        return UUID(value)
    except ValueError:
        cells.report.add(ImportProblem.NOT_AN_ID, cells.row.line, "merchant", value=value[:40])
    return None


def check_exceptions(gathered: Gathered, report: Report) -> None:
    """Report unknown zones, and two rows that one guide could fit equally well."""
    alike: dict[tuple[UUID | None, str], list[tuple[int, RateException]]] = {}
    for line, row in gathered.exceptions:
        if row.zone and row.zone not in gathered.zones:
            report.add(ImportProblem.UNKNOWN_ZONE, line, "zone", value=row.zone)
        alike.setdefault((row.merchant_id, row.zone), []).append((line, row))
    for rows in alike.values():
        for (first, one), (line, other) in combinations(rows, 2):
            if _overlap(one, other):
                report.add(ImportProblem.OVERLAP, line, "record", value="exception", first=first)


def _overlap(one: RateException, other: RateException) -> bool:
    days = (one.valid_to is None or other.valid_from < one.valid_to) and (
        other.valid_to is None or one.valid_from < other.valid_to
    )
    guides = (one.up_to_guides is None or other.from_guides < one.up_to_guides) and (
        other.up_to_guides is None or one.from_guides < other.up_to_guides
    )
    return days and guides
