"""Wallets, entries and statements as they are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from apps.customers.domain.accounts import Purpose
from apps.customers.models import LedgerAccount, LedgerEntry
from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.shapes import Wallet
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


def cod_outstanding(customer_id: UUID) -> bool:
    """Whether anything is to be collected for it, or between us and it since it was."""
    purposes = [Purpose.COD_PAYABLE, Purpose.COD_EXPECTED]
    rows = LedgerAccount.objects.filter(owner_id=customer_id, purpose__in=purposes)
    return rows.exclude(balance=0).exists()


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
    """A period of a wallet by the ledger's own balances: opening + credits + debits =
    closing. `debits`: negative."""

    since: datetime
    until: datetime
    opening: Money
    credits: Money
    debits: Money
    closing: Money
    entries: int


def statement_of(customer_id: UUID, *, since: datetime, until: datetime) -> Statement:
    """`since` inclusive, `until` exclusive."""
    inside = entries_of(customer_id, since=since, until=until)
    sums = inside.aggregate(
        credits=Sum("amount", filter=Q(amount__gt=0)),
        debits=Sum("amount", filter=Q(amount__lt=0)),
        entries=Count("pk"),
    )
    return Statement(
        since=since,
        until=until,
        opening=_balance_before(customer_id, since),
        credits=Money.from_units(int(sums["credits"] or 0)),
        debits=Money.from_units(int(sums["debits"] or 0)),
        closing=_balance_before(customer_id, until),
        entries=sums["entries"],
    )


def _balance_before(customer_id: UUID, instant: datetime) -> Money:
    last = entries_of(customer_id, until=instant).order_by("-version").first()
    return Money.from_units(last.balance_after or 0) if last else Money.zero()


def statement_entries(
    customer_id: UUID, *, since: datetime, until: datetime
) -> Iterator[LedgerEntry]:
    """Oldest first, some at a time: a year of a large merchant does not fit in memory."""
    rows = entries_of(customer_id, since=since, until=until).order_by("version")
    return rows.iterator(chunk_size=2_000)
