"""A row's cells by field, parsed; what can't be is noted with its column, and goes on."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from apps.orders.domain.imports import places, values
from apps.orders.domain.imports.columns import Columns
from apps.orders.domain.imports.problems import Problem, RowProblem
from apps.orders.domain.imports.reading import Row
from apps.orders.domain.labels.text import printable, unprintable
from quenty.kernel.errors import ErrorCode
from quenty.kernel.money import COP, Money

_EMAIL = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
_SHOWN = 60


@dataclass
class Cells:
    """`problems`: all that was found wrong so far, in the order of reading."""

    columns: Columns
    row: Row
    problems: list[Problem] = field(default_factory=list)

    def raw(self, name: str) -> str:
        return self.columns.cell(self.row, name)

    def wrong(self, name: str, error: ErrorCode, **params: object) -> None:
        self.problems.append(Problem(self.columns.title(name), error, params, self.row.line))

    def text(self, name: str, most: int, *, required: bool = False, printed: bool = False) -> str:
        """`printed`: it stands on the label, whose letters must have it."""
        value = " ".join(self.raw(name).split())
        self.check(name, value, most, required=required, printed=printed)
        return value

    def check(
        self, name: str, value: str, most: int, *, required: bool = False, printed: bool = False
    ) -> None:
        if required and not value:
            self.wrong(name, RowProblem.REQUIRED)
        if len(value) > most:
            self.wrong(name, RowProblem.TOO_LONG, limit=most)
        if not printed or not value:
            return
        if lost := unprintable(value):
            self.wrong(name, RowProblem.UNPRINTABLE, characters=lost[:_SHOWN])
        elif not printable(value):
            self.wrong(name, RowProblem.REQUIRED)

    def phone(self, name: str = "phone") -> str:
        value = self.raw(name)
        if not value:
            self.wrong(name, RowProblem.REQUIRED)
        elif values.was_rounded(value):
            self.wrong(name, RowProblem.PHONE_ROUNDED, value=value[:_SHOWN])
        elif values.has_extension(value):
            self.wrong(name, RowProblem.PHONE_EXTENSION, value=value[:_SHOWN])
        elif found := values.phone(value):
            return found
        else:
            self.wrong(name, RowProblem.BAD_PHONE, value=value[:_SHOWN])
        return ""

    def email(self, name: str = "email") -> str:
        value = self.raw(name)
        if value and (len(value) > 254 or not _EMAIL.match(value)):
            self.wrong(name, RowProblem.BAD_EMAIL, value=value[:_SHOWN])
        return value

    def pesos(self, name: str, *, least: int, most: Money) -> Money:
        """An amount in whole pesos from `least` to `most`; zero for an empty cell when
        `least` is zero."""
        value = self.raw(name)
        if not value:
            if least > 0:
                self.wrong(name, RowProblem.REQUIRED)
            return Money.zero()
        amount = values.pesos(value)
        if amount is None:
            self.wrong(name, RowProblem.BAD_NUMBER, value=value[:_SHOWN])
            return Money.zero()
        if not Money(least, COP) <= amount <= most:
            top = f"{int(most.amount)}"
            self.wrong(name, RowProblem.OUT_OF_RANGE, value=value[:_SHOWN], least=least, most=top)
        return amount

    def number(self, name: str, default: Decimal, *, least: Decimal, most: Decimal) -> Decimal:
        value = self.raw(name)
        if not value:
            return default
        found = values.measure(value)
        if found is None:
            self.wrong(name, RowProblem.BAD_NUMBER, value=value[:_SHOWN])
            return default
        if not least <= found <= most:
            self.wrong(name, RowProblem.OUT_OF_RANGE, value=value[:_SHOWN], least=least, most=most)
        return found

    def municipality(self) -> str:
        """The DANE code of the city, helped by province and department, "" when unknown."""
        country = self.raw("country").upper()
        if country and country not in ("CO", "COL", "COLOMBIA"):
            self.wrong("country", RowProblem.FOREIGN_COUNTRY, value=country[:_SHOWN])
            return ""
        city = self.raw("city")
        if not city:
            self.wrong("city", RowProblem.REQUIRED)
            return ""
        found = places.municipality(city, self.raw("province"), self.raw("department"))
        if found is None:
            self.wrong("city", RowProblem.UNKNOWN_CITY, value=city[:_SHOWN])
            return ""
        return found.code
