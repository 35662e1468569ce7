"""The refused rows of a batch as a CSV to mend and send again."""

from collections.abc import Iterator
from typing import Any

from apps.orders.domain.imports.rejected import csv_lines, header_with_reasons
from apps.orders.models import ImportBatch, ImportRow

_CHUNK = 200


def rejected_file(batch: ImportBatch, language: str) -> Iterator[str]:
    """CSV text by rows: the file's own columns, then row, column, code and reason.

    Each row of an order that was refused stands with all the reasons of that row.
    """
    rows = ImportRow.objects.filter(batch=batch, status="bad").order_by("line")
    return csv_lines(_rows(rows, language))


def _rows(rows: Any, language: str) -> Iterator[list[object]]:
    headed = False
    for row in rows.iterator(chunk_size=_CHUNK):
        header: list[str] = row.raw.get("header", [])
        if not headed:
            yield list(header_with_reasons(header, language))
            headed = True
        for raw in row.raw.get("rows", []):
            cells = (raw["cells"] + [""] * len(header))[: len(header)]
            yield [*cells, raw["line"], *_reasons(row.problems, raw["line"], language)]
    if not headed:
        yield list(header_with_reasons([], language))


def _reasons(problems: list[dict[str, Any]], line: int, language: str) -> list[str]:
    here = [problem for problem in problems if problem["line"] == line]
    said = "es" if language.startswith("es") else "en"
    return [" | ".join(str(problem[key]) for problem in here) for key in ("column", "code", said)]
