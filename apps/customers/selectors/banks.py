"""Bank accounts, payouts, and how much may leave for a bank."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from apps.customers.domain.accounts import Purpose
from apps.customers.domain.banks import UNDER_WAY
from apps.customers.models import (
    BankAccount,
    BankBatch,
    BankPayout,
    GmfRate,
    LedgerAccount,
    LedgerEntry,
)
from apps.customers.selectors.merchants import merchant_of
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import BankError, BankPayoutError
from quenty.kernel import clock
from quenty.kernel.money import Money
from quenty.platform.auth import Principal

# What a wallet earned, and what left it already. What was topped up goes back to its source
# only, and play between accounts of one merchant is none.
EARNED = ("payout", "settlement", "refund", "note", "withdrawal")


def account_of(customer_id: UUID) -> BankAccount | None:
    return (
        BankAccount.objects.select_related("merchant")
        .filter(merchant_id=customer_id, replaced_at=None)
        .first()
    )


def bank_account(customer_id: UUID) -> BankAccount:
    """Raises customers.bank.not_found."""
    row = account_of(customer_id)
    if row is None:
        raise BankError.NOT_FOUND()
    return row


def payable_account(customer_id: UUID) -> BankAccount:
    """Raises customers.bank.account_missing, customers.bank.cooling."""
    row = account_of(customer_id)
    if row is None:
        raise BankError.ACCOUNT_MISSING()
    if clock.now() < row.payable_from:
        until = row.payable_from.astimezone(clock.BOGOTA)
        raise BankError.COOLING(until=f"{until:%Y-%m-%d %H:%M}")
    return row


def earned(customer_id: UUID) -> Money:
    """What may leave for a bank: what was earned and is there."""
    available = LedgerAccount.objects.get(owner_id=customer_id, purpose=Purpose.WALLET_AVAILABLE)
    kinds = LedgerEntry.objects.filter(account=available, posting__kind__in=EARNED)
    sum_ = kinds.aggregate(units=Sum("amount"))["units"] or 0
    return Money.from_units(max(0, min(available.balance, int(sum_))))


def gmf_per_mille(day: date) -> Decimal:
    """Raises customers.payout.rate_missing."""
    row = GmfRate.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        raise BankPayoutError.RATE_MISSING(day=day.isoformat())
    return row.per_mille


def payouts(
    principal: Principal, *, status: str | None = None, customer_id: UUID | None = None
) -> QuerySet[BankPayout]:
    """A merchant's own; staff sees everybody's."""
    rows = BankPayout.objects.select_related("merchant", "account")
    if not principal.is_staff:
        rows = rows.filter(merchant=merchant_of(principal))
    if status:
        rows = rows.filter(status=status)
    if customer_id:
        rows = rows.filter(merchant_id=customer_id)
    return rows


def payout(principal: Principal, bank_payout_id: UUID) -> BankPayout:
    """Raises customers.payout.not_found."""
    row = payouts(principal).filter(pk=bank_payout_id).first()
    if row is None:
        raise BankPayoutError.NOT_FOUND()
    return row


def under_way(customer_id: UUID) -> bool:
    return BankPayout.objects.filter(merchant_id=customer_id, status__in=UNDER_WAY).exists()


def batches() -> QuerySet[BankBatch]:
    return BankBatch.objects.all()


def bank_payout_dto(payout_id: UUID) -> shapes.BankPayout:
    row = BankPayout.objects.get(pk=payout_id)
    return shapes.BankPayout(
        payout_id=row.id,
        customer_id=row.merchant_id,
        amount=row.amount,
        gmf=row.gmf,
        status=row.status,
    )


def gmf_rates() -> QuerySet[GmfRate]:
    return GmfRate.objects.all()
