"""Recompute the ledger from its entries and compare with every figure that is kept."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from django.db import connections

from apps.customers.models import LedgerCheck
from apps.customers.services.ledger.verify_chain import ChainReport, Head, Progress, verify_chain
from quenty.kernel.contexts import alias_of
from quenty.platform.db import unit_of_work

log = structlog.get_logger(__name__)

# Rows in memory at a time, on either side of the connection.
CHUNK = 5_000

# Accounts with their entries, in the order of both keys: an index gives it without a sort.
_ENTRIES = """
SELECT a.id, a.owner_id IS NULL, a.balance, a.version, a.currency, a.floor,
       e.amount, e.version, e.balance_after, e.currency
FROM customers_ledgeraccount a
LEFT JOIN customers_ledgerentry e ON e.account_id = a.id
ORDER BY a.id, e.version
"""
_PENDING = "SELECT account_id, sum(amount), count(*) FROM customers_ledgerpending GROUP BY 1"
_STRAY_PENDING = """
SELECT p.account_id FROM customers_ledgerpending p
LEFT JOIN customers_ledgerentry e
  ON e.id = p.entry_id AND e.account_id = p.account_id AND e.amount = p.amount
WHERE e.id IS NULL ORDER BY p.account_id LIMIT 1
"""
_STRAY_ENTRIES = """
SELECT e.account_id FROM customers_ledgerentry e
LEFT JOIN customers_ledgeraccount a ON a.id = e.account_id
WHERE a.id IS NULL ORDER BY e.account_id LIMIT 1
"""
_UNBALANCED = """
SELECT min(account_id::text)::uuid, posting_id FROM customers_ledgerentry
GROUP BY posting_id, currency HAVING sum(amount) <> 0 ORDER BY posting_id LIMIT 1
"""
_HOLDS = """
SELECT a.id FROM customers_ledgeraccount a
LEFT JOIN (SELECT merchant_id, sum(amount) AS amount FROM customers_hold
           WHERE status = 'open' GROUP BY merchant_id) h ON h.merchant_id = a.owner_id
WHERE a.purpose = 'wallet_held' AND a.balance <> coalesce(h.amount, 0)
ORDER BY a.id LIMIT 1
"""


@dataclass(frozen=True)
class Difference:
    """The first account that differs, and how."""

    account_id: UUID
    what: str

    def __str__(self) -> str:
        return f"account {self.account_id}: {self.what}"


@dataclass
class Report:
    accounts: int = 0
    entries: int = 0
    difference: Difference | None = None
    seconds: float = 0.0
    chain: ChainReport | None = None

    @property
    def wrong(self) -> str:
        """All that differs, empty when nothing does."""
        found = [str(self.difference or ""), self.chain.difference if self.chain else ""]
        return "; ".join(each for each in found if each)


def verify_ledger(
    *,
    chain: bool = False,
    noted: Head | None = None,
    progress: Progress = lambda done, all_: None,
) -> Report:
    """Compare balances, versions, running balances, snapshots, holds and sums with the
    entries, in one snapshot of the database and bounded memory.

    `chain`: the hash chain as well, which must still have the block `noted`.
    `progress(done, all)`: entries read so far and how many there are, then postings of the
    chain. The result is kept as a LedgerCheck row.
    """
    began = time.monotonic()
    report = Report()
    # Durable: the isolation level can only be set before a transaction's first query.
    with unit_of_work("customers", durable=True):
        connection = connections[alias_of("customers")]
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        report.difference = _accounts_differ(report, progress) or _sums_differ()
        report.chain = verify_chain(progress=progress, noted=noted) if chain else None
    report.seconds = time.monotonic() - began
    with unit_of_work("customers"):
        LedgerCheck.objects.create(
            accounts=report.accounts,
            entries=report.entries,
            blocks=report.chain.blocks if report.chain else None,
            difference=report.wrong[:500],
            seconds=report.seconds,
        )
    if report.wrong:
        log.error("ledger_differs", difference=report.wrong)
    return report


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connections[alias_of("customers")].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _sums_differ() -> Difference | None:
    """What only shows across accounts."""
    for sql, what in (
        (_STRAY_ENTRIES, "has entries and is not there"),
        (_STRAY_PENDING, "has a pending figure that no entry bears"),
        (_HOLDS, "the balance held is not the sum of the open holds"),
    ):
        for row in _rows(sql):
            return Difference(row[0], what)
    for account_id, posting_id in _rows(_UNBALANCED):
        return Difference(account_id, f"posting {posting_id} does not sum to zero")
    return None


def _stream(sql: str) -> Iterator[tuple[Any, ...]]:
    with connections[alias_of("customers")].chunked_cursor() as cursor:
        cursor.itersize = CHUNK
        cursor.execute(sql)
        yield from cursor


class _Account:
    """One account while its entries go by."""

    def __init__(self, row: tuple[Any, ...], pending: dict[UUID, tuple[int, int]]) -> None:
        self.id, self.platform, self.balance, self.version, self.currency, self.floor = row[:6]
        waiting, waiting_entries = pending.get(self.id, (0, 0))
        self.kept = (self.balance + waiting, self.version + waiting_entries)
        self.sum = 0
        self.count = 0

    def add(self, row: tuple[Any, ...]) -> str:
        """What is wrong with this entry, empty when nothing is."""
        amount, version, after, currency = row[6:]
        self.sum += amount
        self.count += 1
        if currency != self.currency:
            return f"entry {self.count} is in {currency}, not {self.currency}"
        if self.platform:
            return ""
        if version != self.count:
            return f"entry {self.count} bears version {version}"
        if after != self.sum:
            return f"after version {version} the balance is {self.sum} and {after} is written"
        return ""

    def close(self) -> str:
        if (self.sum, self.count) != self.kept:
            return (
                f"{self.count} entries sum to {self.sum} and "
                f"{self.kept[0]} after {self.kept[1]} is kept"
            )
        if self.floor is not None and self.balance < self.floor:
            return f"the balance {self.balance} is below its floor {self.floor}"
        return ""


def _accounts_differ(report: Report, progress: Progress) -> Difference | None:
    pending = {row[0]: (int(row[1]), int(row[2])) for row in _rows(_PENDING)}
    total = _rows("SELECT count(*) FROM customers_ledgerentry")[0][0]
    account: _Account | None = None
    for row in _stream(_ENTRIES):
        if account is None or account.id != row[0]:
            if account is not None and (wrong := account.close()):
                return Difference(account.id, wrong)
            account = _Account(row, pending)
            report.accounts += 1
        if row[6] is not None:
            report.entries += 1
            if wrong := account.add(row):
                return Difference(account.id, wrong)
            if report.entries % CHUNK == 0:
                progress(report.entries, total)
    progress(report.entries, total)
    if account is not None and (wrong := account.close()):
        return Difference(account.id, wrong)
    return None
