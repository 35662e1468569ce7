"""Book a confirmation with its operator, and take a booking back."""

from functools import partial

import structlog

from apps.orders.domain.operators.failures import NotReached, Refused
from apps.orders.domain.operators.port import Booked, Box, Consignment, OperatorPort, Party
from apps.orders.domain.states import Payer
from apps.orders.models import Confirmation, Order
from apps.orders.selectors.operators import Reach, reach_of
from apps.orders.services.operators.ask import ask
from quenty.kernel.money import Money

log = structlog.get_logger(__name__)


def reach_for(confirmation: Confirmation) -> Reach:
    order = confirmation.order
    return reach_of(
        confirmation.offer.operator_id,
        operator_code=confirmation.offer.operator_code,
        customer_id=order.customer_id,
        livemode=order.livemode,
    )


def book(confirmation: Confirmation, reach: Reach, *, repeated: bool) -> Booked:
    """Raises Refused or NotReached when nothing was booked, NoAnswer when it is not known.

    `repeated`: it may have been booked before; then only a refusal says that it was not.
    """
    if reach.adapter == "rate_sheet":
        return Booked()
    wanted = consignment_of(confirmation, repeated=repeated)
    return ask(reach, "book", confirmation.number, lambda port: port.book(wanted))


def cancel_booking(confirmation: Confirmation, reason: str) -> None:
    """Raises what keeps the operator from answering; a refusal is written down and left."""
    if not confirmation.number:
        return
    reach = reach_for(confirmation)
    if reach.adapter == "rate_sheet":
        return
    try:
        ask(reach, "cancel", confirmation.number, partial(_cancel, confirmation, reason))
    except Refused as refusal:
        log.warning("booking.not_cancelled", number=confirmation.number, detail=refusal.detail)
    except NotReached:
        if reach.row is not None:
            raise


def _cancel(confirmation: Confirmation, reason: str, port: OperatorPort) -> None:
    port.cancel(confirmation.operator_number, confirmation.number, reason)


def consignment_of(confirmation: Confirmation, *, repeated: bool) -> Consignment:
    order, offer = confirmation.order, confirmation.offer
    freight = offer.total if order.payer == Payer.RECIPIENT and offer.total else Money.zero()
    return Consignment(
        reference=confirmation.number,
        service_code=offer.service_code,
        sender=sender_of(order),
        recipient=recipient_of(order),
        boxes=boxes_of(order),
        contents=order.contents,
        declared=order.declared_value,
        collect=order.cod_amount + freight,
        notes=order.notes,
        repeated=repeated,
    )


def boxes_of(order: Order) -> tuple[Box, ...]:
    return tuple(
        Box(
            number=piece.number,
            weight_g=piece.weight_g,
            length_mm=piece.length_mm,
            width_mm=piece.width_mm,
            height_mm=piece.height_mm,
        )
        for piece in order.pieces.all()
    )


def sender_of(order: Order) -> Party:
    return Party(
        name=order.origin_name,
        phone=order.origin_phone,
        address=order.origin_address,
        complement=order.origin_complement,
        document=order.origin_document,
        email=order.origin_email,
        dane=order.origin_dane,
    )


def recipient_of(order: Order) -> Party:
    return Party(
        name=order.recipient_name,
        phone=order.recipient_phone,
        address=order.recipient_address,
        complement=order.recipient_complement,
        document=order.recipient_document,
        email=order.recipient_email,
        dane=order.recipient_dane,
    )
