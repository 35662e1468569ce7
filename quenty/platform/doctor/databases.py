"""PostgreSQL and each context's database, roles and migrations."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from quenty.kernel.contexts import alias_of
from quenty.platform.db.migrate import pending
from quenty.platform.db.serving import embedded_server
from quenty.platform.doctor.finding import Finding, one_line
from quenty.platform.embedded import EmbeddedServerError

LEAST_VERSION = 150000
MOST_DRIFT = 5.0
MEND = "manage.py bootstrap && manage.py migrate_contexts"


def databases() -> Iterator[Finding]:
    """Starts an embedded server that is made but stopped, and stops it again."""
    if settings.QUENTY_EMBEDDED and not (settings.QUENTY_STATE_DIR / "postgres").exists():
        yield Finding("PostgreSQL", "embedded, not made yet: make run does")
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(embedded_server())
        except EmbeddedServerError as error:
            log = settings.QUENTY_STATE_DIR / "postgres.log"
            yield Finding("PostgreSQL", one_line(error), f"read {log}; make clean begins anew")
            return
        for name in settings.QUENTY_CONTEXTS:
            yield from _context(name)


def _context(name: str) -> Iterator[Finding]:
    about = f"database of {name}"
    try:
        yield _runtime(about, name)
        missing = pending(name)
    except ImproperlyConfigured as error:
        yield Finding(about, one_line(error), "set it where migrations are run")
    except (DatabaseError, psycopg.Error) as error:
        yield Finding(about, one_line(error), _remedy(name, one_line(error)))
    else:
        if missing:
            shown = ", ".join(missing[:3])
            found = f"{len(missing)} missing: {shown}"
            yield Finding(f"migrations of {name}", found, "manage.py migrate_contexts")
    finally:
        connections[alias_of(name)].close()


def _runtime(about: str, name: str) -> Finding:
    with connections[alias_of(name)].cursor() as cursor:
        cursor.execute(
            """SELECT current_setting('server_version_num')::int, current_user, current_schema,
                      has_database_privilege(current_database(), 'CREATE'),
                      extract(epoch FROM clock_timestamp())::float"""
        )
        version, user, schema, may_create, at = cursor.fetchone()
    problem = _wrong_with(version, schema, name, may_create, at)
    if problem:
        return Finding(about, problem[0], problem[1])
    return Finding(about, f"{user} on PostgreSQL {version // 10000}.{version % 10000}")


def _wrong_with(
    version: int, schema: str | None, name: str, may_create: bool, at: float
) -> tuple[str, str] | None:
    if version < LEAST_VERSION:
        return f"PostgreSQL {version // 10000}", "use PostgreSQL 15 or newer"
    if schema != name:
        return f"tables are looked for in schema {schema}", MEND
    if may_create:
        return "the runtime role may change tables", f"use the role that {MEND} makes"
    drift = abs(time.time() - at)
    if drift > MOST_DRIFT:
        return f"its clock is {drift:.0f} s off ours", "set both clocks by NTP"
    return None


def _remedy(name: str, message: str) -> str:
    variable = f"{name.upper()}_DATABASE_URL"
    known: list[tuple[str, Any]] = [
        ("refused", f"start the server that {variable} names"),
        ("timeout", f"open the way to the server that {variable} names"),
        ("resolve", f"mend the host name in {variable}"),
        ("password", f"mend the password in {variable}, or: {MEND}"),
        ("does not exist", MEND),
        ("permission denied", MEND),
    ]
    return next((mend for sign, mend in known if sign in message), f"look at {variable}")
