"""Go on with a confirmation from the step that it has reached. Opens its own transactions."""

from uuid import UUID

from apps.orders import neighbours
from apps.orders.domain.states import ConfirmationStatus, OrderEvent
from apps.orders.models import Confirmation, Guide
from apps.orders.services.confirm import steps
from apps.orders.services.void import void_locked
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError

_DONE = (ConfirmationStatus.CHARGED, ConfirmationStatus.REFUND_DUE, ConfirmationStatus.REFUNDED)


def carry_on(confirmation_id: UUID) -> Guide:
    """The guide, issued and paid for.

    Raises what customers refused with, and orders.confirmation_undone when it was withdrawn
    meanwhile. Whatever else is raised leaves it open, for a retry or the sweeper.
    """
    confirmation = _read(confirmation_id)
    if confirmation.status == ConfirmationStatus.STARTED:
        _hold(confirmation)
        confirmation = _read(confirmation_id)
    if confirmation.status == ConfirmationStatus.HELD:
        steps.record_guide(confirmation_id)
        confirmation = _read(confirmation_id)
    if confirmation.status == ConfirmationStatus.ISSUED:
        _charge(confirmation)
        confirmation = _read(confirmation_id)
    if confirmation.status not in _DONE:
        raise OrderError.CONFIRMATION_UNDONE()
    return confirmation.guide


def _read(confirmation_id: UUID) -> Confirmation:
    return Confirmation.objects.select_related("order", "offer", "guide").get(pk=confirmation_id)


def _hold(confirmation: Confirmation) -> None:
    if not confirmation.charge:
        steps.record_hold(confirmation.id, None)
        return
    try:
        hold = neighbours.hold_price(confirmation)
    except DomainError as refusal:
        if refusal.status < 500:
            steps.record_refusal(confirmation.id, refusal)
        raise
    steps.record_hold(confirmation.id, hold.hold_id)


def _charge(confirmation: Confirmation) -> None:
    if confirmation.hold_id:
        try:
            neighbours.take_price(
                confirmation,
                confirmation.hold_id,
                steps.revenue(confirmation),
                f"Guía {confirmation.guide.number}",
            )
        except DomainError as refusal:
            if refusal.status < 500:
                _withdraw(confirmation.id, refusal)
            raise
    steps.record_charge(confirmation.id)


def _withdraw(confirmation_id: UUID, refusal: DomainError) -> None:
    """A guide that cannot be paid for is voided, and its order may be quoted again."""
    with steps.locked(confirmation_id) as (confirmation, order):
        if confirmation.status == ConfirmationStatus.ISSUED:
            steps.fail(confirmation, order, refusal, ConfirmationStatus.UNDO_DUE)
            void_locked(
                confirmation.guide,
                order,
                order_event=OrderEvent.VOID,
                reason=refusal.code,
                actor=SYSTEM,
                source="system",
            )
