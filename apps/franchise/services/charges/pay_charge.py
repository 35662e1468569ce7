"""Pay a charge from its payee's wallet, once; let it fall overdue; cancel it."""

from uuid import UUID

from apps.franchise import neighbours
from apps.franchise.domain.charges import CANCEL, EXPIRE, OPEN, PAID, SETTLE, next_status
from apps.franchise.models import Charge
from apps.franchise.outgoing import charges as outgoing
from apps.franchise.services.charges.settle import credit
from quenty.contracts.franchise.charge_errors import ChargeError
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.kernel.errors import DomainError
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def pay_charge(*, charge_id: UUID, actor: Actor) -> Charge:
    """What is left of it, through the ledger, which knows each attempt by its key.

    Safe to run again. Raises franchise.charge.not_found, .transition, .in_settlement, and
    what CustomersApi.place_hold says.
    """
    row = _begin(charge_id)
    if row.status == PAID:
        return row
    try:
        neighbours.collect(row)
    except DomainError:
        with unit_of_work("franchise"):
            row = _locked(charge_id)
            row.paying, row.attempt = Money.zero(), row.attempt + 1
            row.save()
        raise
    with unit_of_work("franchise"):
        row = _locked(charge_id)
        amount, row.paying = row.paying, Money.zero()
        if amount:
            credit(row, amount, actor)
            record("franchise", action="charge.pay", subject=row.pk, actor=actor)
    return row


def _begin(charge_id: UUID) -> Charge:
    """What is left is kept for this payment: no settlement takes it meanwhile."""
    with unit_of_work("franchise"):
        row = _locked(charge_id)
        if row.status == PAID:
            return row
        next_status(row.status, SETTLE)
        if not row.paying:
            row.paying = row.left
            row.save()
        if not row.paying:
            raise ChargeError.IN_SETTLEMENT()
    return row


def expire_charges() -> int:
    """What is not paid by its day is overdue, and told; how many are now."""
    with unit_of_work("franchise"):
        late = Charge.objects.select_for_update(of=("self",)).select_related("payee")
        rows = list(late.filter(status=OPEN, due_on__lt=clock.today()).order_by("pk"))
        for row in rows:
            row.status = next_status(row.status, EXPIRE)
            row.save()
            outgoing.charge_overdue(row, SYSTEM)
    return len(rows)


def cancel_charge(*, charge_id: UUID, reason: str, actor: Actor) -> Charge:
    """Nothing of it may be paid or under way. Raises franchise.charge.not_found,
    .transition, .in_settlement."""
    with unit_of_work("franchise"):
        row = _locked(charge_id)
        status = next_status(row.status, CANCEL)
        if row.left != row.total:
            raise ChargeError.IN_SETTLEMENT()
        row.status, row.reason = status, reason
        row.save()
        data = {"reason": reason}
        record("franchise", action="charge.cancel", subject=row.pk, actor=actor, data=data)
        outgoing.charge_cancelled(row, actor)
    return row


def _locked(charge_id: UUID) -> Charge:
    rows = Charge.objects.select_for_update(of=("self",)).select_related("payee")
    row = rows.filter(pk=charge_id).first()
    if row is None:
        raise ChargeError.NOT_FOUND()
    return row
