"""Issue the guide of a confirmation: its number, its pieces, its first line of history."""

from django.db import DataError, connections

from apps.orders import outgoing
from apps.orders.domain.numbers import guide_number
from apps.orders.domain.states import GuideStatus, Payer
from apps.orders.models import Confirmation, Guide, GuideEvent, GuidePiece, Order
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.contexts import alias_of
from quenty.kernel.money import Money
from quenty.platform.events import publish


def issue_guide(confirmation: Confirmation, order: Order) -> Guide:
    """Inside the unit of work that holds the order's lock. Raises orders.serial_exhausted."""
    pieces, lines = list(order.pieces.all()), list(order.lines.all())
    guide = _guide(confirmation, order, piece_count=len(pieces))
    guide.save(force_insert=True)
    GuidePiece.objects.bulk_create(
        GuidePiece(guide=guide, piece=piece, number=piece.number) for piece in pieces
    )
    actor = Actor.parse(confirmation.actor)
    GuideEvent.objects.create(
        guide=guide,
        piece_numbers=[piece.number for piece in pieces],
        event=GuideStatus.GENERATED.value,
        occurred_at=guide.issued_at,
        applied=True,
        to_status=GuideStatus.GENERATED.value,
        source="system",
        place=guide.origin_dane,
        actor=str(actor),
    )
    prices = list(confirmation.offer.lines.all())
    publish(
        outgoing.guide_generated(guide, order, pieces=pieces, lines=lines, prices=prices),
        aggregate=guide.id,
        actor=actor,
        livemode=order.livemode,
    )
    return guide


def _guide(confirmation: Confirmation, order: Order, *, piece_count: int) -> Guide:
    offer = confirmation.offer
    price = offer.total or Money.zero()
    by_recipient = price if order.payer == Payer.RECIPIENT else Money.zero()
    return Guide(
        order=order,
        confirmation=confirmation,
        offer=offer,
        number=guide_number(_next_serial(), livemode=order.livemode),
        customer_id=order.customer_id,
        livemode=order.livemode,
        operator_id=offer.operator_id,
        operator_name=offer.operator_name,
        service_id=offer.service_id,
        service_name=offer.service_name,
        service=offer.service,
        piece_count=piece_count,
        origin_dane=order.origin_dane,
        destination_dane=order.recipient_dane,
        chargeable_g=offer.chargeable_g,
        zone=offer.zone,
        declared_value=order.declared_value,
        cod_amount=order.cod_amount,
        collect=order.cod_amount + by_recipient,
        price=price,
        cost=offer.cost_total,
        issued_at=clock.now(),
        estimated_delivery=offer.estimated_delivery,
    )


def _next_serial() -> int:
    """From the database's own series, which never gives a number twice."""
    try:
        with connections[alias_of("orders")].cursor() as cursor:
            cursor.execute("SELECT nextval('orders_guide_serial')")
            return int(cursor.fetchone()[0])
    except DataError as error:
        raise OrderError.SERIAL_EXHAUSTED() from error
