"""Rows to the parts that several events share."""

from collections.abc import Iterable

from apps.orders.models import Offer, OrderLine, Piece
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


def price_lines(offer: Offer, side: str) -> tuple[PriceLine, ...]:
    return tuple(
        PriceLine(
            position=line.position,
            kind=line.kind,
            amount=line.amount,
            tax_code=line.tax_code,
            rate=line.rate,
            taxes=line.taxes,
        )
        for line in offer.lines_of(side)
    )


def whole_address(address: str, complement: str) -> str:
    """With the flat or office, which who stands at the door needs."""
    return f"{address}, {complement}" if complement else address
