"""Give back what a confirmation took and no longer needs. Repeatable; outside transactions."""

from uuid import UUID

from apps.orders import neighbours
from apps.orders.domain.states import ConfirmationStatus
from apps.orders.models import Confirmation
from apps.orders.services.confirm.booking import cancel_booking
from apps.orders.services.confirm.steps import locked, read
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.errors import DomainError

_SETTLED = {
    ConfirmationStatus.UNDO_DUE: ConfirmationStatus.UNDONE,
    ConfirmationStatus.REFUND_DUE: ConfirmationStatus.REFUNDED,
}
# The hold or the capture is not there to give back: it expired, or was given back before.
_NOTHING_THERE = {
    CustomerError.HOLD_NOT_OPEN.code,
    CustomerError.HOLD_NOT_FOUND.code,
    CustomerError.REFUND_EXCEEDS_CAPTURE.code,
}


def settle_confirmation(*, confirmation_id: UUID) -> None:
    """Release the hold of an undone confirmation, or refund a voided one's capture; then take
    its booking back. Raises what keeps ledger or operator from answering."""
    confirmation = read(confirmation_id)
    status = ConfirmationStatus(confirmation.status)
    if status not in _SETTLED:
        return
    if confirmation.charge:
        _give_back(confirmation, status)
    cancel_booking(confirmation, confirmation.failure or "void")
    with locked(confirmation) as (row, _):
        if row.status == status:
            row.status = _SETTLED[status].value
            row.save()


def _give_back(confirmation: Confirmation, status: ConfirmationStatus) -> None:
    hold_id = confirmation.hold_id or _hold_of(confirmation)
    if hold_id is None:
        return
    reason = confirmation.failure or "orders.guide_voided"
    if status == ConfirmationStatus.UNDO_DUE:
        try:
            neighbours.let_go(confirmation, hold_id, reason)
            return
        except DomainError as error:
            if error.code not in _NOTHING_THERE:
                raise
    # A capture may have run while the confirmation was being withdrawn.
    try:
        neighbours.give_back(confirmation, hold_id, reason)
    except DomainError as error:
        if error.code not in _NOTHING_THERE:
            raise


def _hold_of(confirmation: Confirmation) -> UUID | None:
    """A crash may have lost the answer: the same key tells the hold, or makes one to release."""
    try:
        return neighbours.hold_price(confirmation).hold_id
    except DomainError as refusal:
        if refusal.status >= 500:
            raise
        return None
