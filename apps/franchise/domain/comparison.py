"""What changed between two versions of a sheet."""

from dataclasses import dataclass, fields
from typing import Any

from apps.franchise.domain.digest import plain_row
from apps.franchise.domain.sheets import SheetContent

# What makes a row the same row in both versions.
_KEYS = {
    "zones": ("zone",),
    "pairs": ("origin", "destination"),
    "brackets": ("zone", "up_to_kg"),
    "surcharges": ("kind",),
    "exceptions": ("merchant_id", "zone", "from_guides", "valid_from"),
    "taxes": ("line", "valid_from", "over_kg"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`before` is None for what was added, `after` for what was removed."""

    section: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def compare(old: SheetContent, new: SheetContent) -> list[Change]:
    """Every row added, removed or changed, section by section, in the order of their keys."""
    changes: list[Change] = []
    for field in fields(old):
        before = _by_key(field.name, getattr(old, field.name))
        after = _by_key(field.name, getattr(new, field.name))
        for key in sorted(before.keys() | after.keys()):
            was, is_now = before.get(key), after.get(key)
            if was != is_now:
                changes.append(Change(section=field.name, key=key, before=was, after=is_now))
    return changes


def _by_key(section: str, rows: tuple[Any, ...]) -> dict[str, dict[str, Any]]:
    plain_rows = [plain_row(row) for row in rows]
    return {" ".join(str(row[name]) for name in _KEYS[section]): row for row in plain_rows}
