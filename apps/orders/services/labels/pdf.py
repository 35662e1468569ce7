"""Labels as PDF: one a page of 4 x 6 inches, or four to a sheet of A4."""

from collections.abc import Iterable
from typing import IO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from apps.orders.domain.labels.drawing import DPI, HEIGHT, WIDTH, Box, Mark, Text
from apps.orders.services.labels import fonts
from apps.orders.services.labels.bars import rectangles

POINT = 72 / DPI
PAGE = (WIDTH * POINT, HEIGHT * POINT)
# Four labels of 4 x 6 in do not fit an A4: each is drawn at 0.95 in its quarter.
_A4_SCALE = 0.95


def draw(canvas: Canvas, marks: Iterable[Mark]) -> None:
    """Draw one label from the origin of the canvas, in points."""
    canvas.scale(POINT, POINT)
    for mark in marks:
        if isinstance(mark, Text):
            _text(canvas, mark)
        elif isinstance(mark, Box):
            _box(canvas, mark)
        else:
            # One path a code: far fewer operators than a rectangle each.
            path = canvas.beginPath()
            for x, y, width, height in rectangles(mark):
                path.rect(x, HEIGHT - y - height, width, height)
            canvas.drawPath(path, stroke=0, fill=1)


def _box(canvas: Canvas, mark: Box) -> None:
    if not mark.line:
        canvas.rect(
            mark.x, HEIGHT - mark.y - mark.height, mark.width, mark.height, stroke=0, fill=1
        )
        return
    inset = mark.line / 2
    canvas.setLineWidth(mark.line)
    canvas.rect(
        mark.x + inset,
        HEIGHT - mark.y - mark.height + inset,
        mark.width - mark.line,
        mark.height - mark.line,
    )


def _text(canvas: Canvas, mark: Text) -> None:
    canvas.setFont(fonts.name(mark.bold), mark.size)
    canvas.setFillGray(1 if mark.white else 0)
    y = HEIGHT - mark.y
    if mark.align == "centre":
        canvas.drawCentredString(mark.x + mark.width / 2, y, mark.text)
    elif mark.align == "right":
        canvas.drawRightString(mark.x + mark.width, y, mark.text)
    else:
        canvas.drawString(mark.x, y, mark.text)
    canvas.setFillGray(0)


def write_pages(file: IO[bytes], labels: Iterable[list[Mark]]) -> int:
    """A page of 4 x 6 in for each label; gives the number of pages.

    Labels are taken one at a time; only the compressed pages are kept until the end.
    """
    canvas = _canvas(file, PAGE)
    count = 0
    for marks in labels:
        draw(canvas, marks)
        canvas.showPage()
        count += 1
    canvas.save()
    return count


def write_a4(file: IO[bytes], labels: Iterable[list[Mark]]) -> int:
    """Four labels to a sheet of A4 with cutting lines; gives the number of labels."""
    canvas = _canvas(file, A4)
    count = 0
    for marks in labels:
        if count % 4 == 0:
            if count:
                canvas.showPage()
            _cutting_lines(canvas)
        _quarter(canvas, count % 4, marks)
        count += 1
    canvas.showPage()
    canvas.save()
    return count


def _canvas(file: IO[bytes], size: tuple[float, float]) -> Canvas:
    # invariant: the same guides give the same bytes.
    canvas = Canvas(file, pagesize=size, pageCompression=1, invariant=1)
    canvas.setTitle("Quenty")
    return canvas


def _quarter(canvas: Canvas, place: int, marks: list[Mark]) -> None:
    width, height = A4[0] / 2, A4[1] / 2
    left = place % 2 * width + (width - PAGE[0] * _A4_SCALE) / 2
    bottom = (1 - place // 2) * height + (height - PAGE[1] * _A4_SCALE) / 2
    canvas.saveState()
    canvas.translate(left, bottom)
    canvas.scale(_A4_SCALE, _A4_SCALE)
    draw(canvas, marks)
    canvas.restoreState()


def _cutting_lines(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setDash(2, 4)
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.6)
    canvas.line(A4[0] / 2, 0, A4[0] / 2, A4[1])
    canvas.line(0, A4[1] / 2, A4[0], A4[1] / 2)
    canvas.restoreState()
