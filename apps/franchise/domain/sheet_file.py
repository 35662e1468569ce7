"""A rate sheet file: one CSV, each row of one of six records.

`zone` defines a zone, `bracket` its price by weight, `pair` where it applies, `surcharge`
and `tax` the rest, `exception` who pays less. A row fills the columns of its record and
leaves the others empty.
"""

from collections.abc import Callable
from datetime import date

from apps.franchise.domain import records
from apps.franchise.domain.cells import Cells
from apps.franchise.domain.exceptions import exception
from apps.franchise.domain.gathered import Gathered
from apps.franchise.domain.report import Report
from apps.franchise.domain.sheets import SheetContent
from apps.franchise.domain.structure import check_sound_rows, check_structure
from apps.franchise.domain.table import TableRow, read_table
from quenty.contracts.franchise.errors import ImportProblem
from quenty.kernel.money import COP

# Columns of each record: those that a row must fill, those it may.
RECORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "zone": (("zone", "rank", "transit_days", "extra_kg"), ()),
    "bracket": (("zone", "over_kg", "up_to_kg", "price"), ()),
    "pair": (("zone", "origin", "destination"), ()),
    "surcharge": (("line",), ("percent", "fixed", "minimum")),
    "tax": (("line", "tax", "percent", "valid_from"), ("over_kg", "up_to_kg", "valid_to")),
    "exception": (
        ("percent", "valid_from"),
        ("valid_to", "zone", "merchant", "from_guides", "up_to_guides"),
    ),
}
COLUMNS = (
    "record", "zone", "rank", "transit_days", "extra_kg", "over_kg", "up_to_kg", "price",
    "origin", "destination", "line", "percent", "fixed", "minimum", "tax", "valid_from",
    "valid_to",
)  # fmt: skip
OPTIONAL = ("currency", "merchant", "from_guides", "up_to_guides")

_READERS: dict[str, Callable[[Cells, Gathered], None]] = {
    "zone": records.zone,
    "bracket": records.bracket,
    "pair": records.pair,
    "surcharge": records.surcharge,
    "tax": records.tax,
    "exception": exception,
}


def read_sheet(
    data: bytes, *, valid_from: date, valid_to: date | None
) -> tuple[SheetContent | None, Report]:
    """The content of a file and its report; no content unless the report is clean.

    How the rows fit together is looked at whole once each row is right by itself; before that,
    as far as no row at fault has a part in it.
    """
    report, gathered = Report(), Gathered()
    for row in read_table(data, required=COLUMNS, optional=OPTIONAL, report=report):
        before = report.count
        _read_row(row, gathered, report)
        if report.count > before:
            gathered.spoiled.add(row.cells["zone"])
    if not report.clean and not report.halted:
        check_sound_rows(gathered, report)
    if report.clean:
        check_structure(gathered, valid_from=valid_from, valid_to=valid_to, report=report)
    return (gathered.content() if report.clean else None), report


def _read_row(row: TableRow, gathered: Gathered, report: Report) -> None:
    cells = Cells(row, report)
    record = cells.choice("record", tuple(RECORDS))
    if record is None:
        return
    must, may = RECORDS[record]
    for column in (*COLUMNS[1:], *OPTIONAL[1:]):
        if column not in must and column not in may and cells.has(column):
            report.add(ImportProblem.UNEXPECTED, row.line, column)
    _check_currency(cells, gathered)
    _READERS[record](cells, gathered)


def _check_currency(cells: Cells, gathered: Gathered) -> None:
    """A sheet is in one currency, that of its first row that names one, which is COP."""
    if not cells.has("currency"):
        return
    currency = cells.row.cells["currency"].upper()[:10]
    first = gathered.currency or currency
    if currency != first:
        cells.report.add(
            ImportProblem.MIXED_CURRENCY, cells.row.line, "currency", value=currency, first=first
        )
    elif gathered.currency is None and currency != COP.code:
        cells.report.add(
            ImportProblem.UNSUPPORTED_CURRENCY, cells.row.line, "currency", value=currency
        )
    gathered.currency = first
