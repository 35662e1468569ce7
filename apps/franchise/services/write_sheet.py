"""The rows of a rate sheet, written in bulk."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

from apps.franchise.domain.sheets import SheetContent
from apps.franchise.models import (
    BracketRow,
    ExceptionRow,
    PairRow,
    RateSheet,
    SurchargeRow,
    TaxRow,
    ZoneRow,
)

BATCH = 2000
Progress = Callable[[int, int], None]


def write_rows(sheet: RateSheet, content: SheetContent, progress: Progress | None = None) -> None:
    """Everything the content holds. The database refuses it for a sheet that is published.
    `progress` hears of rows written and of how many there are."""
    sections: tuple[tuple[Any, Sequence[Any]], ...] = (
        (ZoneRow, content.zones),
        (BracketRow, content.brackets),
        (PairRow, content.pairs),
        (SurchargeRow, content.surcharges),
        (TaxRow, content.taxes),
        (ExceptionRow, content.exceptions),
    )
    whole, written = sum(len(rows) for _, rows in sections), 0
    for model, rows in sections:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            _write(sheet, model, batch)
            written += len(batch)
            if progress:
                progress(written, whole)


def _write(sheet: RateSheet, model: Any, rows: Iterable[Any]) -> None:
    """Columns are named as the contract names the fields."""
    model.objects.bulk_create(
        model(sheet=sheet, **{field.name: getattr(row, field.name) for field in fields(row)})
        for row in rows
    )
