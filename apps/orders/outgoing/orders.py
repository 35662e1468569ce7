"""Orders, quotes and confirmations to contract events."""

from collections.abc import Iterable, Sequence

from apps.orders.models import Confirmation, Order, OrderLine, Piece, Quote
from apps.orders.outgoing.shapes import goods
from quenty.contracts.orders import events


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


def quote_issued(quote: Quote) -> events.QuoteIssuedV1:
    # The cheapest first, those that can't carry it last.
    best = quote.offers[0].total if quote.offers else None
    return events.QuoteIssuedV1(
        quote_id=quote.id,
        order_id=quote.order_id,
        customer_id=quote.customer_id,
        origin=quote.origin_dane,
        destination=quote.destination_dane,
        offers=len(quote.offers),
        available=sum(offer.available for offer in quote.offers),
        best=best,
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
