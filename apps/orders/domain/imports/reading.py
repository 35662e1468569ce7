"""CSV as shops and spreadsheets write it, row by row, in bounded memory."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.orders.domain.imports.encodings import text_of
from apps.orders.domain.imports.problems import FileProblem
from quenty.kernel.dane import normalise

MOST_ROWS = 20_000
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `line`: its place in the file as a spreadsheet counts, the header being 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def lines_of(texts: Iterable[str]) -> Iterator[str]:
    """Lines with their ends, whatever the chunks they came in.

    Only a line feed ends one: other separators may stand inside a cell.
    """
    rest = ""
    for text in texts:
        *whole, rest = (rest + text).split("\n")
        for line in whole:
            yield line + "\n"
    if rest:
        yield rest


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def read_rows(chunks: Iterable[bytes], encoding: str) -> Iterator[Row]:
    """The header, then every row that isn't blank. `encoding`: as `encoding_of` tells.

    Raises orders.import.empty_file, .not_csv, .too_many_rows.
    """
    lines = lines_of(text_of(chunks, encoding))
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise FileProblem.EMPTY_FILE(field="file")

    def all_lines() -> Iterator[str]:
        yield first
        yield from lines

    reader = csv.reader(all_lines(), delimiter=_delimiter(first), strict=True)
    try:
        for line, cells in enumerate(reader, start=1):
            if line > MOST_ROWS + 1:
                raise FileProblem.TOO_MANY_ROWS(field="file", limit=MOST_ROWS)
            if any("\0" in cell for cell in cells):
                raise FileProblem.NOT_CSV(field="file", line=line)
            row = Row(line, tuple(cells))
            if line == 1 or not row.blank:
                yield row
    except csv.Error:
        raise FileProblem.NOT_CSV(field="file", line=reader.line_num) from None


def column_key(header: str) -> str:
    """How headers are compared: without case, accents, punctuation or extra spaces."""
    return normalise(header)
