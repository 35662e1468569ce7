"""How far below zero a wallet may go."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain.accounts import Purpose
from apps.customers.models import BillingTerms, LedgerAccount, Merchant
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_limit(*, customer_id: UUID, limit: Money, actor: Actor) -> None:
    """What unpaid invoices take of the limit, the wallet may not. Raises customers.not_found,
    customers.amount_not_positive (below zero), customers.amount_not_whole,
    customers.limit_below_debt."""
    if limit < Money.zero(limit.currency):
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="limit")
    if not limit.is_whole():
        raise CustomerError.AMOUNT_NOT_WHOLE(field="limit", amount=str(limit))
    with unit_of_work("customers"):
        account = (
            LedgerAccount.objects.select_for_update()
            .filter(owner_id=customer_id, purpose=Purpose.WALLET_AVAILABLE)
            .first()
        )
        if account is None:
            raise CustomerError.NOT_FOUND()
        floor = -limit.units - _invoiced(customer_id)
        if account.balance < floor or floor > 0:
            raise CustomerError.LIMIT_BELOW_DEBT(field="limit", limit=str(limit))
        account.floor = floor
        account.save(update_fields=["floor", "updated_at"])
        merchant = Merchant.objects.get(pk=customer_id)
        BillingTerms.objects.update_or_create(merchant=merchant, defaults={"limit": limit})
        record(
            "customers",
            action="wallet.limit",
            subject=customer_id,
            actor=actor,
            data={"limit": limit},
        )
        outgoing.credit_limit_changed(merchant, limit=limit, actor=actor)


def _invoiced(customer_id: UUID) -> int:
    """Units, below zero by what is owed of invoices. It changes under the wallet's lock."""
    row = LedgerAccount.objects.filter(owner_id=customer_id, purpose=Purpose.RECEIVABLE).first()
    return row.balance if row else 0
