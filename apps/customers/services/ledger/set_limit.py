"""How far below zero a wallet may go."""

from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain.accounts import Purpose
from apps.customers.models import LedgerAccount, Merchant
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_limit(*, customer_id: UUID, limit: Money, actor: Actor) -> None:
    """Raises customers.not_found, customers.amount_not_positive (below zero),
    customers.amount_not_whole, customers.limit_below_debt."""
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
        if account.balance < -limit.units:
            raise CustomerError.LIMIT_BELOW_DEBT(field="limit", limit=str(limit))
        account.floor = -limit.units
        account.save(update_fields=["floor", "updated_at"])
        record(
            "customers",
            action="wallet.limit",
            subject=customer_id,
            actor=actor,
            data={"limit": limit},
        )
        merchant = Merchant.objects.get(pk=customer_id)
        outgoing.credit_limit_changed(merchant, limit=limit, actor=actor)
