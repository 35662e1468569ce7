"""The file that an operator sends with its money: a guide and an amount a line."""

import csv
from collections.abc import Iterable, Iterator

from quenty.contracts.orders.money_errors import CodError
from quenty.kernel.money import COP, Money

OUTCOMES = ("matched", "short", "over", "unknown", "not_due", "repeated", "missing")
_MOST_PESOS = 10**12


def read_lines(text: Iterable[str]) -> Iterator[tuple[str, Money]]:
    """Comma or semicolon; a first line without a number is the heading. Amounts in whole
    pesos, with or without points between thousands. Raises orders.cod.remittance_file."""
    for position, line in enumerate(text, 1):
        cells = [cell.strip() for cell in next(csv.reader([line.replace(";", ",")]), [])]
        if not any(cells):
            continue
        amount = _pesos(cells[1]) if len(cells) >= 2 and cells[0] else None
        if amount is not None:
            yield cells[0].upper(), amount
        elif position > 1:
            raise CodError.REMITTANCE_FILE(field="file", line=position)


def _pesos(cell: str) -> Money | None:
    digits = cell.lstrip("$ ").replace(".", "")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > _MOST_PESOS:
        return None
    return Money(digits, COP)
