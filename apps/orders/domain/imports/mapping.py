"""Rows to orders: consecutive rows of one reference are one order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.orders.domain.imports import own, shops
from apps.orders.domain.imports.cells import Cells
from apps.orders.domain.imports.columns import Columns, begun
from apps.orders.domain.imports.presets import Preset
from apps.orders.domain.imports.problems import FileProblem, Problem, RowProblem
from apps.orders.domain.imports.reading import Row
from apps.orders.domain.imports.template import Template
from apps.orders.domain.intake import NewOrder

REFERENCE_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Mapped:
    """One order of a file: `order`, or the `problems` that keep it out. `rows`: as read."""

    line: int
    reference: str
    rows: tuple[Row, ...]
    order: NewOrder | None
    problems: tuple[Problem, ...]

    @property
    def repeated(self) -> bool:
        """Whether its reference stands on an earlier line too."""
        return any(p.error == RowProblem.REPEATED_REFERENCE for p in self.problems)


def read_orders(
    rows: Iterable[Row], preset: Preset, template: Template, *, after: int = 0
) -> tuple[Columns, Iterator[Mapped]]:
    """The file's columns, and its orders one by one, but those that begin up to the line
    `after`: their references alone are remembered.

    Raises orders.import.missing_column, .repeated_column, .empty_file (no row but the
    header), and what `reading.read_rows` raises, as the rows are taken.
    """
    taken, columns = begun(rows, preset)
    return columns, _mapped(taken, columns, preset, template, after)


def count_orders(rows: Iterable[Row], preset: Preset, *, most: int = 0) -> int:
    """How many orders there are, without reading what they say; beyond `most` (0: no bound)
    counting stops. Raises what `read_orders` raises."""
    taken, columns = begun(rows, preset)
    count = 0
    for count, _ in enumerate(_grouped(taken, columns), start=1):
        if most and count > most:
            break
    if not count:
        raise FileProblem.EMPTY_FILE(field="file")
    return count


def _mapped(
    rows: Iterator[Row], columns: Columns, preset: Preset, template: Template, after: int
) -> Iterator[Mapped]:
    seen: dict[str, int] = {}
    for reference, group in _grouped(rows, columns):
        if group[0].line <= after:
            seen.setdefault(reference, group[0].line)
            continue
        yield _one(reference, group, columns, preset, template, seen)
    if not seen:
        raise FileProblem.EMPTY_FILE(field="file")


def _grouped(rows: Iterator[Row], columns: Columns) -> Iterator[tuple[str, list[Row]]]:
    """Neighbouring rows that share a reference; one without stands alone."""
    reference, group = "", list[Row]()
    for row in rows:
        own_reference = columns.cell(row, "reference")
        if group and (not own_reference or own_reference != reference):
            yield reference, group
            group = []
        reference = own_reference
        group.append(row)
    if group:
        yield reference, group


def _one(
    reference: str,
    rows: list[Row],
    columns: Columns,
    preset: Preset,
    template: Template,
    seen: dict[str, int],
) -> Mapped:
    cells = [Cells(columns, row) for row in rows]
    first = cells[0]
    if not reference:
        first.wrong("reference", RowProblem.REQUIRED)
    elif len(reference) > REFERENCE_LENGTH:
        first.wrong("reference", RowProblem.TOO_LONG, limit=REFERENCE_LENGTH)
    elif reference in seen:
        first.wrong("reference", RowProblem.REPEATED_REFERENCE, line=seen[reference])
    seen.setdefault(reference, rows[0].line)
    for cell in cells:
        if columns.overflows(cell.row):
            cell.wrong("reference", RowProblem.TOO_MANY_CELLS)
    build = shops.order if preset.shop else own.order
    order = build(reference, cells, template, preset.name)
    problems = tuple(problem for cell in cells for problem in cell.problems)
    return Mapped(
        line=rows[0].line,
        reference=reference[:REFERENCE_LENGTH],
        rows=tuple(rows),
        order=None if problems else order,
        problems=problems,
    )
