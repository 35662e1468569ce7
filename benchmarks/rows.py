"""Rows by the thousand, copied from one that the product made."""

from collections.abc import Mapping
from typing import Any

from psycopg import Connection, sql


def multiply(
    connection: Connection[Any],
    table: str,
    where: str,
    values: Mapping[str, str],
    *,
    source: str = "generate_series(1, 1)",
) -> int:
    """Copy the rows of `table` that `where` finds, for each `n` of `source`, with `values` (SQL
    of `r`, the copied row, and `n`) in place of theirs. Gives how many were made.
    """
    schema, _, name = table.partition(".")
    columns = [
        column
        for (column,) in connection.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = %s AND table_name = %s AND is_identity = 'NO'",
            [schema, name],
        )
    ]
    chosen = [
        sql.SQL(values[column]) if column in values else sql.Identifier("r", column)
        for column in columns
    ]
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} r, {} n WHERE {}").format(
        sql.Identifier(schema, name),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(chosen),
        sql.Identifier(schema, name),
        sql.SQL(source),
        sql.SQL(where),
    )
    return connection.execute(statement.as_string(connection).encode()).rowcount
