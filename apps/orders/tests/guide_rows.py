"""A guide with its order, quote, offer and pieces, as rows, for tests of what is read of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from apps.orders.domain.numbers import guide_number
from apps.orders.models import (
    Confirmation,
    Guide,
    GuideEvent,
    GuidePiece,
    Offer,
    Order,
    Piece,
    Quote,
)
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

ISSUED = datetime(2026, 3, 5, 19, 20, tzinfo=UTC)
TERMS = {
    "operator_nit": "900123456-8",
    "registration": "Registro de Operadores Postales 0123",
    "claims_channel": "pqr@andina.example, 01 8000 123 456",
    "regime": "postal",
    "mode": "ground",
}


def make_order(customer_id: UUID, *, pieces: int = 1, **changes: Any) -> Order:
    order = Order.objects.create(
        **{
            "customer_id": customer_id,
            "reference": "#1001",
            "contents": "Café tostado x 3",
            "declared_value": Money(250_000, COP),
            "cod_amount": Money(185_000, COP),
            "created_by": "system:tests",
            "origin_name": "Café Ñandú S.A.S.",
            "origin_phone": "+576015551234",
            "origin_address": "Carrera 13 # 85-32",
            "origin_dane": "11001",
            "recipient_name": "María José Peña Güiza",
            "recipient_phone": "+573001234567",
            "recipient_address": "Calle 45 # 23-10",
            "recipient_complement": "Apto 302",
            "recipient_dane": "05001",
            "status": "with_guide",
            **changes,
        }
    )
    for number in range(1, pieces + 1):
        Piece.objects.create(
            order=order, number=number, weight_g=2500, length_mm=300, width_mm=205, height_mm=100
        )
    return order


def make_offer(order: Order) -> Offer:
    quote = Quote.objects.create(
        customer_id=order.customer_id,
        order=order,
        origin_dane=order.origin_dane,
        destination_dane=order.recipient_dane,
        pieces=[],
        declared_value=order.declared_value,
        cod_amount=order.cod_amount,
        payer=order.payer,
        expires_at=ISSUED + timedelta(days=1),
        catalogue=1,
        created_by="system:tests",
    )
    return Offer.objects.create(
        quote=quote,
        operator_id=new_id(),
        operator_code="AND",
        operator_name="Andina Exprés S.A.S.",
        service_id=new_id(),
        service_code="NAC",
        service_name="Mensajería nacional",
        service=TERMS,
        available=True,
        total=Money(18_450, COP),
    )


def make_guide(
    customer_id: UUID, *, serial: int = 47_312_482, pieces: int = 1, **changes: Any
) -> Guide:
    """A guide that was issued at ISSUED; `order` changes the order's columns."""
    order = make_order(customer_id, pieces=pieces, **changes.pop("order", {}))
    offer = make_offer(order)
    confirmation = Confirmation.objects.create(
        order=order,
        attempt=1,
        offer=offer,
        status="charged",
        charge=offer.total,
        actor="system:tests",
    )
    values = {
        "livemode": True,
        "operator_id": offer.operator_id,
        "piece_count": pieces,
        "collect": order.cod_amount,
        "issued_at": ISSUED,
        "estimated_delivery": date(2026, 3, 9),
        **changes,
    }
    guide = Guide.objects.create(
        order=order,
        confirmation=confirmation,
        offer=offer,
        number=guide_number(serial, livemode=values["livemode"]),
        customer_id=customer_id,
        operator_name=offer.operator_name,
        service_id=offer.service_id,
        service_name=offer.service_name,
        service=offer.service,
        origin_dane=order.origin_dane,
        destination_dane=order.recipient_dane,
        chargeable_g=8000,
        zone="national",
        declared_value=order.declared_value,
        cod_amount=order.cod_amount,
        price=offer.total,
        **values,
    )
    for piece in order.pieces.all():
        GuidePiece.objects.create(guide=guide, piece=piece, number=piece.number)
    tell(guide, "generated", ISSUED)
    return guide


def tell(guide: Guide, event: str, occurred_at: datetime, **changes: Any) -> GuideEvent:
    return GuideEvent.objects.create(
        **{
            "guide": guide,
            "piece_numbers": list(range(1, guide.piece_count + 1)),
            "event": event,
            "occurred_at": occurred_at,
            "applied": True,
            "to_status": event,
            "source": "system",
            "actor": "system:tests",
            **changes,
        }
    )


def many_guides(customer_id: UUID, count: int, **changes: Any) -> list[str]:
    """The numbers of so many guides, each with an order and a recipient of its own."""
    serial = 47_312_482 + Guide.objects.count()
    first = make_guide(customer_id, serial=serial, **changes)
    kinds: dict[Any, list[Any]] = {
        kind: [] for kind in (Order, Piece, Quote, Offer, Confirmation, Guide, GuidePiece)
    }
    for index in range(1, count):
        order = _again(first.order, recipient_name=f"María Peña {index}", reference=f"#{index}")
        piece = _again(first.order.pieces.get(), order_id=order.pk)
        quote = _again(first.offer.quote, order_id=order.pk)
        offer = _again(first.offer, quote_id=quote.pk)
        confirmation = _again(first.confirmation, order_id=order.pk, offer_id=offer.pk)
        guide = _again(
            first,
            number=guide_number(serial + index, livemode=True),
            order_id=order.pk,
            offer_id=offer.pk,
            confirmation_id=confirmation.pk,
        )
        part = _again(first.pieces.get(), guide_id=guide.pk, piece_id=piece.pk)
        for row in (order, piece, quote, offer, confirmation, guide, part):
            kinds[type(row)].append(row)
    for kind, rows in kinds.items():
        kind.objects.bulk_create(rows, batch_size=500)
    return [first.number, *(guide.number for guide in kinds[Guide])]


def _again(row: Any, **changes: Any) -> Any:
    """The same row once more, but for its id and what changes."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, "id": new_id(), **changes})
