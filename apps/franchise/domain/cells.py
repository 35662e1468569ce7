"""Cells of a row as values. A bad cell goes to the report and reads as None."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.franchise.domain.report import Report
from apps.franchise.domain.table import TableRow
from quenty.contracts.franchise.errors import ImportProblem
from quenty.kernel import dane
from quenty.kernel.errors import ErrorCode
from quenty.kernel.money import COP, Money

_NUMBER = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,6})?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,19}", re.ASCII)
_YES_NO = {
    **dict.fromkeys(("yes", "y", "si", "s", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
_MOST_PESOS = Decimal(1_000_000_000)


@dataclass(frozen=True)
class Cells:
    """Reads one row. Numbers take a decimal point or comma and no thousands separators."""

    row: TableRow
    report: Report

    def _refuse(self, error: ErrorCode, column: str, **params: Any) -> None:
        self.report.add(error, self.row.line, column, **params)

    def text(self, column: str) -> str | None:
        value = self.row.cells.get(column, "")
        if not value:
            self._refuse(ImportProblem.REQUIRED, column)
            return None
        return value

    def has(self, column: str) -> bool:
        return bool(self.row.cells.get(column))

    def name(self, column: str) -> str | None:
        value = self.text(column)
        if value is not None and not _NAME.fullmatch(value):
            self._refuse(ImportProblem.NOT_A_NAME, column, value=value[:40])
            return None
        return value

    def choice(self, column: str, choices: tuple[str, ...]) -> str | None:
        value = self.text(column)
        if value is not None and value.casefold() not in choices:
            self._refuse(
                ImportProblem.NOT_A_CHOICE, column, value=value[:40], choices=", ".join(choices)
            )
            return None
        return value and value.casefold()

    def yes_no(self, column: str) -> bool | None:
        value = self.text(column)
        if value is None:
            return None
        answer = _YES_NO.get(dane.normalise(value))
        if answer is None:
            self._refuse(ImportProblem.NOT_YES_NO, column, value=value[:40])
        return answer

    def number(
        self, column: str, *, places: int, most: Decimal, least: Decimal = Decimal(0)
    ) -> Decimal | None:
        """A finite, non-negative decimal within bounds."""
        value = self.text(column)
        if value is None:
            return None
        if not _NUMBER.fullmatch(value):
            self._refuse(ImportProblem.NOT_A_NUMBER, column, value=value[:40])
            return None
        number = Decimal(value.replace(",", "."))
        if number < 0:
            self._refuse(ImportProblem.NEGATIVE, column, value=value)
        # As written: 12.500 would otherwise be twelve and a half pesos instead of a mistake.
        elif len(value.replace(",", ".").partition(".")[2]) > places:
            self._refuse(ImportProblem.TOO_PRECISE, column, value=value, places=places)
        elif not least <= number <= most:
            self._refuse(ImportProblem.OUT_OF_RANGE, column, value=value, least=least, most=most)
        else:
            return number
        return None

    def integer(self, column: str, *, most: int) -> int | None:
        number = self.number(column, places=0, most=Decimal(most))
        return None if number is None else int(number)

    def money(self, column: str) -> Money | None:
        """Pesos, at most a thousand million. `12.500` is refused: it is no price to the cent."""
        number = self.number(column, places=COP.exponent, most=_MOST_PESOS)
        return None if number is None else Money(number, COP)

    def date(self, column: str) -> date | None:
        value = self.text(column)
        if value is None:
            return None
        try:
            if _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self._refuse(ImportProblem.NOT_A_DATE, column, value=value[:40])
        return None

    def municipality(self, column: str) -> str | None:
        value = self.text(column)
        if value is not None and value not in dane.municipalities():
            self._refuse(ImportProblem.UNKNOWN_DANE, column, value=value[:40])
            return None
        return value
