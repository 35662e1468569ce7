"""A file's header matched to a preset, and the cells of a row by field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from apps.orders.domain.imports.presets import Preset
from apps.orders.domain.imports.problems import FileProblem
from apps.orders.domain.imports.reading import Row, column_key

# What a spreadsheet puts before a text so that it isn't taken for a formula or a number.
_GUARD = "'"


def clean(cell: str) -> str:
    """A cell without the spaces around it or a spreadsheet's leading apostrophe."""
    text = cell.strip()
    return text[1:].strip() if text.startswith(_GUARD) else text


@dataclass(frozen=True, slots=True)
class Columns:
    """`places`: of each field, its columns in order of preference."""

    header: tuple[str, ...]
    places: dict[str, tuple[int, ...]]

    def cell(self, row: Row, field: str) -> str:
        """The first of the field's columns that isn't empty, "" when all are."""
        for place in self.places.get(field, ()):
            if place < len(row.cells) and (text := clean(row.cells[place])):
                return text
        return ""

    def title(self, field: str) -> str:
        """The header to show for a field: its first column in this file."""
        places = self.places.get(field)
        return self.header[places[0]] if places else field

    def overflows(self, row: Row) -> bool:
        return any(clean(cell) for cell in row.cells[len(self.header) :])


def begun(rows: Iterable[Row], preset: Preset) -> tuple[Iterator[Row], Columns]:
    """The rows below the header, and what the header says.

    Raises orders.import.empty_file, .missing_column, .repeated_column.
    """
    taken = iter(rows)
    header = next(taken, None)
    if header is None:
        raise FileProblem.EMPTY_FILE(field="file")
    return taken, match(preset, header)


def match(preset: Preset, header: Row) -> Columns:
    """Raises orders.import.missing_column or .repeated_column, naming it."""
    places: dict[str, int] = {}
    for place, title in enumerate(header.cells):
        places.setdefault(column_key(title), place)
    found: dict[str, tuple[int, ...]] = {}
    for field, names in preset.columns.items():
        here = tuple(places[k] for name in names if (k := column_key(name)) in places)
        if here:
            found[field] = here
    for field in preset.required:
        if field not in found:
            column = preset.columns[field][0]
            raise FileProblem.MISSING_COLUMN(field=column, column=column)
    used = {place for columns in found.values() for place in columns}
    keys = [column_key(title) for title in header.cells]
    for place in sorted(used):
        if keys.count(keys[place]) > 1:
            title = header.cells[place].strip()
            raise FileProblem.REPEATED_COLUMN(field=title, column=title)
    return Columns(tuple(title.strip() for title in header.cells), found)
