"""Issue the guide of a confirmation: its number, its pieces, its first line of history."""

from datetime import timedelta
from uuid import UUID

from django.db import DataError, connections

from apps.orders import outgoing
from apps.orders.domain.numbers import guide_number
from apps.orders.domain.operators.port import Booked
from apps.orders.domain.states import GuideStatus, Payer
from apps.orders.models import Confirmation, Guide, GuideEvent, GuidePiece, Order
from apps.orders.selectors.operators import Reach
from apps.orders.services.operators.operator_label import keep_label
from apps.orders.services.remember import remember
from apps.orders.services.share_tracking import label_url, share_url
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.contexts import alias_of
from quenty.kernel.money import Money
from quenty.platform.events import publish

# The sandbox's scripts move by the minute.
SANDBOX_POLL = 1
_NEXT = """
SELECT nextval('orders_guide_serial'),
       EXISTS (SELECT 1 FROM orders_operatorserials WHERE operator_id = %s AND livemode = %s)
"""


def issue_guide(confirmation: Confirmation, order: Order, reach: Reach, booked: Booked) -> Guide:
    """Inside the unit of work that holds the order's lock. Its pieces and events come loaded."""
    pieces, lines = list(order.pieces.all()), list(order.lines.all())
    guide = _guide(confirmation, order, piece_count=len(pieces))
    _reach(guide, reach, booked)
    guide.save(force_insert=True)
    if booked.label is not None:
        keep_label(guide, booked.label)
    made = [GuidePiece(guide=guide, piece=piece, number=piece.number) for piece in pieces]
    GuidePiece.objects.bulk_create(made)
    actor = Actor.parse(confirmation.actor)
    first = GuideEvent.objects.create(
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
    remember(guide, "pieces", made)
    remember(guide, "events", [first])
    publish(
        outgoing.guide_generated(
            guide,
            order,
            pieces=pieces,
            lines=lines,
            offer=confirmation.offer,
            label_url=label_url(guide.number),
            tracking_url=share_url(guide.number),
        ),
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
        number=confirmation.number,
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


def _reach(guide: Guide, reach: Reach, booked: Booked) -> None:
    """Who it was booked with, and when it is asked for first."""
    guide.operator_number = guide.confirmation.operator_number
    guide.tracking_url = booked.tracking_url[:300]
    guide.account = reach.row
    wait = reach.row.poll_minutes if reach.row else (0 if reach.livemode else SANDBOX_POLL)
    if wait and booked.number:
        guide.next_poll_at = guide.issued_at + timedelta(minutes=wait)


def next_number(*, livemode: bool, operator_id: UUID) -> tuple[str, bool]:
    """From the database's own series, which never gives a number twice; and whether the
    operator gave ranges of its own, in the same query.

    Raises orders.serial_exhausted.
    """
    try:
        with connections[alias_of("orders")].cursor() as cursor:
            cursor.execute(_NEXT, [operator_id, livemode])
            serial, ranged = cursor.fetchone()
    except DataError as error:
        raise OrderError.SERIAL_EXHAUSTED() from error
    return guide_number(int(serial), livemode=livemode), ranged
