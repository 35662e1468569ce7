"""Routes as a drawing of their own (SVG): no tiles and no network needed."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from apps.pickups.domain.geo import Point, metres
from apps.pickups.domain.sketch import Frame, projected

WIDTH, HEIGHT = 1000, 640
# Told apart by people who see red and green alike (Okabe and Ito, 2008).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#5b3a8c", "#7a5c00")
# Marks nearer than this hide each other (pixels); the turn that spreads them evenly.
_APART, _GOLDEN = 10, math.pi * (3 - math.sqrt(5))
_STYLE = (
    "text{font:600 11px system-ui,sans-serif;fill:#12201f}"
    ".n{fill:#fff;text-anchor:middle}.line{fill:none;stroke-width:2.5;stroke-linejoin:round;"
    "opacity:.85}.grid{stroke:#dfe6e4;stroke-width:1}.soft{fill:#5d6f6d;font-weight:500}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stop. `label`: what it says on hovering. `done`: visited already."""

    place: Point
    number: int
    label: str
    done: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A route from its start by its stops to its end."""

    name: str
    start: Point
    end: Point
    marks: Sequence[Mark]
    courier: Point | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`loose`: stops that no route has."""

    lines: Sequence[Line]
    loose: Sequence[Mark] = field(default_factory=tuple)


def drawn(picture: Picture) -> str:
    """An SVG element, north up, with a scale and a legend."""
    points = _points(picture)
    if not points:
        return f'<svg viewBox="0 0 {WIDTH} 60"><text x="20" y="36">—</text></svg>'
    frame = Frame(0, 0, WIDTH, HEIGHT, padding=0.1)
    flat = projected(points, frame)
    place = {p: (round(x, 1), round(HEIGHT - y, 1)) for p, (x, y) in zip(points, flat, strict=True)}
    body, seats = [_grid()], _Seats(place)
    for index, line in enumerate(picture.lines):
        body += _line(line, COLOURS[index % len(COLOURS)], place, seats)
    for mark in picture.loose:
        at = seats.next(mark)
        body += [_leader(place[mark.place], at), _loose(mark, at)]
    body += [_scale(points, place), *_legend(picture)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'style="width:100%;height:auto;background:#f4f6f5;border-radius:12px">'
        f"<style>{_STYLE}</style>{''.join(body)}</svg>"
    )


def _points(picture: Picture) -> list[Point]:
    found: dict[Point, None] = {}
    for line in picture.lines:
        for point in (line.start, *(mark.place for mark in line.marks), line.end):
            found[point] = None
        if line.courier is not None:
            found[line.courier] = None
    for mark in picture.loose:
        found[mark.place] = None
    return list(found)


def _grid() -> str:
    ends = [(x, 0, x, HEIGHT) for x in range(0, WIDTH, 100)]
    ends += [(0, y, WIDTH, y) for y in range(0, HEIGHT, 80)]
    return "".join(
        f'<line class="grid" x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}"/>'
        for x, y, to_x, to_y in ends
    )


class _Seats:
    """Where each mark is drawn: who comes to a place that is taken sits beside it, the next
    ones around, and a thin line tells where it is."""

    def __init__(self, place: dict[Point, tuple[float, float]]) -> None:
        self._place = place
        self._taken: Counter[tuple[int, int]] = Counter()

    def next(self, mark: Mark) -> tuple[float, float]:
        x, y = self._place[mark.place]
        cell = (round(x / _APART), round(y / _APART))
        before = self._taken[cell]
        self._taken[cell] += 1
        away = 1.4 * _APART * math.sqrt(before + 1) if before else 0.0
        turn = before * _GOLDEN
        return round(x + away * math.cos(turn), 1), round(y + away * math.sin(turn), 1)


def _leader(place: tuple[float, float], seat: tuple[float, float]) -> str:
    if place == seat:
        return ""
    (x, y), (to_x, to_y) = place, seat
    return f'<path d="M{x},{y}L{to_x},{to_y}" stroke="#5d6f6d" stroke-width="1"/>'


def _line(
    line: Line, colour: str, place: dict[Point, tuple[float, float]], seats: _Seats
) -> list[str]:
    way = [line.start, *(mark.place for mark in line.marks), line.end]
    path = " ".join(f"{x},{y}" for x, y in (place[point] for point in way))
    parts = [
        f'<polyline class="line" stroke="{colour}" points="{path}">'
        f"<title>{escape(line.name)}</title></polyline>"
    ]
    x, y = place[line.start]
    parts.append(f'<rect x="{x - 7}" y="{y - 7}" width="14" height="14" rx="3" fill="#12201f"/>')
    seated = [(mark, seats.next(mark)) for mark in line.marks]
    parts += [_leader(place[mark.place], at) for mark, at in seated]
    parts += [_mark(mark, colour, at) for mark, at in seated]
    if line.courier is not None:
        x, y = place[line.courier]
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="9" fill="none" stroke="{colour}" stroke-width="4"/>'
            f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>'
        )
    return parts


def _mark(mark: Mark, colour: str, at: tuple[float, float]) -> str:
    x, y = at
    fill = "#b42318" if mark.failed else ("#8aa09c" if mark.done else colour)
    return (
        f'<g><title>{escape(mark.label)}</title><circle cx="{x}" cy="{y}" r="9.5" fill="{fill}" '
        'stroke="#fff" stroke-width="1.5"/>'
        f'<text class="n" x="{x}" y="{y + 3.8}">{mark.number}</text></g>'
    )


def _loose(mark: Mark, at: tuple[float, float]) -> str:
    x, y = at
    return (
        f"<g><title>{escape(mark.label)}</title>"
        f'<path d="M{x - 7},{y - 7}L{x + 7},{y + 7}M{x + 7},{y - 7}L{x - 7},{y + 7}" '
        'stroke="#b42318" stroke-width="3.5" stroke-linecap="round"/></g>'
    )


def _scale(points: Sequence[Point], place: dict[Point, tuple[float, float]]) -> str:
    """A bar of a round number of metres, an eighth of the width at most."""
    one = points[0]
    east = max(points, key=lambda p: abs(place[p][0] - place[one][0]))
    pixels = math.dist(place[one], place[east])
    real = metres(one, east)
    if pixels < 1 or real < 1:
        return ""
    widest = real / pixels * WIDTH / 8
    step = 10 ** math.floor(math.log10(widest))
    length = max(step * n for n in (1, 2, 5) if step * n <= widest)
    bar = length * pixels / real
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    y = HEIGHT - 18
    return (
        f'<path d="M20,{y - 5}V{y}H{20 + bar:.1f}V{y - 5}" fill="none" stroke="#12201f" '
        f'stroke-width="2"/><text x="{28 + bar:.1f}" y="{y + 2}">{text}</text>'
    )


def _legend(picture: Picture) -> list[str]:
    parts = []
    for index, line in enumerate(picture.lines):
        y = 24 + 20 * index
        colour = COLOURS[index % len(COLOURS)]
        parts.append(
            f'<rect x="16" y="{y - 10}" width="12" height="12" rx="3" fill="{colour}"/>'
            f'<text x="34" y="{y}">{escape(line.name)} · {len(line.marks)}</text>'
        )
    if picture.loose:
        y = 24 + 20 * len(picture.lines)
        parts.append(f'<text x="34" y="{y}" style="fill:#b42318">× {len(picture.loose)}</text>')
    return parts
