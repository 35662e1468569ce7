"""What became of the orders of a file, as rows."""

from typing import Any

from apps.orders.domain.imports.columns import Columns
from apps.orders.models import ImportBatch, ImportRow
from apps.orders.services.imports.place_rows import Result
from quenty.kernel.errors import DomainError, FieldProblem

# Where a field of an order or an event stands in a file.
_FIELDS = {
    "recipient.name": "name",
    "recipient.company": "company",
    "recipient.document": "document",
    "recipient.phone": "phone",
    "recipient.address": "address",
    "recipient.complement": "complement",
    "recipient.dane_code": "city",
    "declared_value": "value",
    "cod_amount": "outstanding",
    "contents": "contents",
    "reference": "reference",
    "number": "guide",
    "event": "status",
    "occurred_at": "at",
}


def row_of(batch: ImportBatch, columns: Columns, result: Result) -> ImportRow:
    """The report's row. What was read is kept for a bad one only, to give it back."""
    mapped = result.mapped
    problems = [
        {
            "line": problem.line,
            "column": problem.column,
            "code": problem.error.code,
            "es": problem.message("es"),
            "en": problem.message("en"),
        }
        for problem in mapped.problems
    ]
    problems += [_refusal(refused, mapped.line, columns) for refused in result.refused]
    bad = result.status == "bad"
    return ImportRow(
        batch=batch,
        line=mapped.line,
        reference=mapped.reference,
        status=result.status,
        order_id=result.order_id,
        problems=problems if bad else [],
        raw=_raw(columns, result) if bad else {},
    )


def _refusal(refused: DomainError | FieldProblem, line: int, columns: Columns) -> dict[str, Any]:
    """A refusal of the order itself, at the column it is about."""
    pointer = (refused.field if isinstance(refused, DomainError) else refused.pointer) or ""
    field = _FIELDS.get(pointer, pointer)
    if isinstance(refused, DomainError):
        said = {language: refused.message(language) for language in ("es", "en")}
    else:
        said = dict.fromkeys(("es", "en"), refused.message or refused.code)
    return {
        "line": line,
        "column": columns.title(field) if field in columns.places else pointer,
        "code": refused.code,
        **said,
    }


def _raw(columns: Columns, result: Result) -> dict[str, Any]:
    return {
        "header": list(columns.header),
        "rows": [{"line": row.line, "cells": list(row.cells)} for row in result.mapped.rows],
    }
