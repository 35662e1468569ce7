"""Databases, schemas and roles of the contexts: made once, mended when run again.

Needs a superuser, or a role that may create roles and databases. Tables are the
migrations' business.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from psycopg import Connection, conninfo, sql

from quenty.kernel.contexts import alias_of
from quenty.platform.db.roles import (
    Role,
    Target,
    closed_database,
    login_role,
    open_to_runtime,
    run,
    schema_grants,
)


def target_of(context: str) -> Target:
    """What the settings say of a hosted context's database. Raises ImproperlyConfigured."""
    database = settings.DATABASES[alias_of(context)]
    owner = database.get("OWNER")
    if not owner:
        raise ImproperlyConfigured(f"{context.upper()}_OWNER_DATABASE_URL is not set")
    return Target(
        context=context,
        database=database["NAME"],
        owner=Role(owner["USER"], owner["PASSWORD"]),
        runtime=Role(database["RUNTIME"]["USER"], database["RUNTIME"]["PASSWORD"]),
    )


def targets(contexts: Iterable[str] | None = None) -> list[Target]:
    """The databases of `contexts`, or of all that this process hosts."""
    return [target_of(name) for name in contexts or settings.QUENTY_CONTEXTS]


def bootstrap(superuser: str, wanted: Sequence[Target], *, exclusive: bool) -> list[str]:
    """Make what is missing of `wanted` and return the names of the databases that were made.

    `superuser`: connection string or URL. `exclusive`: the server is ours alone, so
    its maintenance databases are closed to our roles too.
    """
    with psycopg.connect(superuser, autocommit=True) as connection:
        made = _server_objects(connection, wanted)
        if exclusive:
            run(connection, [closed_database("postgres"), closed_database("template1")])
    for target in wanted:
        inside = conninfo.make_conninfo(superuser, dbname=target.database)
        with psycopg.connect(inside, autocommit=True) as connection:
            run(connection, schema_grants(target))
    return made


def _server_objects(connection: Connection[Any], wanted: Sequence[Target]) -> list[str]:
    roles = _names(connection, "SELECT rolname FROM pg_roles")
    present = _names(connection, "SELECT datname FROM pg_database")
    made, superuser = [], _is_superuser(connection)
    for target in wanted:
        for role in (target.owner, target.runtime):
            there = role.name in roles
            run(
                connection,
                login_role(role, schema=target.schema, exists=there, by_superuser=superuser),
            )
        if not superuser:
            # Who is no superuser may give a database only to a role that it is a member of.
            run(connection, [sql.SQL("GRANT {} TO CURRENT_USER").format(_owner(target))])
        if target.database not in present:
            make = sql.SQL("CREATE DATABASE {} OWNER {}")
            run(connection, [make.format(sql.Identifier(target.database), _owner(target))])
            made.append(target.database)
        run(connection, [closed_database(target.database), open_to_runtime(target)])
    return made


def _owner(target: Target) -> sql.Identifier:
    return sql.Identifier(target.owner.name)


def _is_superuser(connection: Connection[Any]) -> bool:
    return connection.info.parameter_status("is_superuser") == "on"


def _names(connection: Connection[Any], query: str) -> set[str]:
    return {row[0] for row in connection.execute(query)}
