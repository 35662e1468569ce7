"""A label of 4 x 6 inches for one piece of a guide, as marks."""

from apps.orders.domain.labels import blocks, foot
from apps.orders.domain.labels.content import GuideContent, PieceMeasure
from apps.orders.domain.labels.drawing import HEIGHT, Mark
from apps.orders.domain.labels.sheet import Sheet
from apps.orders.domain.labels.text import Measure

_TOP = 20
_GAP = 6


def label(content: GuideContent, piece: PieceMeasure, measure: Measure) -> list[Mark]:
    """The marks of one piece's label. `measure`: text width in the font it is printed in."""
    sheet = Sheet(measure)
    y = blocks.carrier(sheet, _TOP, content, piece)
    y = blocks.route(sheet, y, content)
    y = blocks.code(sheet, y, content)
    y = blocks.recipient(sheet, y, content, piece, 262)
    y = blocks.sender(sheet, y + _GAP, content, 106)
    y = foot.figures(sheet, y + _GAP, content, piece)
    y = foot.collection(sheet, y + _GAP, content)
    y = foot.received(sheet, y + _GAP)
    if not content.livemode:
        y = _sandbox(sheet, y + _GAP)
    foot.law(sheet, y + _GAP, content, HEIGHT - y - _GAP - 14)
    return sheet.marks


def _sandbox(sheet: Sheet, y: int) -> int:
    """A parcel with a play label must not travel."""
    sheet.fill(blocks.LEFT, y, blocks.INNER, 34)
    sheet.text(
        "PRUEBA · SIN VALIDEZ · NO DESPACHAR",
        x=blocks.LEFT,
        y=y + 5,
        width=blocks.INNER,
        size=24,
        bold=True,
        align="centre",
        white=True,
    )
    return y + 34
