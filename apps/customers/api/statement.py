"""The wallet's statement, summed or line by line."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import StreamingHttpResponse
from rest_framework import serializers

from apps.customers.api.routes import WALLET_READ, routes
from apps.customers.domain.statements import period
from apps.customers.selectors.merchants import merchant_of
from apps.customers.selectors.wallets import statement_entries, statement_of
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import Money
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from apps.customers.models import LedgerEntry
    from apps.customers.selectors.wallets import Statement

_COLUMNS = ["fecha", "tipo", "concepto", "descripcion", "referencia", "valor", "saldo"]


class PeriodQuery(Serializer):
    since = serializers.DateField(help_text="First day, in Colombia")
    until = serializers.DateField(help_text="Last day, in Colombia")


class StatementOut(Serializer):
    """opening + credits + debits = closing."""

    since = serializers.DateTimeField()
    until = serializers.DateTimeField()
    opening = f.Money()
    credits = f.Money()
    debits = f.Money()
    closing = f.Money()
    entries = serializers.IntegerField()


@routes.get(
    "wallet/statement",
    query=PeriodQuery,
    answer=StatementOut,
    access=WALLET_READ,
    operation="customers_wallet_statement",
    summary="A period of my wallet, summed",
)
def show_statement(call: Call) -> "Statement":
    since, until = period(**call.query)
    return statement_of(merchant_of(call.principal).id, since=since, until=until)


@routes.get(
    "wallet/statement.csv",
    query=PeriodQuery,
    media=("text/csv",),
    access=WALLET_READ,
    operation="customers_wallet_statement_csv",
    summary="A period of my wallet, line by line",
)
def download_statement(call: Call) -> StreamingHttpResponse:
    since, until = period(**call.query)
    lines = _lines(merchant_of(call.principal).id, since, until)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"quenty-{call.query['since']}-{call.query['until']}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(customer_id: UUID, since: datetime, until: datetime) -> Iterator[str]:
    """Opens and closes with the ledger's own balances. A byte order mark, so that
    spreadsheets take the accents for what they are."""
    opening = statement_of(customer_id, since=since, until=since).closing
    yield "\ufeff" + _line(_COLUMNS)
    yield _line([_when(since), "saldo inicial", "", "", "", "", _pesos(opening)])
    balance = opening
    for entry in statement_entries(customer_id, since=since, until=until):
        balance = Money.from_units(entry.balance_after or 0)
        yield _line(_row(entry, balance))
    yield _line([_when(until), "saldo final", "", "", "", "", _pesos(balance)])


def _row(entry: "LedgerEntry", balance: Money) -> list[str]:
    posting = entry.posting
    return [
        _when(entry.created_at),
        posting.kind,
        _inert(posting.purpose),
        _inert(posting.description),
        str(posting.reference_id or ""),
        _pesos(entry.money),
        _pesos(balance),
    ]


def _inert(text: str) -> str:
    """A cell that a spreadsheet would take for a formula is made text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _when(instant: datetime) -> str:
    return instant.astimezone(BOGOTA).strftime("%Y-%m-%d %H:%M:%S")


def _pesos(amount: Money) -> str:
    return str(amount.amount)


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
