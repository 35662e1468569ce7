"""Databases of a test worker: cloned from templates, made when a test first names them."""

import os
from dataclasses import replace
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import Connection, sql

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.db.bootstrap import bootstrap, target_of
from quenty.platform.db.migrate import migrate_context
from quenty.platform.db.roles import Target, closed_database, open_to_runtime, run
from quenty.platform.testing import cluster

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
# One at a time makes templates: roles and grants are the whole server's.
LOCK = 7_700_001

_ready: set[str] = set()
_superuser: Connection[Any] | None = None


def ensure(alias: str) -> None:
    """Point `alias` at this worker's own clone of its context's template."""
    if alias in _ready:
        return
    cluster.start()
    target = _target(alias)
    _ensure_template(alias, target)
    _clone(alias, target)
    _ready.add(alias)


def renew(alias: str) -> None:
    """Throw this worker's clone away and make another: what a test committed is gone."""
    connections[alias].close()
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    superuser().execute(drop.format(sql.Identifier(clone_name(alias))))
    _clone(alias, _target(alias))


def environment() -> dict[str, str]:
    """Database URLs of this worker's clones, for a process that a test starts."""
    urls = {}
    for name, context in CONTEXTS.items():
        if context.alias in _ready:
            for variable in (f"{name.upper()}_DATABASE_URL", f"{name.upper()}_OWNER_DATABASE_URL"):
                server, _, _ = os.environ[variable].rpartition("/")
                urls[variable] = f"{server}/{clone_name(context.alias)}"
    return urls


def superuser() -> Connection[Any]:
    """This process's connection as superuser to the maintenance database."""
    global _superuser
    if _superuser is None or _superuser.closed:
        _superuser = psycopg.connect(settings.QUENTY_SUPERUSER_URL, autocommit=True)
    return _superuser


def close() -> None:
    if _superuser is not None:
        _superuser.close()


def clone_name(alias: str) -> str:
    return f"test_{WORKER}_{_context(alias)}"


def _target(alias: str) -> Target:
    context = _context(alias)
    return replace(target_of(context), database=f"tpl_{context}")


def _context(alias: str) -> str:
    return next(name for name, context in CONTEXTS.items() if context.alias == alias)


def _ensure_template(alias: str, target: Target) -> None:
    connection = superuser()
    connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        if not _exists(target.database):
            _make_template(alias, target)
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _make_template(alias: str, target: Target) -> None:
    # Renamed when it is whole, so that a failed migration leaves no template behind.
    unfinished = replace(target, database=f"{target.database}_new")
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    superuser().execute(drop.format(sql.Identifier(unfinished.database)))
    bootstrap(settings.QUENTY_SUPERUSER_URL, [unfinished], exclusive=True)
    _connect_to(alias, unfinished.database)
    migrate_context(target.context)
    connections[alias].close()
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    superuser().execute(
        rename.format(sql.Identifier(unfinished.database), sql.Identifier(target.database))
    )


def _clone(alias: str, template: Target) -> None:
    clone = replace(template, database=clone_name(alias))
    copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
        sql.Identifier(clone.database),
        sql.Identifier(template.database),
        sql.Identifier(clone.owner.name),
    )
    run(superuser(), [copy, closed_database(clone.database), open_to_runtime(clone)])
    _connect_to(alias, clone.database)


def _connect_to(alias: str, database: str) -> None:
    connections[alias].close()
    connections.settings[alias]["NAME"] = database


def _exists(database: str) -> bool:
    found = superuser().execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
    return found.fetchone() is not None
