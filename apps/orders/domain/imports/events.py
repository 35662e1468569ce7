"""Rows to events: what an operator without an API tells of its guides in a file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from apps.orders.domain.imports import places
from apps.orders.domain.imports.cells import Cells
from apps.orders.domain.imports.columns import Columns, begun
from apps.orders.domain.imports.instants import instant
from apps.orders.domain.imports.presets import Preset
from apps.orders.domain.imports.problems import FileProblem, Problem, RowProblem
from apps.orders.domain.imports.reading import Row
from apps.orders.domain.operators.port import Happened
from apps.orders.domain.operators.words_files import Words

LAYOUT = "tracking"
EVENTS = Preset(
    name=LAYOUT,
    shop=False,
    required=("guide", "status", "at"),
    columns={
        "guide": ("guia", "numero de guia", "no guia", "guide", "tracking_number"),
        "status": ("estado", "movimiento", "status"),
        "at": ("fecha y hora", "fecha", "occurred_at", "date"),
        "time": ("hora", "time"),
        "place": ("ciudad", "municipio", "lugar", "city", "place"),
        "reason": ("motivo", "causal", "novedad", "reason"),
        "notes": ("observaciones", "notas", "recibio", "notes"),
        "id": ("id_evento", "event_id", "id"),
    },
)
EXAMPLE = {
    "guide": "QTY000000005",
    "status": "No entregado",
    "at": "05/03/2026",
    "time": "14:30",
    "place": "Medellín",
    "reason": "Destinatario ausente",
    "notes": "Casa azul, nadie abre",
    "id": "8731",
}
_LONGEST = {"guide": 40, "status": 80, "place": 120, "reason": 120, "notes": 500, "id": 80}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class MappedEvent:
    """One row: what `happened` to the guide of `reference`, or the `problems` that keep it out."""

    line: int
    reference: str
    rows: tuple[Row, ...]
    happened: Happened | None
    problems: tuple[Problem, ...]


def read_events(
    rows: Iterable[Row], preset: Preset, words: Words, *, after: int = 0
) -> tuple[Columns, Iterator[MappedEvent]]:
    """The file's columns, and its rows beyond the line `after` one by one.

    Raises orders.import.missing_column, .repeated_column, .empty_file, and what reading the
    file raises, as the rows are taken.
    """
    taken, columns = begun(rows, preset)
    return columns, (_one(Cells(columns, row), words) for row in taken if row.line > after)


def count_events(rows: Iterable[Row], preset: Preset, *, most: int = 0) -> int:
    """How many rows there are; beyond `most` (0: no bound) counting stops. Raises as
    `read_events`."""
    taken, _ = begun(rows, preset)
    count = 0
    for count, _row in enumerate(taken, start=1):
        if most and count > most:
            break
    if not count:
        raise FileProblem.EMPTY_FILE(field="file")
    return count


def _one(cells: Cells, words: Words) -> MappedEvent:
    text = {name: cells.text(name, most) for name, most in _LONGEST.items()}
    if not text["guide"]:
        cells.wrong("guide", RowProblem.REQUIRED)
    event = _status(cells, text["status"], words)
    at = _at(cells)
    if cells.columns.overflows(cells.row):
        cells.wrong("guide", RowProblem.TOO_MANY_CELLS)
    reason = words.reason(text["reason"])
    happened = None
    if not cells.problems and at is not None:
        happened = Happened(
            word=text["status"],
            event=event,
            occurred_at=at,
            place=_place(text["place"]),
            reason=reason,
            notes=text["notes"] if reason or not text["reason"] else _both(text),
            external_id=text["id"],
        )
    problems = tuple(cells.problems)
    return MappedEvent(cells.row.line, text["guide"][:64], (cells.row,), happened, problems)


def _status(cells: Cells, word: str, words: Words) -> str:
    if not word:
        cells.wrong("status", RowProblem.REQUIRED)
        return ""
    found = words.status(word)
    if found is None:
        cells.wrong("status", RowProblem.UNKNOWN_STATUS, value=word[:_SHOWN])
    return found or ""


def _at(cells: Cells) -> datetime | None:
    written = " ".join(part for part in (cells.raw("at"), cells.raw("time")) if part)
    if not written:
        cells.wrong("at", RowProblem.REQUIRED)
        return None
    found = instant(written)
    if found is None:
        cells.wrong("at", RowProblem.BAD_INSTANT, value=written[:_SHOWN])
    return found


def _place(written: str) -> str:
    """The municipality's code where the words name one; else the words."""
    found = places.municipality(written) if written else None
    return found.code if found else written


def _both(text: dict[str, str]) -> str:
    """A reason that nobody explained is kept in its own words."""
    return ". ".join(part for part in (text["reason"], text["notes"]) if part)
