"""Write postings: the one place where entries and balances change."""

from collections.abc import Sequence

from django.db import connections

from apps.customers.domain.accounts import LOCK_RANK, Purpose
from apps.customers.domain.postings import Draft
from apps.customers.models import LedgerAccount, LedgerEntry, LedgerPending, LedgerPosting
from apps.customers.services.ledger.accounts import Wanted, find_accounts
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.contexts import alias_of
from quenty.kernel.money import CURRENCIES, Money

_MOVE = """
UPDATE customers_ledgeraccount
SET balance = balance + %(net)s, version = version + %(entries)s, updated_at = %(now)s
WHERE id = %(id)s AND (floor IS NULL OR balance + %(net)s >= floor)
RETURNING balance, version
"""


def write(
    drafts: Sequence[Draft], *, key: str, actor: Actor, livemode: bool
) -> list[LedgerPosting]:
    """Write linked postings, all or none, inside the caller's unit of work.

    One conditional statement moves each owned account, in one order over all callers; an
    account may pass below its floor between two of the postings, never at the end.
    Raises customers.insufficient_funds, customers.not_found, customers.mixed_livemode.
    """
    accounts = find_accounts(
        {(line.account, line.amount.currency.code) for d in drafts for line in d.lines},
        livemode=livemode,
    )
    entries = _entries(drafts, accounts)
    _move(entries, list(accounts.values()))
    now = clock.now()
    postings = [
        LedgerPosting(
            kind=d.kind,
            purpose=d.purpose,
            description=d.description[:300],
            reference_id=d.reference_id,
            idempotency_key=key,
            position=position,
            reverses_id=d.reverses,
            actor=str(actor),
            livemode=livemode,
            created_at=now,
        )
        for position, d in enumerate(drafts)
    ]
    LedgerPosting.objects.bulk_create(postings)
    for position, entry in entries:
        entry.posting = postings[position]
        entry.created_at = now
    written = [entry for _, entry in entries]
    LedgerEntry.objects.bulk_create(written)
    LedgerPending.objects.bulk_create(
        LedgerPending(entry_id=e.id, account_id=e.account_id, amount=e.amount)
        for e in written
        if e.version is None
    )
    return postings


def _entries(
    drafts: Sequence[Draft], accounts: dict[Wanted, LedgerAccount]
) -> list[tuple[int, LedgerEntry]]:
    return [
        (
            position,
            LedgerEntry(
                account_id=accounts[line.account, line.amount.currency.code].id,
                amount=line.amount.units,
                currency=line.amount.currency.code,
            ),
        )
        for position, draft in enumerate(drafts)
        for line in draft.lines
    ]


def _move(entries: list[tuple[int, LedgerEntry]], accounts: list[LedgerAccount]) -> None:
    """Change owned balances and give their entries version and balance."""
    owned = [account for account in accounts if account.owner_id is not None]
    owned.sort(key=lambda a: (LOCK_RANK[Purpose(a.purpose)], a.id))
    for account in owned:
        own = [entry for _, entry in entries if entry.account_id == account.id]
        net = sum(entry.amount for entry in own)
        balance, version = _move_one(account, net, len(own))
        balance, version = balance - net, version - len(own)
        for entry in own:
            balance, version = balance + entry.amount, version + 1
            entry.balance_after, entry.version = balance, version


def _move_one(account: LedgerAccount, net: int, entries: int) -> tuple[int, int]:
    with connections[alias_of("customers")].cursor() as cursor:
        cursor.execute(
            _MOVE, {"id": account.id, "net": net, "entries": entries, "now": clock.now()}
        )
        moved = cursor.fetchone()
    if moved is None:
        account.refresh_from_db(fields=["balance", "floor"])
        currency = CURRENCIES[account.currency]
        spendable = account.balance - (account.floor or 0)
        raise CustomerError.INSUFFICIENT_FUNDS(
            available=str(Money.from_units(spendable, currency)),
            wanted=str(Money.from_units(-net, currency)),
        )
    return moved[0], moved[1]
