"""Invoices: their states, when they are made, what is on them. No I/O."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from apps.customers.domain.accounts import Purpose
from quenty.contracts.customers.invoice_errors import InvoiceError
from quenty.kernel.money import COP, Money, Rate, total

# Above it, a second person approves a merchant's credit.
FOUR_EYES_ABOVE = Money(20_000_000, COP)
REMINDED_BEFORE = (5, 1)
# What a merchant buys of us; what franchise charges its payees has invoices of its own.
BILLED_KINDS = ("capture", "refund", "cod", "adjustment")
BILLED_ELSEWHERE = ("franchise_charge",)


class Status(StrEnum):
    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"


class Action(StrEnum):
    EXPIRE = "expire"
    SETTLE = "settle"


TRANSITIONS = {
    (Status.OPEN, Action.EXPIRE): Status.OVERDUE,
    (Status.OPEN, Action.SETTLE): Status.PAID,
    (Status.OVERDUE, Action.SETTLE): Status.PAID,
}
OWED = (Status.OPEN, Status.OVERDUE)


def next_status(status: str, action: Action) -> Status:
    """Raises customers.invoice.nothing_owed: a paid one neither expires nor is paid again."""
    to = TRANSITIONS.get((Status(status), action))
    if to is None:
        raise InvoiceError.NOTHING_OWED()
    return to


class Cycle(StrEnum):
    """`delivery`: each guide once it is delivered, the rest by the month."""

    DELIVERY = "delivery"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


def closed_before(cycle: str, day: date) -> date:
    """The first day that the last closed period of a cycle does not hold."""
    if cycle == Cycle.WEEKLY:
        return day - timedelta(days=day.weekday())
    if cycle == Cycle.FORTNIGHTLY and day.day >= 16:
        return day.replace(day=16)
    return day.replace(day=1)


@dataclass(frozen=True, slots=True)
class Charge:
    """One account's part of a posting. `amount`: positive for what the merchant bought."""

    purpose: str
    detail: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Line:
    """`kind`: freight, insurance ... or, of a tax, its code. `base`, `percent`: of a tax
    whose code says its rate; None for another line."""

    kind: str
    amount: Money
    base: Money | None = None
    percent: str | None = None


def plain(line: Line) -> dict[str, str | None]:
    """As it is stored: amounts as text."""
    return {
        "kind": line.kind,
        "amount": str(line.amount.amount),
        "base": None if line.base is None else str(line.base.amount),
        "percent": line.percent,
    }


@dataclass(frozen=True, slots=True)
class Content:
    lines: tuple[Line, ...]
    taxes: tuple[Line, ...]

    @property
    def net(self) -> Money:
        return total(line.amount for line in self.lines)

    @property
    def total(self) -> Money:
        return self.net + total(tax.amount for tax in self.taxes)


def content_of(charges: Iterable[Charge]) -> Content:
    """One line an account, in the order of their names."""
    sums: dict[tuple[str, str], Money] = defaultdict(Money.zero)
    for each in charges:
        sums[each.purpose, each.detail] = sums[each.purpose, each.detail] + each.amount
    bought = [
        Line(detail, amount)
        for (purpose, detail), amount in sorted(sums.items())
        if purpose == Purpose.REVENUE and amount
    ]
    net = total(line.amount for line in bought)
    taxes = [
        _tax(detail, amount, net)
        for (purpose, detail), amount in sorted(sums.items())
        if purpose == Purpose.TAX_PAYABLE and amount
    ]
    return Content(tuple(bought), tuple(taxes))


def _tax(code: str, amount: Money, net: Money) -> Line:
    """The ledger keeps the tax and not its base, which is the tax by its rate, to the peso,
    and no more than everything that was bought."""
    known = re.fullmatch(r"iva_?(\d{1,2})", code)
    if known is None or not int(known[1]):
        return Line(code, amount)
    base = (amount * Rate(100 / Rate(known[1]).value)).half_up()
    return Line(code, amount, min(base, net), known[1])
