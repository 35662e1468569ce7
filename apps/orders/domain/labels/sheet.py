"""The pen with which a label's blocks are drawn: marks, and text fitted into boxes."""

from dataclasses import dataclass, field

from apps.orders.domain.labels.drawing import Barcode, Box, Mark, Qr, Text
from apps.orders.domain.labels.text import Measure, fit, leading

# Capitals reach 0.73 of the size and accents on them 0.93: a line's top is the accent's.
_BASELINE = 0.82


@dataclass
class Sheet:
    """Collects marks. `measure`: the width of a text in the font it will be printed in."""

    measure: Measure
    marks: list[Mark] = field(default_factory=list)

    def frame(self, x: int, y: int, width: int, height: int, line: int = 2) -> None:
        self.marks.append(Box(x, y, width, height, line))

    def fill(self, x: int, y: int, width: int, height: int) -> None:
        self.marks.append(Box(x, y, width, height))

    def barcode(self, text: str, *, x: int, y: int, height: int, module: int) -> None:
        self.marks.append(Barcode(x, y, height, module, text))

    def qr(self, text: str, *, x: int, y: int, side: int) -> None:
        self.marks.append(Qr(x, y, side, text))

    def text(
        self,
        text: str,
        *,
        x: int,
        y: int,
        width: int,
        size: int,
        height: int = 0,
        least: int = 0,
        bold: bool = False,
        align: str = "left",
        white: bool = False,
        middle: bool = False,
    ) -> int:
        """Text whose top is at `y`; gives the y below its last line.

        It shrinks from `size` to `least` (two thirds of `size` unless given) to fit
        `width` and `height` (one line unless given), and is cut beyond that.
        `middle`: centred in `height`.
        """
        height = height or leading(size)
        size, lines = fit(
            text,
            width=width,
            height=height,
            size=size,
            least=min(least or max(14, size * 2 // 3), size),
            bold=bold,
            measure=self.measure,
        )
        step = leading(size)
        if middle:
            y += max(0, (height - len(lines) * step) // 2)
        for i, line in enumerate(lines):
            baseline = y + i * step + round(size * _BASELINE)
            self.marks.append(Text(x, baseline, width, line, size, bold, align, white))
        return y + len(lines) * step
