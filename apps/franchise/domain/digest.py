"""One fingerprint for equal rates, whatever the order or spelling of the file."""

import hashlib
import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.franchise.domain.sheets import SheetContent
from quenty.kernel.money import Money


def plain(value: Any) -> Any:
    """A value as canonical text: decimals without trailing zeros, money with its currency."""
    if isinstance(value, Money):
        return f"{plain(value.amount)} {value.currency}"
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def plain_row(row: Any) -> dict[str, Any]:
    """A frozen row as canonical values by field name."""
    return {field.name: plain(getattr(row, field.name)) for field in fields(row)}


def digest(content: SheetContent, *, side: str, valid_from: date, valid_to: date | None) -> str:
    """SHA-256 hex of the canonical JSON of side, dates and every row, sorted."""
    sections: dict[str, Any] = {
        "side": side,
        "valid_from": plain(valid_from),
        "valid_to": plain(valid_to),
    }
    for field in fields(content):
        # A sheet without exceptions has the hash it had before there were any.
        if field.name == "exceptions" and not content.exceptions:
            continue
        rows = [plain_row(row) for row in getattr(content, field.name)]
        sections[field.name] = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return hashlib.sha256(json.dumps(sections, sort_keys=True).encode()).hexdigest()
