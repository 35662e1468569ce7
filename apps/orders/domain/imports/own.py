"""Our own template: one row a parcel; rows of one reference are its pieces."""

from decimal import Decimal

from apps.orders.domain.imports.cells import Cells
from apps.orders.domain.imports.problems import RowProblem
from apps.orders.domain.imports.template import Template
from apps.orders.domain.intake import (
    MAX_AMOUNT,
    MAX_PIECES,
    MAX_SIDE_MM,
    MAX_WEIGHT_G,
    NewOrder,
    NewPiece,
    Party,
)
from apps.orders.domain.states import Payer
from quenty.kernel.dane import normalise

_GRAM = Decimal("0.001")
_MILLIMETRE = Decimal("0.1")
_PAYERS = {
    "": Payer.SENDER,
    "remitente": Payer.SENDER,
    "sender": Payer.SENDER,
    "destinatario": Payer.RECIPIENT,
    "recipient": Payer.RECIPIENT,
}


def recipient(cells: Cells, name: str) -> Party:
    """Who receives, from the fields every layout has. `name`: already read."""
    return Party(
        name=name,
        company=cells.text("company", 120, printed=True),
        document=cells.text("document", 30, printed=True),
        phone=cells.phone(),
        email=cells.email(),
        address=cells.text("address", 200, required=True, printed=True),
        complement=cells.text("complement", 200, printed=True),
        dane_code=cells.municipality(),
    )


def order(reference: str, rows: list[Cells], template: Template, channel: str) -> NewOrder:
    """What the rows ask for; what is wrong with them is noted in their cells."""
    first = rows[0]
    to = recipient(first, first.text("name", 120, required=True, printed=True))
    if len(rows) > MAX_PIECES:
        first.wrong("reference", RowProblem.OUT_OF_RANGE, value=len(rows), least=1, most=MAX_PIECES)
    return NewOrder(
        recipient=to,
        origin=template.origin,
        pieces=tuple(_piece(row, template) for row in rows),
        contents=first.text("contents", 200) or template.contents,
        declared_value=first.pesos("declared_value", least=1, most=MAX_AMOUNT),
        cod_amount=first.pesos("cod", least=0, most=MAX_AMOUNT),
        payer=_payer(first),
        reference=reference,
        channel=channel,
        notes=first.text("notes", 500),
    )


def _payer(cells: Cells) -> Payer:
    value = cells.raw("payer")
    payer = _PAYERS.get(normalise(value))
    if payer is None:
        choices = "remitente, destinatario"
        cells.wrong("payer", RowProblem.UNKNOWN_CHOICE, value=value[:60], choices=choices)
        return Payer.SENDER
    return payer


def _piece(cells: Cells, template: Template) -> NewPiece:
    heaviest = Decimal(MAX_WEIGHT_G) / 1000
    longest = Decimal(MAX_SIDE_MM) / 10
    return NewPiece.of(
        weight_kg=cells.number("weight", template.weight_kg, least=_GRAM, most=heaviest),
        length_cm=cells.number("length", template.length_cm, least=_MILLIMETRE, most=longest),
        width_cm=cells.number("width", template.width_cm, least=_MILLIMETRE, most=longest),
        height_cm=cells.number("height", template.height_cm, least=_MILLIMETRE, most=longest),
    )
