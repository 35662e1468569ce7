"""Validated bodies to what services take."""

from typing import Any
from uuid import UUID

from apps.orders.domain.intake import NewLine, NewOrder, NewPiece, Party
from apps.orders.domain.pricing.shipment import Parcel, Shipment
from apps.orders.domain.states import Payer
from apps.orders.services import Amendment
from quenty.kernel.money import Money
from quenty.platform.errors import AuthError
from quenty.platform.http import Call


def merchant_of(call: Call) -> UUID:
    """Whose account the caller acts for. Raises auth.forbidden for one without."""
    if call.principal.customer_id is None:
        raise AuthError.FORBIDDEN()
    return call.principal.customer_id


def party(body: dict[str, Any]) -> Party:
    return Party(**body)


def _piece(body: dict[str, Any]) -> NewPiece:
    return NewPiece.of(
        weight_kg=body["weight_kg"],
        length_cm=body["length_cm"],
        width_cm=body["width_cm"],
        height_cm=body["height_cm"],
        contents=body.get("contents", ""),
    )


def new_order(body: dict[str, Any]) -> NewOrder:
    return NewOrder(
        reference=body["reference"],
        contents=body["contents"],
        notes=body["notes"],
        origin=party(body["origin"]) if "origin" in body else None,
        recipient=party(body["recipient"]),
        pieces=tuple(_piece(piece) for piece in body["pieces"]),
        lines=tuple(NewLine(**line) for line in body.get("lines", ())),
        declared_value=body["declared_value"],
        cod_amount=body.get("cod_amount", Money.zero()),
        payer=Payer(body["payer"]),
    )


def amendment(body: dict[str, Any]) -> Amendment:
    return Amendment(
        recipient=party(body["recipient"]) if "recipient" in body else None,
        declared_value=body.get("declared_value"),
        cod_amount=body.get("cod_amount"),
        payer=Payer(body["payer"]) if "payer" in body else None,
        notes=body.get("notes"),
    )


def shipment(body: dict[str, Any]) -> Shipment:
    pieces = [_piece(piece) for piece in body["pieces"]]
    return Shipment(
        origin=body["origin"],
        destination=body["destination"],
        parcels=tuple(Parcel(p.weight_g, p.length_mm, p.width_mm, p.height_mm) for p in pieces),
        declared=body["declared_value"],
        cod=body.get("cod_amount", Money.zero()),
        payer=Payer(body["payer"]),
        contents=body["contents"],
    )
