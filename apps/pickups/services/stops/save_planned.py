"""What planning sets of stops, written in one statement: a day may have thousands."""

from collections.abc import Sequence
from typing import Any

from django.db import connections

from apps.pickups.models import Stop
from quenty.kernel import clock
from quenty.kernel.contexts import alias_of

# Columns with the types that PostgreSQL is to read the lists as.
_COLUMNS = {
    "id": "uuid",
    "run_id": "uuid",
    "position": "integer",
    "locked": "boolean",
    "position_locked": "boolean",
    "planned_arrival": "timestamptz",
    "planned_start": "timestamptz",
    "planned_departure": "timestamptz",
    "planned_load_g": "integer",
    "eta": "timestamptz",
    "status": "varchar",
    "version": "integer",
}


def save_planned(stops: Sequence[Stop]) -> None:
    """The caller holds their locks, in a unit of work."""
    lists: list[Any] = [[getattr(stop, name) for stop in stops] for name in _COLUMNS]
    with connections[alias_of("pickups")].cursor() as cursor:
        cursor.execute(_statement(), [*lists, clock.now()])


def _statement() -> str:
    """Of names written here alone: nothing that comes in is part of it."""
    table, names = Stop._meta.db_table, list(_COLUMNS)
    sets = ", ".join(f'"{name}" = given."{name}"' for name in names if name != "id")
    lists = ", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())
    heads = ", ".join(f'"{name}"' for name in names)
    return (
        f'UPDATE "{table}" AS stop SET {sets}, updated_at = given_at '  # noqa: S608
        f"FROM unnest({lists}) AS given({heads}), (SELECT %s::timestamptz AS given_at) AS hour "
        f"WHERE stop.id = given.id"
    )
