"""ZPL II for a printer of 203 dpi: the same marks, with the printer's own fonts and codes."""

from collections.abc import Iterable

from apps.orders.domain.labels.drawing import HEIGHT, WIDTH, Barcode, Box, Mark, Qr, Text
from apps.orders.domain.labels.symbologies import ITF

# What the field data may not hold bare: command prefixes and the hex indicator itself.
_ESCAPED = {"^": "_5E", "~": "_7E", "_": "_5F"}
# Quiet zone of a QR symbol on each side (ISO/IEC 18004).
_QR_QUIET = 4
_JUSTIFIED = {"centre": "C", "right": "R"}


def _data(text: str) -> str:
    return "".join(_ESCAPED.get(c, c) for c in text)


def _box(mark: Box) -> str:
    line = mark.line or min(mark.width, mark.height)
    return f"^FO{mark.x},{mark.y}^GB{mark.width},{mark.height},{line},B,0^FS"


def _text(mark: Text) -> str:
    block, text = "", mark.text
    if mark.align in _JUSTIFIED:
        # Inside a block a backslash is a command's; two are one.
        text = text.replace("\\", "\\\\")
        block = f"^FB{mark.width},1,0,{_JUSTIFIED[mark.align]},0"
    reverse = "^FR" if mark.white else ""
    return (
        f"^FT{mark.x},{mark.y}{reverse}^A0N,{mark.size},{mark.size}{block}^FH_^FD{_data(text)}^FS"
    )


def _barcode(mark: Barcode) -> str:
    code = f"^B2N,{mark.height},N,N,N" if mark.kind == ITF else f"^BCN,{mark.height},N,N,N,A"
    return (
        f"^FO{mark.x},{mark.y}^BY{mark.module},3.0,{mark.height}{code}^FH_^FD{_data(mark.text)}^FS"
    )


def _qr(mark: Qr, modules: int) -> str:
    module = mark.side // (modules + 2 * _QR_QUIET)
    margin = (mark.side - modules * module) // 2
    # Printers draw a QR 10 dots below its field origin.
    y = mark.y + margin - 10
    return f"^FO{mark.x + margin},{y}^BQN,2,{module}^FH_^FDMA,{_data(mark.text)}^FS"


def zpl(marks: Iterable[Mark], qr_modules: int) -> str:
    """One label as a ZPL II format. `qr_modules`: modules a side of its QR symbol."""
    fields = [f"^XA^CI28^PW{WIDTH}^LL{HEIGHT}^LH0,0"]
    for mark in marks:
        match mark:
            case Box():
                fields.append(_box(mark))
            case Text():
                fields.append(_text(mark))
            case Barcode():
                fields.append(_barcode(mark))
            case Qr():
                fields.append(_qr(mark, qr_modules))
    return "\n".join([*fields, "^XZ", ""])
