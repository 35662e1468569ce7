"""What planning sets of many rows, each in one statement: a day may have thousands of stops."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections
from django.db.models import Model

from apps.pickups.domain.states import STOP_TRANSITIONS, StopEvent, StopStatus, after
from apps.pickups.models import Stop
from quenty.kernel import clock
from quenty.kernel.contexts import alias_of


class Planned(NamedTuple):
    """A stop's place on a run. Instants as a plan writes them, or as such."""

    id: UUID | str
    run_id: UUID
    position: int
    planned_arrival: datetime | str
    planned_start: datetime | str
    planned_departure: datetime | str
    planned_load_g: int | None
    status: str


# Columns with the types that PostgreSQL is to read them as.
_STOP = {
    "run_id": "uuid",
    "position": "integer",
    "planned_arrival": "timestamptz",
    "planned_start": "timestamptz",
    "planned_departure": "timestamptz",
    "planned_load_g": "integer",
    "status": "varchar",
}
# A lock is with a run: who comes from another has none.
_FOLLOWS = (
    "eta = given.planned_start",
    "version = kept.version + 1",
    "locked = kept.locked AND kept.run_id = given.run_id",
    "position_locked = kept.position_locked AND kept.run_id = given.run_id",
)


def save_planned(stops: Sequence[Planned]) -> None:
    """The caller holds their locks, in a unit of work."""
    write_columns(Stop, _STOP, stops, *_FOLLOWS)


def planned_status(status: str) -> str:
    """What planning makes of a stop's status: one that is being driven to or served stays so."""
    planned = after(STOP_TRANSITIONS, StopStatus(status), StopEvent.PLAN)
    return status if planned is None else planned.value


def write_columns(
    model: type[Model], columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]], *more: str
) -> None:
    """Of each row the id, then a value for each column. `more`: what else is set, of the rows as
    they are `kept` and as they are `given`."""
    if not rows:
        return
    names = ("id", *columns)
    given = [dict(zip(names, row, strict=True)) for row in rows]
    with connections[alias_of("pickups")].cursor() as cursor:
        statement = _statement(model._meta.db_table, columns, more)
        cursor.execute(statement, [clock.now(), json.dumps(given, default=str)])


def _statement(table: str, columns: Mapping[str, str], more: Sequence[str]) -> str:
    """Of names written in code alone: nothing that comes in is part of it."""
    sets = ", ".join((*(f'"{name}" = given."{name}"' for name in columns), *more))
    heads = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    return (
        f'UPDATE "{table}" AS kept SET {sets}, updated_at = %s '  # noqa: S608
        f"FROM jsonb_to_recordset(%s::jsonb) AS given(id uuid, {heads}) WHERE kept.id = given.id"
    )
