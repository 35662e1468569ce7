"""A guide's rows to what its label says."""

from decimal import Decimal

from apps.orders.domain.labels.content import Carrier, GuideContent, Party, PieceMeasure
from apps.orders.domain.labels.symbologies import CODE_128, ITF, best_for
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, GuidePiece, Order
from apps.orders.services.share_tracking import tracking_url
from quenty.kernel.dane import municipality

# Where an account does not say so itself: `barcode` in its settings.
_OF_ADAPTER = {"interrapidisimo": ITF}


def content_of(guide: Guide) -> GuideContent:
    """Read from the guide, its order and its pieces; asks the database nothing that
    `selectors.printing` has not fetched."""
    order = guide.order
    return GuideContent(
        guide_id=guide.id,
        number=guide.number,
        tracking_url=tracking_url(guide.number),
        carrier=_carrier(guide),
        service=guide.service_name,
        mode=guide.service.get("mode", ""),
        zone=guide.zone,
        sender=_sender(order),
        recipient=_recipient(order),
        pieces=tuple(_piece(piece) for piece in guide.pieces.all()),
        chargeable_kg=Decimal(guide.chargeable_g) / 1000,
        declared_value=guide.declared_value,
        price=guide.price,
        cod=guide.cod_amount,
        collect=guide.collect,
        issued_at=guide.issued_at,
        estimated_delivery=guide.estimated_delivery,
        reference=order.reference,
        contents=order.contents,
        notes=order.notes,
        livemode=guide.livemode,
        operator_number=guide.operator_number if guide.operator_number != guide.number else "",
        operator_code=best_for(guide.operator_number, wished=_expected(guide)),
    )


def _expected(guide: Guide) -> str:
    """The bar code that the operator's scanners expect of its own number."""
    account = guide.account
    if account is None:
        return CODE_128
    return str(account.settings.get("barcode") or _OF_ADAPTER.get(account.adapter, CODE_128))


def _carrier(guide: Guide) -> Carrier:
    terms = guide.service
    return Carrier(
        name=guide.operator_name,
        nit=terms.get("operator_nit", ""),
        registration=terms.get("registration", ""),
        claims_channel=terms.get("claims_channel", ""),
        regime=terms.get("regime", ""),
    )


def _sender(order: Order) -> Party:
    return Party(
        name=order.origin_name,
        company=order.origin_company,
        document=order.origin_document,
        phone=order.origin_phone,
        address=order.origin_address,
        complement=order.origin_complement,
        **_place(order.origin_dane),
    )


def _recipient(order: Order) -> Party:
    return Party(
        name=order.recipient_name,
        company=order.recipient_company,
        phone=order.recipient_phone,
        address=order.recipient_address,
        complement=order.recipient_complement,
        **_place(order.recipient_dane),
    )


def _place(dane_code: str) -> dict[str, str]:
    place = municipality(dane_code)
    return {
        "dane_code": dane_code,
        "city": place.name if place else dane_code,
        "department": place.department if place else "",
    }


def _piece(row: GuidePiece) -> PieceMeasure:
    piece = row.piece
    return PieceMeasure(
        number=row.number,
        weight_kg=piece.weight_kg,
        length_cm=piece.length_cm,
        width_cm=piece.width_cm,
        height_cm=piece.height_cm,
        dropped=row.status == GuideStatus.VOIDED,
    )
