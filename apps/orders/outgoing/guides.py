"""Guides to contract events."""

from collections.abc import Iterable
from datetime import date, datetime

from apps.orders.models import Confirmation, Guide, Offer, Order, OrderLine, Piece
from apps.orders.outgoing.shapes import goods, parcels, price_lines, whole_address
from quenty.contracts.orders import events


def guide_generated(
    guide: Guide,
    order: Order,
    *,
    pieces: Iterable[Piece],
    lines: Iterable[OrderLine],
    offer: Offer,
    label_url: str,
    tracking_url: str,
) -> events.GuideGeneratedV1:
    return events.GuideGeneratedV1(
        guide_id=guide.id,
        number=guide.number,
        order_id=order.id,
        customer_id=order.customer_id,
        reference=order.reference,
        operator_id=guide.operator_id,
        operator_name=guide.operator_name,
        service_id=guide.service_id,
        service_name=guide.service_name,
        origin=guide.origin_dane,
        destination=guide.destination_dane,
        pieces=parcels(pieces),
        goods=goods(lines),
        chargeable_g=guide.chargeable_g,
        declared_value=guide.declared_value,
        cod_amount=guide.cod_amount,
        collect=guide.collect,
        payer=order.payer,
        price=guide.price,
        price_lines=price_lines(offer, "selling"),
        cost=guide.cost,
        cost_lines=price_lines(offer, "cost"),
        issued_at=guide.issued_at,
        estimated_delivery=guide.estimated_delivery,
        sender_name=order.origin_name,
        sender_phone=order.origin_phone,
        sender_address=whole_address(order.origin_address, order.origin_complement),
        recipient_name=order.recipient_name,
        recipient_phone=order.recipient_phone,
        recipient_email=order.recipient_email,
        recipient_address=whole_address(order.recipient_address, order.recipient_complement),
        sender_email=order.origin_email,
        label_url=label_url,
        tracking_url=tracking_url,
    )


def office_term_near(
    guide: Guide, order: Order, *, office_until: date, days_left: int, tracking_url: str
) -> events.GuideOfficeTermNearV1:
    return events.GuideOfficeTermNearV1(
        guide_id=guide.id,
        number=guide.number,
        order_id=order.id,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        operator_name=guide.operator_name,
        destination=guide.destination_dane,
        office_until=office_until,
        days_left=days_left,
        collect=guide.collect,
        recipient_name=order.recipient_name,
        recipient_phone=order.recipient_phone,
        recipient_email=order.recipient_email,
        sender_email=order.origin_email,
        tracking_url=tracking_url,
    )


def guide_voided(guide: Guide, confirmation: Confirmation) -> events.GuideVoidedV1:
    return events.GuideVoidedV1(
        guide_id=guide.id,
        number=guide.number,
        order_id=guide.order_id,
        customer_id=guide.customer_id,
        reason=guide.void_reason,
        refund=confirmation.charge,
    )


_MOVES: dict[str, type[events.GuideMoved]] = {
    "generated": events.GuideTakenBackV1,
    "received_at_point": events.GuideReceivedAtPointV1,
    "picked_up": events.GuidePickedUpV1,
    "in_transit": events.GuideInTransitV1,
    "out_for_delivery": events.GuideOutForDeliveryV1,
    "delivered": events.GuideDeliveredV1,
    "delivery_failed": events.GuideDeliveryFailedV1,
    "at_office": events.GuideAtOfficeV1,
    "on_hold": events.GuideOnHoldV1,
    "returning": events.GuideReturningV1,
    "returned": events.GuideReturnedV1,
    "lost": events.GuideLostV1,
    "damaged": events.GuideDamagedV1,
}


def pieces_dropped(
    guide: Guide, *, pieces: Iterable[int], occurred_at: datetime, reason: str
) -> events.GuidePiecesDroppedV1:
    return events.GuidePiecesDroppedV1(
        guide_id=guide.id,
        number=guide.number,
        order_id=guide.order_id,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        pieces=tuple(pieces),
        occurred_at=occurred_at,
        reason=reason,
    )


def guide_moved(
    guide: Guide,
    *,
    pieces: tuple[int, ...],
    occurred_at: datetime,
    place: str,
    source: str,
    reason: str,
) -> events.GuideMoved:
    """The event of the state that the guide is in now."""
    return _MOVES[guide.status](
        guide_id=guide.id,
        number=guide.number,
        order_id=guide.order_id,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        service_id=guide.service_id,
        pieces=pieces,
        occurred_at=occurred_at,
        place=place,
        source=source,
        reason=reason,
    )
