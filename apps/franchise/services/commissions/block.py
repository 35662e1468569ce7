"""What a merchant in debt earns others waits until it has paid."""

from uuid import UUID

from apps.franchise.domain.commissions.states import (
    BLOCK,
    BLOCKED,
    PENDING,
    UNBLOCK,
    next_status,
)
from apps.franchise.models import Commission, MerchantCopy
from apps.franchise.outgoing import commissions as outgoing
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def block_commissions(*, merchant_id: UUID, reason: str, actor: Actor) -> int:
    """What waits to be settled and what is earned from now on; how many now."""
    return _switch(merchant_id, PENDING, BLOCK, reason, actor)


def unblock_commissions(*, merchant_id: UUID, actor: Actor) -> int:
    return _switch(merchant_id, BLOCKED, UNBLOCK, "", actor)


def _switch(merchant_id: UUID, found: str, action: str, reason: str, actor: Actor) -> int:
    with unit_of_work("franchise"):
        MerchantCopy.objects.bulk_create([MerchantCopy(id=merchant_id)], ignore_conflicts=True)
        merchant = MerchantCopy.objects.select_for_update().get(pk=merchant_id)
        merchant.in_debt = reason
        merchant.save()
        rows = list(
            Commission.objects.select_for_update(of=("self",))
            .select_related("payee")
            .filter(guide__customer_id=merchant_id, status=found)
            .order_by("pk")
        )
        tell = outgoing.commission_blocked if action == BLOCK else outgoing.commission_unblocked
        for row in rows:
            row.status, row.reason = next_status(row.status, action), reason
            row.save()
            tell(row)
        data = {"reason": reason, "commissions": len(rows)}
        record(
            "franchise", action=f"commission.{action}", subject=merchant_id, actor=actor, data=data
        )
    return len(rows)
