"""The pen with which a label's blocks are drawn: marks, and text fitted into boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from apps.orders.domain.labels.drawing import Barcode, Box, Mark, Qr, Text
from apps.orders.domain.labels.text import Measure, fit, leading, printable, wrap

# Capitals reach 0.73 of the size and accents on them 0.93: a line's top is the accent's.
_BASELINE = 0.82

# Letters of 10 dots are 1.25 mm at 203 dpi: smaller ones don't print clean.
_LEAST_OF_STACK = 10
_STEPS = range(100, 20, -2)


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a stack and the `size` it has when there is room."""

    text: str
    size: int
    bold: bool = False


@dataclass
class Sheet:
    """Collects marks. `measure`: the width of a text in the font it will be printed in."""

    measure: Measure
    marks: list[Mark] = field(default_factory=list)

    def frame(self, x: int, y: int, width: int, height: int, line: int = 2) -> None:
        self.marks.append(Box(x, y, width, height, line))

    def fill(self, x: int, y: int, width: int, height: int) -> None:
        self.marks.append(Box(x, y, width, height))

    def barcode(
        self, text: str, *, x: int, y: int, height: int, module: int, kind: str = "code128"
    ) -> None:
        self.marks.append(Barcode(x, y, height, module, text, kind))

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
        return self._lines(
            lines, x=x, y=y, width=width, size=size, bold=bold, align=align, white=white
        )

    def stack(self, parts: Sequence[Part], *, x: int, y: int, width: int, height: int) -> int:
        """Texts below one another, each on as many lines as it takes, all of them shrunk by
        one factor until they stand in `height`: nothing is left out. Gives the y below."""
        parts = [part for part in parts if part.text]
        for percent in _STEPS:
            sizes = [max(_LEAST_OF_STACK, part.size * percent // 100) for part in parts]
            lines = [
                wrap(printable(part.text), width, size, part.bold, self.measure)
                for part, size in zip(parts, sizes, strict=True)
            ]
            tall = sum(len(ls) * leading(s) for ls, s in zip(lines, sizes, strict=True))
            if tall <= height:
                break
        for part, size, its in zip(parts, sizes, lines, strict=True):
            y = self._lines(its, x=x, y=y, width=width, size=size, bold=part.bold)
        return y

    def _lines(
        self,
        lines: Sequence[str],
        *,
        x: int,
        y: int,
        width: int,
        size: int,
        bold: bool,
        align: str = "left",
        white: bool = False,
    ) -> int:
        step = leading(size)
        for i, line in enumerate(lines):
            baseline = y + i * step + round(size * _BASELINE)
            self.marks.append(Text(x, baseline, width, line, size, bold, align, white))
        return y + len(lines) * step
