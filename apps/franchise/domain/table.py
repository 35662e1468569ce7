"""A CSV file as rows of named cells, whatever a spreadsheet did to it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from apps.franchise.domain.report import Report
from apps.franchise.domain.workbook import MAGIC, NotAWorkbook, as_csv
from quenty.contracts.franchise.errors import ImportProblem
from quenty.kernel.errors import ErrorCode

MOST_ROWS = 100_000
_DELIMITERS = ";,\t"


@dataclass(frozen=True, slots=True)
class TableRow:
    """`line`: where the row ends in the file. `cells`: stripped text by column."""

    line: int
    cells: dict[str, str]


def read_table(
    data: bytes, *, required: tuple[str, ...], optional: tuple[str, ...], report: Report
) -> Iterator[TableRow]:
    """The rows of a UTF-8 CSV file with a header, separated by comma, semicolon or tab, or of
    the first sheet of an XLSX file.

    Blank lines are skipped. What is wrong with the file itself goes to the report, and no
    row of a file without its columns is given.
    """
    text = _decode(data, report)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [name.strip("\ufeff ").strip().casefold() for name in next(reader, [])]
        if not _header_fits(header, required, optional, report):
            return
        for cells in reader:
            if any(cell.strip() for cell in cells):
                report.rows += 1
                if report.rows > MOST_ROWS:
                    report.halt(ImportProblem.TOO_MANY_ROWS, reader.line_num, limit=MOST_ROWS)
                    return
                row = _row(header, cells, reader.line_num, report)
                if row is not None:
                    yield row
    except csv.Error as error:
        report.halt(ImportProblem.NOT_CSV, reader.line_num, reason=str(error))
        return
    if not report.rows:
        report.add(ImportProblem.EMPTY_FILE, 1)


def _decode(data: bytes, report: Report) -> str | None:
    if data.startswith(MAGIC):
        try:
            return as_csv(data, most_rows=MOST_ROWS)
        except NotAWorkbook:
            report.add(ImportProblem.NOT_XLSX, 1)
            return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.add(ImportProblem.NOT_UTF8, data.count(b"\n", 0, error.start) + 1)
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        report.add(ImportProblem.NOT_CSV, line, reason="NUL")
        return None
    if not text.strip():
        report.add(ImportProblem.EMPTY_FILE, 1)
        return None
    return text


def _delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def _header_fits(
    header: list[str], required: tuple[str, ...], optional: tuple[str, ...], report: Report
) -> bool:
    def say(error: ErrorCode, name: str) -> None:
        report.add(error, 1, name[:40], value=name[:40])

    for name in required:
        if name not in header:
            say(ImportProblem.MISSING_COLUMN, name)
    seen: set[str] = set()
    for name in filter(None, header):
        if name in seen:
            say(ImportProblem.DUPLICATE_COLUMN, name)
        elif name not in required and name not in optional:
            say(ImportProblem.UNKNOWN_COLUMN, name)
        seen.add(name)
    return report.clean


def _row(header: list[str], cells: list[str], line: int, report: Report) -> TableRow | None:
    if any(cell.strip() for cell in cells[len(header) :]):
        report.add(ImportProblem.TOO_MANY_CELLS, line, count=len(cells), limit=len(header))
        return None
    padded = cells + [""] * (len(header) - len(cells))
    named = zip(header, padded, strict=False)
    return TableRow(line, {name: cell.strip() for name, cell in named if name})
