"""Go on with a confirmation from the step that it has reached. Opens its own transactions."""

from apps.orders import neighbours
from apps.orders.domain.operators.failures import NoAnswer, NotReached, OperatorFailure, Refused
from apps.orders.domain.states import ConfirmationStatus, OrderEvent
from apps.orders.models import Confirmation, Guide
from apps.orders.services.confirm import steps, switch
from apps.orders.services.confirm.booking import book, reach_for
from apps.orders.services.void import void_locked
from quenty.contracts.orders.errors import OrderError
from quenty.contracts.orders.operator_errors import OperatorError
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError

_DONE = (ConfirmationStatus.CHARGED, ConfirmationStatus.REFUND_DUE, ConfirmationStatus.REFUNDED)


def carry_on(confirmation: Confirmation, *, repeated: bool = True) -> Guide:
    """The guide, issued and paid for.

    `repeated`: an earlier try may have got further than its row says. Raises what customers
    refused with, orders.operator.refused and .unavailable, and orders.confirmation_undone
    when it was withdrawn meanwhile. Whatever else is raised leaves it open, for a retry or
    the sweeper. Each step answers the confirmation as it wrote it: nothing is read anew.
    """
    if confirmation.status == ConfirmationStatus.STARTED:
        confirmation = _hold(confirmation)
    if confirmation.status == ConfirmationStatus.HELD:
        confirmation, repeated = _book(confirmation, repeated=repeated), False
    if confirmation.status == ConfirmationStatus.STARTED:
        # Another operator's turn: its own hold, its own booking.
        return carry_on(confirmation, repeated=False)
    if confirmation.status == ConfirmationStatus.ISSUED:
        confirmation = _charge(confirmation)
    if confirmation.status not in _DONE:
        raise OrderError.CONFIRMATION_UNDONE()
    return confirmation.guide


def _hold(confirmation: Confirmation) -> Confirmation:
    hold_id = None
    if confirmation.charge:
        try:
            hold_id = neighbours.hold_price(confirmation).hold_id
        except DomainError as refusal:
            if refusal.status < 500:
                steps.record_refusal(confirmation, refusal)
            raise
    reach = reach_for(confirmation)
    if reach.adapter == "rate_sheet":
        # Nobody is asked, so hold and guide are one commit.
        return steps.record_guide(confirmation, hold_id=hold_id, reach=reach)
    return steps.record_hold(confirmation, hold_id)


def _book(confirmation: Confirmation, *, repeated: bool) -> Confirmation:
    reach = reach_for(confirmation)
    operator = confirmation.offer.operator_name
    try:
        booked = book(confirmation, reach, repeated=repeated)
    except (Refused, NotReached) as failure:
        if repeated and isinstance(failure, NotReached):
            # An earlier try may have been booked, and nobody can say so now.
            raise OperatorError.UNAVAILABLE(operator=operator) from failure
        return switch.to_another(confirmation, failure, _said(failure, operator))
    except NoAnswer as failure:
        raise OperatorError.UNAVAILABLE(operator=operator) from failure
    return steps.record_guide(confirmation, booked=booked, reach=reach)


def _said(failure: OperatorFailure, operator: str) -> DomainError:
    if isinstance(failure, NotReached):
        return OperatorError.UNAVAILABLE(operator=operator)
    return OperatorError.REFUSED(operator=operator, detail=failure.detail)


def _charge(confirmation: Confirmation) -> Confirmation:
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
                _withdraw(confirmation, refusal)
            raise
    return steps.record_charge(confirmation)


def _withdraw(confirmation: Confirmation, refusal: DomainError) -> None:
    """A guide that cannot be paid for is voided, and its order may be quoted again."""
    with steps.locked(confirmation) as (row, order):
        if row.status == ConfirmationStatus.ISSUED:
            steps.fail(row, order, refusal, ConfirmationStatus.UNDO_DUE)
            void_locked(
                row.guide,
                order,
                order_event=OrderEvent.VOID,
                reason=refusal.code,
                actor=SYSTEM,
                source="system",
            )
