"""A guide's money as its merchant reads it: every column, and what they come to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from apps.orders.domain.money.charges import Line, charge
from apps.orders.domain.states import ConfirmationStatus, Payer
from apps.orders.models import Guide, GuideMoney
from apps.orders.selectors.guides import visible
from apps.orders.selectors.orders import whole_days
from apps.orders.selectors.price_lines import charged
from quenty.contracts.orders.errors import OrderError
from quenty.contracts.orders.money_errors import CodError
from quenty.kernel.money import Money, total
from quenty.platform.auth import Principal

MOST_DAYS = 366
_SETTLED = (Line.LIENS, Line.PAID)
COLUMNS: tuple[Line, ...] = tuple(line for line in Line if line not in _SETTLED)
_PAID_FOR = frozenset({ConfirmationStatus.CHARGED, ConfirmationStatus.ISSUED})


@dataclass(frozen=True, slots=True)
class Statement:
    """`lines`: signed, what the merchant gets being positive; `wallet` is the price it paid in
    advance. Their sum is `net`, and net = liens + paid + balance: what others took of it, what
    it got, what is still between us. Below zero, what it owed: what its payouts still have to
    give, what its wallet paid."""

    guide: Guide
    lines: dict[Line, Money]
    liens: Money
    paid: Money

    @property
    def net(self) -> Money:
        return total(self.lines.values())

    @property
    def balance(self) -> Money:
        return self.net - self.liens - self.paid


def statement_for(principal: Principal, number: str) -> Statement:
    """Raises orders.guide_not_found."""
    guide = _with_money(visible(principal)).filter(number=number).first()
    if guide is None:
        raise OrderError.GUIDE_NOT_FOUND()
    return statement(guide)


def guides_with_money(
    principal: Principal, *, since: date | None = None, until: date | None = None
) -> "QuerySet[Guide]":
    """By the day on which they were issued. Raises orders.cod.period_invalid."""
    if since and until and not 0 <= (until - since).days <= MOST_DAYS:
        raise CodError.PERIOD_INVALID(field="until", most=MOST_DAYS)
    return whole_days(_with_money(visible(principal)), "issued_at", since, until)


def statements(guides: "QuerySet[Guide]") -> Iterator[Statement]:
    """Oldest first, some at a time."""
    for guide in guides.order_by("issued_at", "pk").iterator(chunk_size=500):
        yield statement(guide)


def _with_money(guides: "QuerySet[Guide]") -> "QuerySet[Guide]":
    return guides.select_related("offer", "order", "confirmation").prefetch_related(
        "money", "payout_lines"
    )


def statement(guide: Guide) -> Statement:
    """Of a guide with its money, payout lines and offer's lines loaded."""
    lines = {line: Money.zero() for line in Line}
    for line, amount in _price(guide):
        lines[line] = lines[line] + amount
    for row in guide.money.all():
        if row.status != GuideMoney.REFUSED:
            for part in row.lines:
                line = Line(part["line"])
                lines[line] = lines[line] + Money.from_units(part["units"])
    paid = list(guide.payout_lines.all())
    return Statement(
        guide=guide,
        lines={line: lines[line] for line in COLUMNS},
        liens=total(row.liens for row in paid) - lines[Line.LIENS],
        paid=total(row.paid for row in paid) - lines[Line.PAID],
    )


def _price(guide: Guide) -> Iterator[tuple[Line, Money]]:
    """The price that the wallet paid at once; a recipient's is among what was collected."""
    paid = guide.confirmation.status in _PAID_FOR
    if not paid or guide.order.payer == Payer.RECIPIENT:
        return
    entry = charge(charged(guide, "selling"))
    yield from entry.lines
    yield Line.WALLET, -entry.merchant
