"""The label's font: Bitstream Vera, which ships with reportlab and covers Spanish."""

from functools import cache, lru_cache
from pathlib import Path

import reportlab
from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "Vera"
BOLD = "VeraBd"
_FOLDER = Path(reportlab.__file__).parent / "fonts"


@cache
def _registered() -> bool:
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(_FOLDER / f"{name}.ttf")))
    return True


def name(bold: bool) -> str:
    """The font's name in a PDF; registered at first use."""
    _registered()
    return BOLD if bold else REGULAR


@cache
def _advances(bold: bool) -> dict[int, float]:
    """Width of each character in thousandths of the size."""
    return dict(pdfmetrics.getFont(name(bold)).face.charWidths)


@lru_cache(maxsize=20_000)
def _width(text: str, bold: bool) -> float:
    """In thousandths of the size; a letter the font lacks counts as a full em."""
    advances = _advances(bold)
    return sum(advances.get(ord(c), 1000.0) for c in text)


def measure(text: str, bold: bool, size: int) -> float:
    """Width of a line in the unit of `size`."""
    return _width(text, bold) * size / 1000


@cache
def pixels(bold: bool, size: int) -> ImageFont.FreeTypeFont:
    """The font for a picture, `size` in pixels."""
    return ImageFont.truetype(str(_FOLDER / f"{BOLD if bold else REGULAR}.ttf"), size)
