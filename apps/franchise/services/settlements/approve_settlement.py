"""Approve a settlement, by two people above the threshold, or discard it."""

from uuid import UUID

from apps.franchise.domain.commissions import states as rows
from apps.franchise.domain.settlement.standard import FOUR_EYES_ABOVE
from apps.franchise.domain.settlement.states import APPROVE, DISCARD, next_status
from apps.franchise.models import Commission, Settlement
from apps.franchise.outgoing import commissions as outgoing
from apps.franchise.services.charges import settle as charges
from apps.franchise.services.commissions.block import block_given_back
from quenty.contracts.franchise.commission_errors import SettlementError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def approve_settlement(*, settlement_id: UUID, actor: Actor) -> Settlement:
    """Above the threshold the first approval is kept and a second person's is awaited.

    Raises franchise.settlement.not_found, .transition, .second_approver.
    """
    with unit_of_work("franchise"):
        row = locked_settlement(settlement_id)
        status = next_status(row.status, APPROVE)
        if row.net > FOUR_EYES_ABOVE:
            if row.first_approver == str(actor):
                raise SettlementError.SECOND_APPROVER(limit=str(FOUR_EYES_ABOVE))
            if not row.first_approver:
                row.first_approver = str(actor)
                row.save()
                record("franchise", action="settlement.first_eyes", subject=row.pk, actor=actor)
                return row
        row.status, row.approved_by, row.approved_at = status, str(actor), clock.now()
        row.save()
        move_rows(row, rows.APPROVE)
        record("franchise", action="settlement.approve", subject=row.pk, actor=actor)
        outgoing.settlement_approved(row, actor)
    return row


def discard_settlement(*, settlement_id: UUID, actor: Actor) -> Settlement:
    """Its rows wait again, for their merchant too where it is in debt by now.

    Raises franchise.settlement.not_found, .transition.
    """
    with unit_of_work("franchise"):
        row = locked_settlement(settlement_id)
        row.status = next_status(row.status, DISCARD)
        row.save()
        move_rows(row, rows.RELEASE)
        block_given_back(row.commissions.all())
        charges.release(row)
        Commission.objects.filter(settlement=row).update(settlement=None)
        record("franchise", action="settlement.discard", subject=row.pk, actor=actor)
    return row


def locked_settlement(settlement_id: UUID) -> Settlement:
    """Raises franchise.settlement.not_found."""
    row = (
        Settlement.objects.select_for_update(of=("self",))
        .select_related("payee")
        .filter(pk=settlement_id)
        .first()
    )
    if row is None:
        raise SettlementError.NOT_FOUND()
    return row


def move_rows(settlement: Settlement, action: str) -> None:
    """All rows of a settlement stand alike; they move together."""
    for status in set(settlement.commissions.values_list("status", flat=True)):
        settlement.commissions.filter(status=status).update(status=rows.next_status(status, action))
