"""What each step records, under the order's lock, if the step before it still stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.operators.port import Booked
from apps.orders.domain.states import ConfirmationStatus, OrderEvent
from apps.orders.models import Confirmation, Order
from apps.orders.selectors.operators import Reach
from apps.orders.selectors.orders import lock_order
from apps.orders.services.confirm.guide import issue_guide, next_number
from apps.orders.services.operators.serials import next_of_operator
from apps.orders.services.order_moves import move_order
from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.shapes import RevenueLine
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
def locked(known: Confirmation) -> Iterator[tuple[Confirmation, Order]]:
    """A confirmation as it stands now and its order, in one unit of work.

    The order's lock is the confirmation's too: whoever changes one holds it. The offer never
    changes, so the one that is known serves.
    """
    with unit_of_work("orders"):
        order = lock_order(known.order_id)
        row = Confirmation.objects.get(pk=known.pk)
        row.order = order
        for name in ("offer", "chosen_offer"):
            if name in known._state.fields_cache:
                setattr(row, name, getattr(known, name))
        yield row, order


def read(confirmation_id: UUID) -> Confirmation:
    """A confirmation with what its steps need."""
    related = ("order", "offer", "guide", "chosen_offer")
    return Confirmation.objects.select_related(*related).get(pk=confirmation_id)


def record_hold(known: Confirmation, hold_id: UUID | None) -> Confirmation:
    """The price is held: the order is confirmed, and has its number to be booked under."""
    with locked(known) as (confirmation, order):
        if confirmation.status == ConfirmationStatus.STARTED:
            _held(confirmation, order, hold_id)
            confirmation.save()
    return confirmation


def _held(confirmation: Confirmation, order: Order, hold_id: UUID | None) -> None:
    confirmation.hold_id = hold_id
    confirmation.status = ConfirmationStatus.HELD.value
    operator_id, livemode = confirmation.offer.operator_id, order.livemode
    confirmation.number, ranged = next_number(livemode=livemode, operator_id=operator_id)
    if ranged:
        confirmation.operator_number = next_of_operator(operator_id, livemode=livemode)
    actor = Actor.parse(confirmation.actor)
    move_order(order, OrderEvent.CONFIRM, actor=actor)
    publish(
        outgoing.order_confirmed(confirmation, order),
        aggregate=order.id,
        actor=actor,
        livemode=order.livemode,
    )


def record_guide(
    known: Confirmation,
    *,
    reach: Reach,
    booked: Booked | None = None,
    hold_id: UUID | None = None,
) -> Confirmation:
    """Issue the guide, once; with `hold_id` of one that was only started, in the same commit."""
    with locked(known) as (confirmation, order):
        if confirmation.status == ConfirmationStatus.STARTED and booked is None:
            _held(confirmation, order, hold_id)
        if confirmation.status == ConfirmationStatus.HELD:
            if booked is not None and booked.number:
                confirmation.operator_number = booked.number[:60]
            guide = issue_guide(confirmation, order, reach, booked or Booked())
            confirmation.status = ConfirmationStatus.ISSUED.value
            confirmation.save()
            confirmation.guide = guide
            move_order(order, OrderEvent.ISSUE, actor=Actor.parse(confirmation.actor))
    return confirmation


def record_charge(known: Confirmation) -> Confirmation:
    """One statement that decides by itself; who withdrew it meanwhile holds the truth."""
    with unit_of_work("orders"):
        open_ = Confirmation.objects.filter(pk=known.pk, status=ConfirmationStatus.ISSUED.value)
        done = open_.update(status=ConfirmationStatus.CHARGED.value)
    if not done:
        return read(known.pk)
    known.status = ConfirmationStatus.CHARGED.value
    return known


def record_refusal(known: Confirmation, refusal: DomainError) -> None:
    """Nothing is held: the order may be confirmed again."""
    with locked(known) as (confirmation, order):
        if confirmation.status == ConfirmationStatus.STARTED:
            fail(confirmation, order, refusal, ConfirmationStatus.FAILED)


def fail(
    confirmation: Confirmation,
    order: Order,
    refusal: DomainError,
    status: ConfirmationStatus,
    reason: str = "",
) -> None:
    """End a confirmation and tell why; `undo_due` gives its money back in the background."""
    confirmation.status = status.value
    confirmation.failure = refusal.code
    confirmation.save()
    reason = reason or ("funds" if refusal.code in _FUNDS else "policy")
    publish(
        outgoing.confirmation_failed(confirmation, order, reason=reason, code=refusal.code),
        aggregate=order.id,
        livemode=order.livemode,
    )
    if status == ConfirmationStatus.UNDO_DUE:
        enqueue("orders.settle_confirmation", confirmation_id=str(confirmation.id))


def revenue(confirmation: Confirmation) -> tuple[RevenueLine, ...]:
    """The accepted offer's price by kind of income; its sum is the charge."""
    return tuple(
        RevenueLine(
            kind=_REVENUE.get(line.kind, line.kind), amount=line.amount, tax_code=line.tax_code
        )
        for line in confirmation.offer.lines_of("selling")
    )
