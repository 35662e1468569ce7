"""Marks that are codes, broken into the black rectangles that draw them."""

from collections.abc import Iterator

from apps.orders.domain.labels.drawing import Barcode, Qr
from apps.orders.domain.labels.symbologies import widths
from apps.orders.services.labels import qr

# x, y, width, height in dots.
Rectangle = tuple[int, int, int, int]


def rectangles(mark: Barcode | Qr) -> Iterator[Rectangle]:
    """Black rectangles of a bar code or a QR."""
    if isinstance(mark, Barcode):
        x = mark.x
        for i, modules in enumerate(widths(mark.kind, mark.text)):
            if i % 2 == 0:
                yield x, mark.y, modules * mark.module, mark.height
            x += modules * mark.module
        return
    module, margin = qr.placed(mark.text, mark.side)
    for row, column, length in qr.runs(mark.text):
        yield (
            mark.x + margin + column * module,
            mark.y + margin + row * module,
            length * module,
            module,
        )
