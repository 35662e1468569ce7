"""CSV that is safe to open: refused rows with their reasons, and our own template."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from apps.orders.domain.imports.presets import OWN, OWN_EXAMPLE, Preset

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_ADDED = {
    "es": ("Fila", "Columna", "Código", "Motivo"),
    "en": ("Row", "Column", "Code", "Reason"),
}


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it.

    The importer takes that apostrophe away, so the file can be mended and sent again.
    """
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV text, a row at a time, every cell guarded; a byte-order mark for spreadsheets."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    for row in rows:
        writer.writerow([guarded(str(cell)) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def header_with_reasons(header: Iterable[str], language: str) -> list[str]:
    return [*header, *_ADDED["es" if language.startswith("es") else "en"]]


def own_template() -> str:
    """Our own layout with a row to follow."""
    return template_of(OWN, OWN_EXAMPLE)


def template_of(preset: Preset, example: Mapping[str, str]) -> str:
    """A layout with a row to follow."""
    header = [names[0] for names in preset.columns.values()]
    return "".join(csv_lines([header, [example[field] for field in preset.columns]]))
