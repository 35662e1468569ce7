"""Change an order that has no guide yet."""

from dataclasses import dataclass
from uuid import UUID

from apps.orders.domain.intake import Party
from apps.orders.domain.states import OrderEvent, OrderStatus, Payer
from apps.orders.models import Order
from apps.orders.selectors.orders import lock_order
from apps.orders.services.order_moves import move_order
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform import audit
from quenty.platform.db import unit_of_work
from quenty.platform.http.versions import check_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What to change; None leaves as it is."""

    recipient: Party | None = None
    declared_value: Money | None = None
    cod_amount: Money | None = None
    payer: Payer | None = None
    notes: str | None = None


def amend_order(*, order_id: UUID, expected: int | None, data: Amendment, actor: Actor) -> Order:
    """A quoted order falls back to pending, since its prices were of the order as it was.

    Raises orders.not_found, request.precondition_failed, orders.transition_refused,
    orders.confirmation_in_progress.
    """
    with unit_of_work("orders"):
        order = lock_order(order_id)
        check_version(order.version, expected)
        if order.status not in (OrderStatus.PENDING, OrderStatus.QUOTED):
            raise OrderError.TRANSITION_REFUSED(status=order.status, event="amend")
        if order.has_open_confirmation():
            raise OrderError.CONFIRMATION_IN_PROGRESS()
        changed = _apply(order, data)
        if order.status == OrderStatus.QUOTED:
            order.quote_id = None
            move_order(order, OrderEvent.EXPIRE, actor=actor, reason="amended")
        else:
            order.version += 1
            order.save()
        audit.record(
            "orders",
            action="order.amend",
            subject=order.id,
            actor=actor,
            data={"changed": changed},
        )
    return order


def _apply(order: Order, data: Amendment) -> list[str]:
    values: dict[str, object] = {
        "declared_value": data.declared_value,
        "cod_amount": data.cod_amount,
        "payer": data.payer.value if data.payer else None,
        "notes": data.notes,
    }
    if data.recipient:
        party = data.recipient
        values |= {
            "recipient_name": party.name,
            "recipient_company": party.company,
            "recipient_document": party.document,
            "recipient_phone": party.phone,
            "recipient_email": party.email,
            "recipient_address": party.address,
            "recipient_complement": party.complement,
            "recipient_dane": party.dane_code,
        }
    changed = []
    for name, value in values.items():
        if value is not None and getattr(order, name) != value:
            setattr(order, name, value)
            changed.append(name)
    return changed
