"""An XLSX workbook row by row, in bounded memory: its first sheet, cells as CSV has them."""

import csv
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import date, datetime, time
from io import TextIOWrapper
from typing import IO, Any

from openpyxl import load_workbook

from apps.orders.domain.imports.problems import FileProblem
from apps.orders.domain.imports.reading import MOST_ROWS, Row
from quenty.kernel.errors import DomainError

MAGIC = b"PK\x03\x04"
# Excel before 2007: an OLE compound file.
OLD_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A small file may hold a very large one; its strings are all in memory.
MOST_UNPACKED = 64 * 1024 * 1024
MOST_COLUMNS = 500
_MARKS = str.maketrans(";\t\n\r", "    ")


def read_workbook(file: IO[bytes]) -> Iterator[Row]:
    """The header as line 1, then every row that isn't blank. `file`: seekable; it stays open.

    Raises orders.import.empty_file, .not_xlsx, .too_many_rows.
    """
    line = 0
    with closing(_cells(file)) as rows:
        for cells in rows:
            row = Row(line + 1, cells)
            line += bool(line) or not row.blank
            if row.blank:
                continue
            if line > MOST_ROWS + 1:
                raise FileProblem.TOO_MANY_ROWS(field="file", limit=MOST_ROWS)
            yield row
    if not line:
        raise FileProblem.EMPTY_FILE(field="file")


def write_csv(file: IO[bytes], out: IO[bytes]) -> None:
    """The workbook as CSV that `reading.read_rows` takes, each row on the line it had.

    Reading a workbook takes ten times as long; what is read again and again is better so.
    """
    text = TextIOWrapper(out, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    expected = 1
    for row in read_workbook(file):
        while expected < row.line:
            text.write("\n")
            expected += 1
        # The delimiter is told by the header.
        cells = [c.translate(_MARKS) for c in row.cells] if row.line == 1 else row.cells
        writer.writerow(cells)
        expected += 1
    text.detach()


def _cells(file: IO[bytes]) -> Generator[tuple[str, ...]]:
    book = None
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise FileProblem.NOT_XLSX(field="file")
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # What a writer claims of the sheet's extent may be wrong.
        sheet.reset_dimensions()
        for values in sheet.iter_rows(values_only=True):
            if len(values) > MOST_COLUMNS:
                raise FileProblem.NOT_XLSX(field="file")
            yield _texts(values)
    except DomainError:
        raise
    # What a damaged file makes the libraries raise is anybody's guess.
    except Exception as error:
        raise FileProblem.NOT_XLSX(field="file") from error
    finally:
        if book is not None:
            book.close()


def _texts(values: tuple[Any, ...]) -> tuple[str, ...]:
    texts = [_text(value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, float):
        return _number(value)
    return str(value).replace("\0", "")


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    text = repr(value)
    # "1.125" would be read as thousands, as people write them; the number is no such thing.
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 else text
