"""Paydays, payouts, and each guide's money as a statement."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import StreamingHttpResponse

from apps.orders.api import payout_bodies as bodies
from apps.orders.api.intake import merchant_of
from apps.orders.api.routes import routes
from apps.orders.selectors.payouts import paydays_of, payout_for, payout_lines, payouts_of
from apps.orders.selectors.statements import (
    COLUMNS,
    Statement,
    guides_with_money,
    statement_for,
    statements,
)
from apps.orders.services.payouts.set_calendar import set_calendar
from quenty.kernel.clock import BOGOTA
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Guide, Payout, PayoutLine
    from apps.orders.selectors.payouts import Paydays

READ = allow(Role.MERCHANT, Role.SUPPORT, Role.ANALYST, Role.ADMIN, scope="orders:read")
OWN = allow(Role.MERCHANT, scope="orders:read")
CHANGE = allow(Role.MERCHANT, scope="orders:write")


@routes.list(
    "payouts",
    item=bodies.PayoutOut,
    query=bodies.PayoutFilters,
    ordering=("created_at",),
    access=READ,
    operation="orders_payouts",
)
def list_payouts(call: Call) -> "QuerySet[Payout]":
    """What was paid to merchants, newest first."""
    return payouts_of(call.principal, **call.query)


@routes.get("payouts/{payout_id}", answer=bodies.PayoutOut, access=READ, operation="orders_payout")
def get_payout(call: Call, payout_id: UUID) -> "Payout":
    return payout_for(call.principal, payout_id)


@routes.list(
    "payouts/{payout_id}/lines",
    item=bodies.PayoutLineOut,
    ordering=("created_at",),
    access=READ,
    operation="orders_payout_lines",
)
def list_payout_lines(call: Call, payout_id: UUID) -> "QuerySet[PayoutLine]":
    """A payout by guide: each with what liens took of it."""
    return payout_lines(payout_for(call.principal, payout_id))


@routes.get(
    "payout-calendar",
    answer=bodies.CalendarOut,
    access=OWN,
    operation="orders_payout_calendar",
)
def get_calendar(call: Call) -> "Paydays":
    """My paydays, the next one, and what waits for it."""
    return _paydays(call)


@routes.put(
    "payout-calendar",
    body=bodies.CalendarBody,
    answer=bodies.CalendarOut,
    access=CHANGE,
    operation="orders_payout_calendar_set",
)
def put_calendar(call: Call) -> "Paydays":
    """Choose my paydays; a holiday's is paid on the next business day."""
    set_calendar(customer_id=merchant_of(call), actor=call.actor, **call.body)
    return _paydays(call)


def _paydays(call: Call) -> "Paydays":
    return paydays_of(merchant_of(call), livemode=call.livemode)


@routes.get(
    "guides/{number}/statement",
    answer=bodies.StatementOut,
    access=READ,
    operation="orders_guide_statement",
)
def get_statement(call: Call, number: str) -> dict[str, Any]:
    """Everything that a guide collected and cost; it adds up."""
    return bodies.stated(statement_for(call.principal, number))


@routes.list(
    "statements",
    item=bodies.StatementRowOut,
    query=bodies.PeriodQuery,
    ordering=("issued_at",),
    access=READ,
    operation="orders_statements",
)
def list_statements(call: Call) -> "QuerySet[Guide]":
    """Statements by guide, of those issued in a period."""
    return guides_with_money(call.principal, **call.query)


@routes.get(
    "statements.csv",
    query=bodies.WholePeriodQuery,
    media=("text/csv",),
    access=READ,
    operation="orders_statements_csv",
)
def statements_file(call: Call) -> StreamingHttpResponse:
    """The same as a file."""
    since, until = call.query["since"], call.query["until"]
    found = statements(guides_with_money(call.principal, since=since, until=until))
    return StreamingHttpResponse(
        _lines(found),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="recaudos-{since}-{until}.csv"',
            "Cache-Control": "private, no-store",
        },
    )


def _lines(found: Iterator[Statement]) -> Iterator[str]:
    """A byte order mark, so that spreadsheets take the accents for what they are."""
    named = [bodies.HEADINGS[line] for line in COLUMNS]
    head = ["guia", "referencia", "fecha", "estado", *named, "neto", "gravamenes", "pagado"]
    yield "\ufeff" + _line([*head, "saldo"])
    for one in found:
        guide = one.guide
        amounts = [*one.lines.values(), one.net, -one.liens, one.paid, one.balance]
        yield _line(
            [
                guide.number,
                _inert(guide.order.reference),
                f"{guide.issued_at.astimezone(BOGOTA):%Y-%m-%d}",
                guide.status,
                *(str(amount.amount) for amount in amounts),
            ]
        )


def _inert(text: str) -> str:
    """A cell that a spreadsheet would take for a formula is made text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
