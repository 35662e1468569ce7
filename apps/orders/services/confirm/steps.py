"""What each step records, under the order's lock, if the step before it still stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.states import ConfirmationStatus, OrderEvent
from apps.orders.models import Confirmation, Order
from apps.orders.selectors.orders import lock_order
from apps.orders.services.confirm.guide import issue_guide
from apps.orders.services.order_moves import move_order
from quenty.contracts.customers.api import RevenueLine
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue, publish

_REVENUE = {
    "base": "freight",
    "extra_kg": "freight",
    "fuel": "surcharge",
    "remote_area": "surcharge",
    "handling": "surcharge",
    "declared_value": "insurance",
}
_FUNDS = {CustomerError.INSUFFICIENT_FUNDS.code, CustomerError.HOLD_NOT_OPEN.code}


@contextmanager
def locked(confirmation_id: UUID) -> Iterator[tuple[Confirmation, Order]]:
    """A confirmation and its order, for update, in one unit of work."""
    with unit_of_work("orders"):
        order_id = Confirmation.objects.values_list("order_id", flat=True).get(pk=confirmation_id)
        order = lock_order(order_id)
        confirmation = Confirmation.objects.select_for_update().get(pk=confirmation_id)
        confirmation.order = order
        yield confirmation, order


def record_hold(confirmation_id: UUID, hold_id: UUID | None) -> None:
    with locked(confirmation_id) as (confirmation, order):
        if confirmation.status == ConfirmationStatus.STARTED:
            confirmation.hold_id = hold_id
            confirmation.status = ConfirmationStatus.HELD.value
            confirmation.save()
            actor = Actor.parse(confirmation.actor)
            move_order(order, OrderEvent.CONFIRM, actor=actor)
            publish(
                outgoing.order_confirmed(confirmation, order),
                aggregate=order.id,
                actor=actor,
                livemode=order.livemode,
            )


def record_guide(confirmation_id: UUID) -> None:
    """Issue the guide, once."""
    with locked(confirmation_id) as (confirmation, order):
        if confirmation.status == ConfirmationStatus.HELD:
            issue_guide(confirmation, order)
            confirmation.status = ConfirmationStatus.ISSUED.value
            confirmation.save()
            move_order(order, OrderEvent.ISSUE, actor=Actor.parse(confirmation.actor))


def record_charge(confirmation_id: UUID) -> None:
    with locked(confirmation_id) as (confirmation, _):
        if confirmation.status == ConfirmationStatus.ISSUED:
            confirmation.status = ConfirmationStatus.CHARGED.value
            confirmation.save()


def record_refusal(confirmation_id: UUID, refusal: DomainError) -> None:
    """Nothing is held: the order may be confirmed again."""
    with locked(confirmation_id) as (confirmation, order):
        if confirmation.status == ConfirmationStatus.STARTED:
            fail(confirmation, order, refusal, ConfirmationStatus.FAILED)


def fail(
    confirmation: Confirmation, order: Order, refusal: DomainError, status: ConfirmationStatus
) -> None:
    """End a confirmation and tell why; `undo_due` gives its money back in the background."""
    confirmation.status = status.value
    confirmation.failure = refusal.code
    confirmation.save()
    reason = "funds" if refusal.code in _FUNDS else "policy"
    publish(
        outgoing.confirmation_failed(confirmation, order, reason=reason, code=refusal.code),
        aggregate=order.id,
        livemode=order.livemode,
    )
    if status == ConfirmationStatus.UNDO_DUE:
        enqueue("orders.settle_confirmation", confirmation_id=str(confirmation.id))


def revenue(confirmation: Confirmation) -> tuple[RevenueLine, ...]:
    """The accepted offer's price by kind of income; its sum is the charge."""
    lines = confirmation.offer.lines.filter(side="selling")
    return tuple(
        RevenueLine(
            kind=_REVENUE.get(line.kind, line.kind), amount=line.amount, tax_code=line.tax_code
        )
        for line in lines
    )
