"""A coverage file: the municipalities that a service serves."""

from apps.franchise.domain.cells import Cells
from apps.franchise.domain.report import Report
from apps.franchise.domain.table import read_table
from quenty.contracts.franchise.api import CoverageRow
from quenty.contracts.franchise.errors import ImportProblem

REQUIRED = ("dane_code", "pickup", "delivery", "cod", "remote", "extra_days")
# For the reader of the file alone: the code decides.
OPTIONAL = ("municipality", "department")
MOST_EXTRA_DAYS = 60


def read_coverage(data: bytes) -> tuple[tuple[CoverageRow, ...], Report]:
    """Rows in the order of their codes, and the report; rows are only good if it is clean."""
    report = Report()
    found: dict[str, CoverageRow] = {}
    lines: dict[str, int] = {}
    for table_row in read_table(data, required=REQUIRED, optional=OPTIONAL, report=report):
        row = _row(Cells(table_row, report))
        if row is None:
            continue
        if row.dane_code in found:
            report.add(
                ImportProblem.DUPLICATE_ROW,
                table_row.line,
                "dane_code",
                value=row.dane_code,
                first=lines[row.dane_code],
            )
            continue
        found[row.dane_code] = row
        lines[row.dane_code] = table_row.line
    return tuple(found[code] for code in sorted(found)), report


def _row(cells: Cells) -> CoverageRow | None:
    code = cells.municipality("dane_code")
    pickup, delivery = cells.yes_no("pickup"), cells.yes_no("delivery")
    cod, remote = cells.yes_no("cod"), cells.yes_no("remote")
    extra_days = cells.integer("extra_days", most=MOST_EXTRA_DAYS)
    if None in (code, pickup, delivery, cod, remote, extra_days):
        return None
    return CoverageRow(
        dane_code=str(code),
        pickup=bool(pickup),
        delivery=bool(delivery),
        cod=bool(cod),
        remote=bool(remote),
        extra_days=extra_days or 0,
    )
