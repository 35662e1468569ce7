"""The file that an operator sends with its money: a guide and an amount a line."""

import csv
from collections.abc import Iterable, Iterator

from apps.orders.domain.imports.encodings import encoding_of, text_of
from apps.orders.domain.imports.values import number
from quenty.contracts.orders.money_errors import CodError
from quenty.kernel.money import COP, Money

OUTCOMES = ("matched", "short", "over", "unknown", "not_due", "repeated", "missing")
_MOST_PESOS = 10**12
# The first of these that a line has parts its cells: a comma may stand in an amount.
_DELIMITERS = (";", "\t", ",")


def decoded(content: bytes) -> tuple[str, str]:
    """Its text, and in what it is written. Raises orders.import.wrong_encoding."""
    encoding = encoding_of([content])
    return "".join(text_of([content], encoding)), encoding


def read_lines(text: Iterable[str]) -> Iterator[tuple[str, Money]]:
    """Two cells a line; a first line without figures for an amount is the heading. Amounts are
    whole pesos, however their thousands and decimals are marked. Raises
    orders.cod.remittance_file for a line that could mean anything else."""
    first, found, position = True, False, 0
    for position, line in enumerate(text, 1):
        cells = _cells(line)
        if not any(cells):
            continue
        heading, first = first and not any(map(_figures, cells[1:])), False
        if heading:
            continue
        guide, amount = cells[0].upper(), _pesos(cells[1]) if len(cells) == 2 else None
        if amount is None or not _is_number(guide):
            raise CodError.REMITTANCE_FILE(field="file", line=position)
        found = True
        yield guide, amount
    if not found:
        raise CodError.REMITTANCE_FILE(field="file", line=position + 1)


def _cells(line: str) -> list[str]:
    """Without the empty ones at its end."""
    delimiter = next((mark for mark in _DELIMITERS if mark in line), ",")
    try:
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return [line[:1], "", ""]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _is_number(cell: str) -> bool:
    """A guide's, ours or the operator's own."""
    return cell.isascii() and cell.replace("-", "").isalnum()


def _figures(cell: str) -> bool:
    return any(c.isdigit() for c in cell)


def _pesos(cell: str) -> Money | None:
    value = number(cell)
    if value is None or value != int(value) or not 0 <= value <= _MOST_PESOS:
        return None
    return Money(int(value), COP)
