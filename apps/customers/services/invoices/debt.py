"""Move what is owed between the wallet and the account of unpaid invoices.

What is owed of invoices takes as much of the credit limit as a wallet below zero does, so the
wallet's floor rises and falls with it. Always inside the caller's unit of work.
"""

from django.db.models import F

from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import AccountKey, Purpose
from apps.customers.models import Invoice, LedgerAccount, LedgerPosting, Merchant
from apps.customers.services.ledger.journal import write
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money


def wallet_debt(merchant: Merchant) -> Money:
    """How far below zero the wallet is, holds given back. Locks it."""
    rows = LedgerAccount.objects.select_for_update().filter(
        owner_id=merchant.id, purpose__in=[Purpose.WALLET_AVAILABLE, Purpose.WALLET_HELD]
    )
    # Available before held, as everybody locks them.
    balance = sum(row.balance for row in rows.order_by("purpose"))
    return Money.from_units(max(0, -balance))


def spendable(merchant: Merchant) -> Money:
    """What is there, credit aside. Locks it."""
    row = LedgerAccount.objects.select_for_update().get(
        owner_id=merchant.id, purpose=Purpose.WALLET_AVAILABLE
    )
    return Money.from_units(max(0, row.balance))


def to_invoice(invoice: Invoice, amount: Money, *, actor: Actor) -> LedgerPosting:
    """The wallet's debt becomes the invoice's."""
    posting = _post(
        postings.Kind.INVOICE,
        invoice,
        [
            (accounts.available(invoice.merchant_id), amount),
            (accounts.receivable(invoice.merchant_id), -amount),
        ],
        key=f"invoice:{invoice.id}",
        actor=actor,
    )
    _move_floor(invoice.merchant, amount)
    return posting


def from_wallet(invoice: Invoice, amount: Money, *, key: str, actor: Actor) -> LedgerPosting:
    """The wallet pays. Raises customers.insufficient_funds."""
    posting = _post(
        postings.Kind.PAYMENT,
        invoice,
        [
            (accounts.available(invoice.merchant_id), -amount),
            (accounts.receivable(invoice.merchant_id), amount),
        ],
        key=key,
        actor=actor,
    )
    _move_floor(invoice.merchant, -amount)
    return posting


def from_income(
    invoice: Invoice,
    given: list[tuple[AccountKey, Money]],
    *,
    forgiven: Money,
    refunded: Money,
    key: str,
    actor: Actor,
) -> LedgerPosting:
    """What was bought is given back: of the debt first, the rest into the wallet."""
    posting = _post(
        postings.Kind.NOTE,
        invoice,
        [
            *given,
            (accounts.receivable(invoice.merchant_id), forgiven),
            (accounts.available(invoice.merchant_id), refunded),
        ],
        key=key,
        actor=actor,
    )
    _move_floor(invoice.merchant, -forgiven)
    return posting


def _post(
    kind: postings.Kind,
    invoice: Invoice,
    moves: list[tuple[AccountKey, Money]],
    *,
    key: str,
    actor: Actor,
) -> LedgerPosting:
    draft = postings.draft(
        kind,
        moves,
        description=invoice.number,
        purpose="invoice",
        reference_id=invoice.id,
    )
    return write([draft], key=key, actor=actor, livemode=invoice.merchant.livemode)[0]


def _move_floor(merchant: Merchant, amount: Money) -> None:
    LedgerAccount.objects.filter(owner_id=merchant.id, purpose=Purpose.WALLET_AVAILABLE).update(
        floor=F("floor") + amount.units
    )
