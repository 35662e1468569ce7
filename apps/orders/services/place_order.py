"""A merchant's request to ship becomes an order."""

from dataclasses import fields
from uuid import UUID

from django.db import IntegrityError

from apps.orders import outgoing
from apps.orders.domain.intake import NewOrder, Party, problems
from apps.orders.domain.states import OrderStatus
from apps.orders.models import Order, OrderLine, OrderTransition, Piece
from apps.orders.selectors.merchants import origin_of, refuse_suspended
from quenty.contracts.orders.errors import OrderError
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def place_order(*, customer_id: UUID, data: NewOrder, actor: Actor, livemode: bool) -> Order:
    """A pending order with its lines and pieces.

    Raises orders.invalid (naming the first problem; `problems(data)` names all),
    orders.reference_taken, orders.origin_missing, orders.merchant_suspended.
    """
    for problem in problems(data):
        raise OrderError.INVALID(
            field=problem.pointer, pointer=problem.pointer, problem=problem.code
        )
    with unit_of_work("orders"):
        refuse_suspended(customer_id)
        order = _row(customer_id, data, actor=actor, livemode=livemode)
        _insert(order)
        lines, pieces = _contents(order, data)
        OrderTransition.objects.create(
            order=order,
            event="create",
            to_status=OrderStatus.PENDING.value,
            actor=str(actor),
            source=data.channel,
        )
        publish(
            outgoing.order_created(order, lines, pieces),
            aggregate=order.id,
            actor=actor,
            livemode=livemode,
        )
    return order


def _row(customer_id: UUID, data: NewOrder, *, actor: Actor, livemode: bool) -> Order:
    return Order(
        customer_id=customer_id,
        livemode=livemode,
        reference=data.reference,
        channel=data.channel,
        contents=data.contents,
        notes=data.notes,
        declared_value=data.declared_value,
        cod_amount=data.cod_amount,
        payer=data.payer.value,
        created_by=str(actor),
        **_origin(customer_id, data.origin, livemode=livemode),
        **_columns("recipient", data.recipient),
    )


def _insert(order: Order) -> None:
    try:
        with unit_of_work("orders"):
            order.save(force_insert=True)
    except IntegrityError as error:
        if "order_reference_once" not in str(error):
            raise
        raise OrderError.REFERENCE_TAKEN(field="reference", reference=order.reference) from error


def _contents(order: Order, data: NewOrder) -> tuple[list[OrderLine], list[Piece]]:
    lines = [
        OrderLine(
            order=order,
            position=position,
            sku=line.sku,
            description=line.description,
            quantity=line.quantity,
            unit_price=line.unit_price,
            hs_code=line.hs_code,
            serial=line.serial,
        )
        for position, line in enumerate(data.lines, 1)
    ]
    pieces = [
        Piece(
            order=order,
            number=number,
            weight_g=piece.weight_g,
            length_mm=piece.length_mm,
            width_mm=piece.width_mm,
            height_mm=piece.height_mm,
            contents=piece.contents,
        )
        for number, piece in enumerate(data.pieces, 1)
    ]
    return OrderLine.objects.bulk_create(lines), Piece.objects.bulk_create(pieces)


def _origin(customer_id: UUID, given: Party | None, *, livemode: bool) -> dict[str, str]:
    if given is not None:
        return _columns("origin", given)
    kept = origin_of(customer_id, livemode=livemode)
    return {name: getattr(kept, name) for name in _names("origin")}


def _columns(end: str, party: Party) -> dict[str, str]:
    return {_column(end, f.name): getattr(party, f.name) for f in fields(Party)}


def _names(end: str) -> list[str]:
    return [_column(end, f.name) for f in fields(Party)]


def _column(end: str, part: str) -> str:
    return f"{end}_{'dane' if part == 'dane_code' else part}"
