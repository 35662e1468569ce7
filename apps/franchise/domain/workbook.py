"""An XLSX file as the CSV text that the readers of files take."""

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

MAGIC = b"PK\x03\x04"
# A small file may hold a very large one.
MOST_UNPACKED = 200 * 1024 * 1024


class NotAWorkbook(Exception):
    """The file is damaged, holds no sheet, or unpacks to too much."""


def as_csv(data: bytes, *, most_rows: int) -> str:
    """The first sheet, up to one row more than `most_rows`. Raises NotAWorkbook."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise NotAWorkbook
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        header: list[str] = []
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > most_rows + 2:
                break
            cells = [
                _text(value, header[i] if i < len(header) else "") for i, value in enumerate(row)
            ]
            header = header or [cell.casefold() for cell in cells]
            writer.writerow(cells)
    except NotAWorkbook:
        raise
    # What a damaged file makes the libraries raise is anybody's guess.
    except Exception as error:
        raise NotAWorkbook from error
    return out.getvalue()


def _text(value: Any, column: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        value = int(value) if value.is_integer() else repr(value)
    if column == "dane_code" and isinstance(value, int):
        # A spreadsheet takes 05001 for the number 5001.
        return f"{value:05}"
    return " ".join(str(value).split())
