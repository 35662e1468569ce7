"""Wallets, entries and statements as they are read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from apps.customers.domain.accounts import Purpose
from apps.customers.models import LedgerAccount, LedgerEntry
from quenty.contracts.customers.api import Wallet
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.money import Money


def wallet_of(customer_id: UUID) -> Wallet:
    """Raises customers.not_found."""
    rows = {
        row.purpose: row
        for row in LedgerAccount.objects.filter(
            owner_id=customer_id,
            purpose__in=[Purpose.WALLET_AVAILABLE, Purpose.WALLET_HELD],
        )
    }
    if Purpose.WALLET_AVAILABLE not in rows:
        raise CustomerError.NOT_FOUND()
    spendable = rows[Purpose.WALLET_AVAILABLE]
    return Wallet(
        customer_id=customer_id,
        available=spendable.amount,
        held=rows[Purpose.WALLET_HELD].amount,
        limit=Money.from_units(-(spendable.floor or 0)),
    )


def entries_of(
    customer_id: UUID,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    kind: str | None = None,
) -> QuerySet[LedgerEntry]:
    """The movements of what is available. `since` inclusive, `until` exclusive."""
    rows = LedgerEntry.objects.select_related("posting").filter(
        account__owner_id=customer_id, account__purpose=Purpose.WALLET_AVAILABLE
    )
    if since:
        rows = rows.filter(created_at__gte=since)
    if until:
        rows = rows.filter(created_at__lt=until)
    if kind:
        rows = rows.filter(posting__kind=kind)
    return rows


@dataclass(frozen=True)
class Statement:
    """A period of a wallet by the ledger's own balances: opening + entries = closing."""

    customer_id: UUID
    since: datetime
    until: datetime
    opening: Money
    closing: Money
    credits: Money
    debits: Money
    entries: list[LedgerEntry]


def statement_of(customer_id: UUID, *, since: datetime, until: datetime) -> Statement:
    """`since` inclusive, `until` exclusive; entries oldest first."""
    entries = list(entries_of(customer_id, since=since, until=until).order_by("version"))
    last_before = entries_of(customer_id, until=since).order_by("-version").first()
    opening = last_before.balance_after if last_before else 0
    closing = entries[-1].balance_after if entries else opening
    return Statement(
        customer_id=customer_id,
        since=since,
        until=until,
        opening=Money.from_units(opening or 0),
        closing=Money.from_units(closing or 0),
        credits=Money.from_units(sum(e.amount for e in entries if e.amount > 0)),
        debits=Money.from_units(sum(e.amount for e in entries if e.amount < 0)),
        entries=entries,
    )
