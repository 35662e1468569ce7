"""One new row by a statement whose text is made once a model: what the ORM works out anew for
each row is most of what it costs to insert one."""

from functools import cache
from typing import Any

from django.db import connections, models

from quenty.kernel.contexts import alias_of


def insert(row: models.Model, *, context: str) -> None:
    """As `row.save(force_insert=True)` does for a model without parents whose database computes
    nothing; sends no signals. Raises what the database refuses."""
    alias = alias_of(context)
    connection = connections[alias]
    fields, statement = _written(row._meta)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    row._state.adding, row._state.db = False, alias


@cache
def _written(meta: Any) -> tuple[tuple[Any, ...], str]:
    fields = tuple(meta.local_concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return fields, f'INSERT INTO "{meta.db_table}" ({names}) VALUES ({places})'  # noqa: S608
