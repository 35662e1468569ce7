"""The compact way in which a file says the zones between places."""

from collections.abc import Iterator

from apps.franchise.domain.cells import Cells
from quenty.contracts.franchise.errors import ImportProblem
from quenty.kernel import dane

MOST_PAIRS = 60_000
# `municipalities` stands for all of them; `same` pairs each origin with itself, `others`
# with each other origin of the list.
EVERY, SAME, OTHERS = "municipalities", "same", "others"


def expand(cells: Cells) -> list[tuple[str, str]] | None:
    """Every (origin, destination) that a pair row stands for; None when a cell is bad."""
    origins = _places(cells, "origin", (EVERY,))
    destinations = _places(cells, "destination", (SAME, OTHERS))
    if origins is None or destinations is None:
        return None
    if len(origins) * len(destinations) > MOST_PAIRS:
        cells.report.add(ImportProblem.TOO_MANY_ROWS, cells.row.line, "origin", limit=MOST_PAIRS)
        return None
    return list(_combine(origins, destinations))


def _places(cells: Cells, column: str, words: tuple[str, ...]) -> list[str] | None:
    text = cells.text(column)
    if text is None:
        return None
    if text.casefold() in words:
        word = text.casefold()
        return list(dane.municipalities()) if word == EVERY else [word]
    known, places = dane.municipalities(), text.split()
    for place in places:
        if place not in known and place not in dane.departments():
            cells.report.add(ImportProblem.UNKNOWN_DANE, cells.row.line, column, value=place[:40])
            return None
    return places


def _combine(origins: list[str], destinations: list[str]) -> Iterator[tuple[str, str]]:
    if destinations == [SAME]:
        yield from ((place, place) for place in origins)
    elif destinations == [OTHERS]:
        yield from ((one, other) for one in origins for other in origins if one != other)
    else:
        yield from ((one, other) for one in origins for other in destinations)
