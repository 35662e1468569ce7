"""The nine databases kept as they are and brought back: every side begins with the same rows."""

from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.db.bootstrap import target_of
from quenty.platform.db.roles import closed_database, run

# Numbers that were handed out before a state was brought back are not handed out again.
BEYOND = 100_000


def superuser(database: str = "postgres") -> psycopg.Connection[Any]:
    url = settings.QUENTY_SUPERUSER_URL.rpartition("/")[0]
    return psycopg.connect(f"{url}/{database}", autocommit=True)


def copy(context: str, source: str, made: str) -> None:
    """A database as a copy of another; nobody may be connected to the source."""
    target = target_of(context)
    with superuser() as connection:
        for statement in (
            sql.SQL("DROP DATABASE IF EXISTS {made} WITH (FORCE)"),
            sql.SQL("CREATE DATABASE {made} TEMPLATE {source} OWNER {owner}"),
        ):
            connection.execute(
                statement.format(
                    made=sql.Identifier(made),
                    source=sql.Identifier(source),
                    owner=sql.Identifier(target.owner.name),
                )
            )
        # A database's grants are not copied with it.
        grant = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
            sql.Identifier(made), sql.Identifier(target.runtime.name)
        )
        run(connection, [closed_database(made), grant])


def save(name: str = "kept") -> None:
    """Keep all databases under a name. No server may be running."""
    connections.close_all()
    for context in CONTEXTS:
        copy(context, f"quenty_{context}", f"{name}_{context}")


def restore(name: str = "kept") -> None:
    """Bring all databases back, with every sequence beyond what it had given since."""
    connections.close_all()
    for context in CONTEXTS:
        given = _sequences(context)
        copy(context, f"{name}_{context}", f"quenty_{context}")
        with superuser(f"quenty_{context}") as connection:
            for sequence, last in given:
                connection.execute("SELECT setval(%s::regclass, %s)", [sequence, last + BEYOND])
            connection.execute("ANALYZE")


def _sequences(context: str) -> list[tuple[str, int]]:
    query = (
        "SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value)"
        " FROM pg_sequences"
    )
    with superuser(f"quenty_{context}") as connection:
        return [(str(name), int(last)) for name, last in connection.execute(query)]
