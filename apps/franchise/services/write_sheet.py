"""The rows of a rate sheet, written in bulk."""

from collections.abc import Iterable
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


def write_rows(sheet: RateSheet, content: SheetContent) -> None:
    """Everything the content holds. The database refuses it for a sheet that is published."""
    _write(sheet, ZoneRow, content.zones)
    _write(sheet, BracketRow, content.brackets)
    _write(sheet, PairRow, content.pairs)
    _write(sheet, SurchargeRow, content.surcharges)
    _write(sheet, TaxRow, content.taxes)
    _write(sheet, ExceptionRow, content.exceptions)


def _write(sheet: RateSheet, model: Any, rows: Iterable[Any]) -> None:
    """Columns are named as the contract names the fields."""
    model.objects.bulk_create(
        (
            model(sheet=sheet, **{field.name: getattr(row, field.name) for field in fields(row)})
            for row in rows
        ),
        batch_size=BATCH,
    )
