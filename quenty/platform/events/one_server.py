"""Whether two databases are one server's: then one write-ahead log orders what both commit."""

from typing import Any
from weakref import WeakKeyDictionary

from django.db import ProgrammingError, connections

# Of a server that runs: no copy, standby or restart of it has both.
_WHICH = "SELECT system_identifier, pg_postmaster_start_time() FROM pg_control_system()"

# By the driver's own connection, so that one made anew is asked anew.
_known: WeakKeyDictionary[Any, tuple[Any, ...]] = WeakKeyDictionary()


def share(one: str, other: str) -> bool:
    """Whether both aliases' open connections lead to the same running server.

    What is committed there first survives a crash if what is committed later does, whether
    either waits for the disk or not.
    """
    return one == other or _which(one) == _which(other)


def _which(alias: str) -> tuple[Any, ...]:
    connection = connections[alias]
    connection.ensure_connection()
    if connection.connection not in _known:
        try:
            with connection.cursor() as cursor:
                cursor.execute(_WHICH)
                _known[connection.connection] = cursor.fetchone()
        except ProgrammingError:
            # Who does not say which server it is counts as a server of its own.
            _known[connection.connection] = (alias,)
    return _known[connection.connection]
