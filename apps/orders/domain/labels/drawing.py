"""What a label is made of, in dots of a 203 dpi printer, from the upper left corner.

One drawing feeds every format: PDF and PNG draw these marks, ZPL names them.
"""

from dataclasses import dataclass

DPI = 203
WIDTH = 812
"""4 in."""
HEIGHT = 1218
"""6 in."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. `line`: thickness of its border, drawn inwards; 0 fills it black."""

    x: int
    y: int
    width: int
    height: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text whose baseline is at `y`, inside `width` from `x`."""

    x: int
    y: int
    width: int
    text: str
    size: int
    bold: bool = False
    align: str = "left"
    white: bool = False


@dataclass(frozen=True, slots=True)
class Barcode:
    """A bar code of `text`; `module`: dots of the narrowest bar. `kind`: of symbologies."""

    x: int
    y: int
    height: int
    module: int
    text: str
    kind: str = "code128"


@dataclass(frozen=True, slots=True)
class Qr:
    """QR of `text`, error correction M, in a square of `side`, centred; quiet zone included."""

    x: int
    y: int
    side: int
    text: str


Mark = Box | Text | Barcode | Qr
