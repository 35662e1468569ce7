"""Rows to contract events."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from apps.orders.models import Confirmation, Guide, Offer, OfferLine, Order, OrderLine, Piece, Quote
from quenty.contracts.orders import events
from quenty.contracts.orders.shapes import GoodsLine, Parcel, PriceLine


def goods(lines: Iterable[OrderLine]) -> tuple[GoodsLine, ...]:
    return tuple(
        GoodsLine(
            sku=line.sku,
            description=line.description,
            quantity=line.quantity,
            unit_price=line.unit_price,
            hs_code=line.hs_code,
            serial=line.serial,
        )
        for line in lines
    )


def parcels(pieces: Iterable[Piece]) -> tuple[Parcel, ...]:
    return tuple(
        Parcel(
            number=piece.number,
            weight_g=piece.weight_g,
            length_mm=piece.length_mm,
            width_mm=piece.width_mm,
            height_mm=piece.height_mm,
        )
        for piece in pieces
    )


def price_lines(lines: Iterable[OfferLine], side: str) -> tuple[PriceLine, ...]:
    return tuple(
        PriceLine(
            position=line.position,
            kind=line.kind,
            amount=line.amount,
            tax_code=line.tax_code,
            rate=line.rate,
            taxes=line.taxes,
        )
        for line in lines
        if line.side == side
    )


def order_created(
    order: Order, lines: Iterable[OrderLine], pieces: Sequence[Piece]
) -> events.OrderCreatedV1:
    return events.OrderCreatedV1(
        order_id=order.id,
        customer_id=order.customer_id,
        reference=order.reference,
        channel=order.channel,
        origin=order.origin_dane,
        destination=order.recipient_dane,
        pieces=len(pieces),
        declared_value=order.declared_value,
        cod_amount=order.cod_amount,
        payer=order.payer,
        lines=goods(lines),
    )


def quote_issued(quote: Quote, offers: Sequence[Offer]) -> events.QuoteIssuedV1:
    totals = [offer.total for offer in offers if offer.available]
    return events.QuoteIssuedV1(
        quote_id=quote.id,
        order_id=quote.order_id,
        customer_id=quote.customer_id,
        origin=quote.origin_dane,
        destination=quote.destination_dane,
        offers=len(offers),
        available=len(totals),
        best=min(totals, key=lambda money: money.amount, default=None),
        expires_at=quote.expires_at,
    )


def order_confirmed(confirmation: Confirmation, order: Order) -> events.OrderConfirmedV1:
    return events.OrderConfirmedV1(
        order_id=order.id,
        customer_id=order.customer_id,
        offer_id=confirmation.offer_id,
        operator_id=confirmation.offer.operator_id,
        service_id=confirmation.offer.service_id,
        charge=confirmation.charge,
        hold_id=confirmation.hold_id,
    )


def confirmation_failed(
    confirmation: Confirmation, order: Order, *, reason: str, code: str
) -> events.OrderConfirmationFailedV1:
    return events.OrderConfirmationFailedV1(
        order_id=order.id,
        customer_id=order.customer_id,
        offer_id=confirmation.offer_id,
        reason=reason,
        code=code,
    )


def order_cancelled(order: Order, *, guide_number: str) -> events.OrderCancelledV1:
    return events.OrderCancelledV1(
        order_id=order.id,
        customer_id=order.customer_id,
        reason=order.cancel_reason,
        guide_number=guide_number,
    )


def guide_generated(
    guide: Guide,
    order: Order,
    *,
    pieces: Iterable[Piece],
    lines: Iterable[OrderLine],
    prices: Sequence[OfferLine],
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
        price_lines=price_lines(prices, "selling"),
        cost=guide.cost,
        cost_lines=price_lines(prices, "cost"),
        issued_at=guide.issued_at,
        estimated_delivery=guide.estimated_delivery,
        sender_name=order.origin_name,
        sender_phone=order.origin_phone,
        sender_address=order.origin_address,
        recipient_name=order.recipient_name,
        recipient_phone=order.recipient_phone,
        recipient_email=order.recipient_email,
        recipient_address=order.recipient_address,
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
