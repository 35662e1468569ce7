"""Take money out of a wallet for its owner's bank."""

from typing import Any
from uuid import UUID

from apps.customers.domain.banks import CAME_BACK, FOUR_EYES_ABOVE, Status, gmf_on, most_of
from apps.customers.models import BankAccount, BankPayout, Merchant
from apps.customers.selectors.banks import (
    account_of,
    earned,
    gmf_per_mille,
    payable_account,
)
from apps.customers.selectors.invoices import overdue, refuse_in_debt
from apps.customers.services.bank.move_payout import leave_wallet, send_payout
from apps.customers.services.invoices.debt import spendable
from apps.customers.services.ledger.once import once
from quenty.contracts.customers.errors import BankPayoutError, CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def request_payout(*, merchant: Merchant, amount: Money, actor: Actor) -> BankPayout:
    """`amount` reaches the bank; the 4x1000 on it leaves the wallet too.

    Raises customers.amount_not_positive, customers.amount_not_whole,
    customers.bank.account_missing, customers.bank.cooling, customers.credit.overdue,
    customers.insufficient_funds, customers.payout.exceeds_earned, .rate_missing.
    """
    if amount <= Money.zero():
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="amount")
    if not amount.is_whole():
        raise CustomerError.AMOUNT_NOT_WHOLE(field="amount", amount=str(amount))
    with unit_of_work("customers"):
        account = payable_account(merchant.id)
        refuse_in_debt(merchant.id)
        return _take(account, amount, source="wallet", reference_id=None, actor=actor)


def go_on_to_bank(
    merchant: Merchant, amount: Money, *, source: str, reference_id: UUID, actor: Actor
) -> BankPayout | None:
    """What was credited just now, where its owner wants it at the bank and it may leave; else
    it stays in the wallet. Inside the caller's unit of work."""
    account = account_of(merchant.id)
    if account is None or not account.auto or clock.now() < account.payable_from:
        return None
    if overdue(merchant.id):
        return None
    there = min(amount, spendable(merchant), earned(merchant.id))
    most = most_of(there, gmf_per_mille(clock.today()))
    if most <= Money.zero():
        return None
    return _take(account, most, source=source, reference_id=reference_id, actor=actor)


def resend_payout(
    *, idempotency_key: str, merchant: Merchant, reference_id: UUID, actor: Actor
) -> UUID | None:
    """The new payout's id. Raises what `CustomersApi.resend_payout` says."""

    def perform() -> dict[str, Any]:
        # The merchant's lock: two at once must not both find that it came back.
        Merchant.objects.select_for_update().get(pk=merchant.id)
        rows = BankPayout.objects.filter(merchant=merchant, reference_id=reference_id)
        last = rows.order_by("created_at").last()
        if last is None or last.status not in CAME_BACK:
            return {"payout": None}
        account = payable_account(merchant.id)
        made = _take(
            account, _again(last), source=last.source, reference_id=reference_id, actor=actor
        )
        return {"payout": str(made.id)}

    answer = once(
        key=idempotency_key,
        operation="resend_payout",
        body={"customer_id": merchant.id, "reference_id": reference_id},
        perform=perform,
    )
    return UUID(answer["payout"]) if answer["payout"] else None


def _again(last: BankPayout) -> Money:
    """What came back without its levy pays the next one's itself."""
    if last.status == Status.FAILED:
        return last.amount
    return most_of(last.amount, gmf_per_mille(clock.today()))


def _take(
    account: BankAccount, amount: Money, *, source: str, reference_id: UUID | None, actor: Actor
) -> BankPayout:
    merchant = account.merchant
    gmf = gmf_on(amount, gmf_per_mille(clock.today()))
    there, may = spendable(merchant), earned(merchant.id)
    if there < amount + gmf:
        raise CustomerError.INSUFFICIENT_FUNDS(available=str(there), wanted=str(amount + gmf))
    if may < amount + gmf:
        raise BankPayoutError.EXCEEDS_EARNED(wanted=str(amount + gmf), earned=str(may))
    row = BankPayout.objects.create(
        merchant=merchant,
        account=account,
        amount=amount,
        gmf=gmf,
        source=source,
        reference_id=reference_id,
        status=Status.WAITING if amount > FOUR_EYES_ABOVE else Status.READY,
        actor=str(actor),
    )
    leave_wallet(row, actor=actor)
    record("customers", action="payout.request", subject=row.id, actor=actor)
    if not merchant.livemode and row.status == Status.READY:
        # Play money has no bank: it is there at once.
        send_payout(row, actor=actor)
    return row
