"""A label as a picture of one bit a pixel, at the resolution of its printer."""

from io import BytesIO

from PIL import Image, ImageDraw

from apps.orders.domain.labels.drawing import DPI, HEIGHT, WIDTH, Box, Mark, Text
from apps.orders.services.labels import fonts
from apps.orders.services.labels.bars import rectangles

_ANCHORS = {"left": "ls", "centre": "ms", "right": "rs"}


def picture(marks: list[Mark], dpi: int = DPI) -> bytes:
    """PNG of one label at `dpi` (203 or 300); every edge falls on a whole pixel."""
    scale = dpi / DPI
    image = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), 255)
    pen = ImageDraw.Draw(image)
    for mark in marks:
        if isinstance(mark, Text):
            _text(pen, mark, scale)
        elif isinstance(mark, Box) and mark.line:
            pen.rectangle(_edges(mark, scale), outline=0, width=max(1, round(mark.line * scale)))
        elif isinstance(mark, Box):
            pen.rectangle(_edges(mark, scale), fill=0)
        else:
            for x, y, width, height in rectangles(mark):
                pen.rectangle(_edges(Box(x, y, width, height), scale), fill=0)
    out = BytesIO()
    image.convert("1", dither=Image.Dither.NONE).save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


def _edges(box: Box, scale: float) -> tuple[int, int, int, int]:
    # Pillow's rectangles include their last pixel.
    return (
        round(box.x * scale),
        round(box.y * scale),
        round((box.x + box.width) * scale) - 1,
        round((box.y + box.height) * scale) - 1,
    )


def _text(pen: ImageDraw.ImageDraw, mark: Text, scale: float) -> None:
    x = {"left": mark.x, "centre": mark.x + mark.width / 2, "right": mark.x + mark.width}
    pen.text(
        (round(x[mark.align] * scale), round(mark.y * scale)),
        mark.text,
        font=fonts.pixels(mark.bold, round(mark.size * scale)),
        fill=255 if mark.white else 0,
        anchor=_ANCHORS[mark.align],
    )
