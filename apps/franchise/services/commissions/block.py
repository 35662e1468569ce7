"""What a merchant in debt earns others waits until it has paid."""

from uuid import UUID

from django.db.models import QuerySet

from apps.franchise.domain.commissions.states import (
    BLOCK,
    BLOCKED,
    PENDING,
    UNBLOCK,
    next_status,
    waits_for_debt,
)
from apps.franchise.models import Commission, MerchantCopy, MerchantDebt
from apps.franchise.outgoing import commissions as outgoing
from apps.franchise.services.commissions.earn import locked_merchants
from quenty.kernel.actors import SYSTEM, Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

OVERDUE = "invoice overdue"


def block_commissions(*, merchant_id: UUID, reason: str, actor: Actor) -> int:
    """What waits to be settled and what is earned from now on; how many now."""
    return _switch(merchant_id, PENDING, BLOCK, reason, actor)


def unblock_commissions(*, merchant_id: UUID, actor: Actor) -> int:
    return _switch(merchant_id, BLOCKED, UNBLOCK, "", actor)


def note_overdue(*, merchant_id: UUID, invoice_id: UUID) -> None:
    """An invoice is overdue. Told after its payment, nothing; a block by hand keeps its
    reason."""
    with unit_of_work("franchise"):
        merchant = _locked(merchant_id)
        debt, _ = MerchantDebt.objects.get_or_create(pk=invoice_id, merchant=merchant)
        if not debt.paid and not merchant.in_debt:
            _switch(merchant_id, PENDING, BLOCK, OVERDUE, SYSTEM)


def note_paid(*, merchant_id: UUID, invoice_id: UUID) -> None:
    """An invoice is paid; what it blocked goes on once none is overdue."""
    with unit_of_work("franchise"):
        merchant = _locked(merchant_id)
        MerchantDebt.objects.update_or_create(
            pk=invoice_id, merchant=merchant, defaults={"paid": True}
        )
        owes = merchant.debts.filter(paid=False).exists()
        if not owes and merchant.in_debt == OVERDUE:
            _switch(merchant_id, BLOCKED, UNBLOCK, "", SYSTEM)


def _locked(merchant_id: UUID) -> MerchantCopy:
    MerchantCopy.objects.bulk_create([MerchantCopy(id=merchant_id)], ignore_conflicts=True)
    return MerchantCopy.objects.select_for_update().get(pk=merchant_id)


def _switch(merchant_id: UUID, found: str, action: str, reason: str, actor: Actor) -> int:
    with unit_of_work("franchise"):
        merchant = _locked(merchant_id)
        merchant.in_debt = reason
        merchant.save()
        found_rows = Commission.objects.filter(guide__customer_id=merchant_id, status=found)
        rows = _move(found_rows, action, reason)
        data = {"reason": reason, "commissions": len(rows)}
        record(
            "franchise", action=f"commission.{action}", subject=merchant_id, actor=actor, data=data
        )
    return len(rows)


def _move(found: QuerySet[Commission], action: str, reason: str) -> list[Commission]:
    locked = found.select_for_update(of=("self",)).select_related("payee").order_by("pk")
    rows = [row for row in locked if action != BLOCK or waits_for_debt(row.amount)]
    tell = outgoing.commission_blocked if action == BLOCK else outgoing.commission_unblocked
    for row in rows:
        row.status, row.reason = next_status(row.status, action), reason
        row.save()
        tell(row)
    return rows


def block_given_back(rows: QuerySet[Commission]) -> None:
    """What a discarded settlement let go waits where its merchant is in debt by now. Inside the
    caller's unit of work."""
    ids = set(rows.values_list("guide__customer_id", flat=True))
    # Those that nobody told of yet too, so that a debt told meanwhile waits for these rows.
    stubs = [MerchantCopy(id=id_) for id_ in sorted(ids)]
    MerchantCopy.objects.bulk_create(stubs, ignore_conflicts=True, batch_size=1000)
    merchants = locked_merchants(ids)
    for merchant in merchants.values():
        if merchant.in_debt:
            of_merchant = rows.filter(guide__customer_id=merchant.pk, status=PENDING)
            _move(of_merchant, BLOCK, merchant.in_debt)
