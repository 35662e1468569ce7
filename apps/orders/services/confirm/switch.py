"""The operator said no: its hold goes back, and the next operator has its turn."""

from apps.orders.domain.operators.failures import NotReached, OperatorFailure
from apps.orders.domain.states import ConfirmationStatus, OrderEvent
from apps.orders.models import Confirmation
from apps.orders.services.confirm import steps
from apps.orders.services.confirm.begin import start
from apps.orders.services.confirm.others import SWITCHES, divert, next_after
from apps.orders.services.confirm.settle import settle_confirmation
from apps.orders.services.order_moves import move_order
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError


def to_another(
    confirmation: Confirmation, failure: OperatorFailure, said: DomainError
) -> Confirmation:
    """The next attempt, started, when the merchant allows it and one is near in price.

    Raises `said` when there is none; the order is quoted again then. The refused one's hold
    is released first, so that the same money serves the next.
    """
    with steps.locked(confirmation) as (row, order):
        if row.status != ConfirmationStatus.HELD:
            return row
        move_order(order, OrderEvent.FAIL, actor=SYSTEM, source="system", reason=said.code)
        # Nothing was booked under it, so there is no booking to take back.
        row.number = ""
        steps.fail(row, order, said, ConfirmationStatus.UNDO_DUE, reason="operator")
        if isinstance(failure, NotReached) and order.livemode:
            divert(row.offer.operator_id, row.offer.operator_code)
        other = next_after(row)
        following = other and start(
            order,
            other,
            idempotency_key=row.idempotency_key,
            actor=row.actor,
            allows_other=True,
            chosen=row.chosen_offer,
            instead_of=row,
            switch_reason=failure.outcome,
        )
    settle_confirmation(confirmation_id=confirmation.id)
    if not following:
        raise said
    SWITCHES.labels(row.offer.operator_code, failure.outcome).inc()
    return following
