"""Pay a settlement to the payee's wallet, once, and reopen it when its bank gave it back.

The wallet is credited and deductions are taken a single time. What a bank gives back is in the
wallet again, so that paying anew only sends it from there to the bank once more.
"""

from uuid import UUID

from apps.franchise import neighbours
from apps.franchise.domain.accounts import check_may_be_paid
from apps.franchise.domain.commissions import states as rows
from apps.franchise.domain.settlement import states
from apps.franchise.models import Settlement
from apps.franchise.outgoing import commissions as outgoing
from apps.franchise.selectors.earnings import is_held
from apps.franchise.services.charges import settle as charges
from apps.franchise.services.settlements.approve_settlement import locked_settlement, move_rows
from quenty.contracts.franchise.commission_errors import SettlementError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def pay_settlement(*, settlement_id: UUID, actor: Actor) -> Settlement:
    """Through the ledger, which knows each attempt by its key: safe to run again.

    A refusal is kept with the settlement, told, and raised on; it stays approved. Raises
    franchise.settlement.not_found, .transition, .franchise_suspended, .kyc_missing,
    .payee_blocked and what CustomersApi.pay_settlement says.
    """
    row = _begin(settlement_id)
    if row.status == states.PAID:
        return row
    try:
        posting = _pay(row)
    except DomainError as error:
        _fail(settlement_id, error.code, actor)
        raise
    with unit_of_work("franchise"):
        row = locked_settlement(settlement_id)
        if row.status == states.PAID:
            return row
        first = row.status != states.REOPENED
        row.status = states.next_status(row.status, states.PAY)
        row.posting_id, row.paid_at, row.problem = posting, clock.now(), ""
        row.save()
        move_rows(row, rows.PAY)
        if first:
            charges.pay(row, actor)
        record("franchise", action="settlement.pay", subject=row.pk, actor=actor)
        outgoing.settlement_paid(row, actor)
    return row


def _pay(row: Settlement) -> UUID | None:
    # Where two concepts cancel out, their taxes need not.
    if not (row.net or row.deducted or row.retefuente + row.reteiva + row.reteica):
        return None
    if row.net:
        if is_held(row.payee):
            raise SettlementError.FRANCHISE_SUSPENDED()
        check_may_be_paid(neighbours.account(row.payee.customer_id))
    if row.status == states.REOPENED:
        neighbours.send_again(row)
        return row.posting_id
    return neighbours.pay(row, charges.takes(row))


def note_returned(*, settlement_id: UUID, reason: str, actor: Actor) -> None:
    """The payee's bank refused or gave back what went on to it. Told again, or of a settlement
    that is open to be paid again already, nothing.

    Raises franchise.settlement.not_found, and .transition while its payment isn't recorded.
    """
    with unit_of_work("franchise"):
        if locked_settlement(settlement_id).status != states.REOPENED:
            return_payment(settlement_id=settlement_id, reason=reason, actor=actor)


def return_payment(*, settlement_id: UUID, reason: str, actor: Actor) -> Settlement:
    """The money came back to the wallet: the settlement is open to be paid again. What it took
    of charges stays paid.

    Raises franchise.settlement.not_found, .transition.
    """
    with unit_of_work("franchise"):
        row = locked_settlement(settlement_id)
        row.status = states.next_status(row.status, states.RETURN)
        row.attempt += 1
        row.problem, row.paid_at = reason[:200], None
        row.save()
        move_rows(row, rows.REOPEN)
        data = {"reason": reason}
        record("franchise", action="settlement.return", subject=row.pk, actor=actor, data=data)
        outgoing.settlement_payment_failed(row, actor)
    return row


def _begin(settlement_id: UUID) -> Settlement:
    with unit_of_work("franchise"):
        row = locked_settlement(settlement_id)
        if row.status == states.PAID:
            return row
        states.next_status(row.status, states.PAY)
        if row.commissions.filter(status=rows.APPROVED).exists():
            move_rows(row, rows.SETTLE)
    return row


def _fail(settlement_id: UUID, code: str, actor: Actor) -> None:
    with unit_of_work("franchise"):
        row = locked_settlement(settlement_id)
        row.problem = code
        row.save()
        record("franchise", action="settlement.payment_failed", subject=row.pk, actor=actor)
        outgoing.settlement_payment_failed(row, actor)
