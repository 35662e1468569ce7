"""Keeps the leases of a batch alive while a worker is busy with it."""

import threading
import time
from datetime import timedelta
from types import TracebackType
from typing import Any, ClassVar

import structlog
from django.db import Error, connections

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of

log = structlog.get_logger(__name__)

# Renewed while the work lasts, so a killed worker's rows are free again this soon.
LEASE = timedelta(seconds=4)

_RENEW = "UPDATE platform_inbox SET lease_until = %s WHERE id = ANY(%s) AND status = 'pending'"

_GIVE_BACK = """
UPDATE platform_inbox SET lease_until = NULL, attempts = attempts - 1
WHERE id = ANY(%s) AND status = 'pending'
"""


class Leases:
    """Renews from a thread of its own, so that a long job keeps its row."""

    INTERVAL = 1.5

    def __init__(self, context: str, rows: list[Any]) -> None:
        self.context = context
        self.open = {row.id for row in rows}
        self._lock = threading.Lock()

    def __enter__(self) -> "Leases":
        _Renewer.of(self.context).watch(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _Renewer.of(self.context).forget(self)

    def finished(self, row: Any) -> None:
        with self._lock:
            self.open.discard(row.id)

    def give_back(self) -> None:
        """Free what was taken and not tried, as if it had never been taken."""
        with self._lock:
            ids, self.open = list(self.open), set()
        with connections[alias_of(self.context)].cursor() as cursor:
            cursor.execute(_GIVE_BACK, [ids])

    def renew(self) -> None:
        """Keep what is not finished. What fails is tried again before the lease has ended."""
        with self._lock:
            ids = list(self.open)
        try:
            if ids:
                self._extend(ids)
        except Error as error:
            log.warning("lease.not_renewed", context=self.context, error=str(error))

    def _extend(self, ids: list[int]) -> None:
        with connections[alias_of(self.context)].cursor() as cursor:
            cursor.execute(_RENEW, [clock.now() + LEASE, ids])


class _Renewer:
    """One thread for all of a context's batches: one for each would cost more than a short batch.

    A thread a context, since a database that hangs must not end the leases in another.
    """

    _BY_CONTEXT: ClassVar[dict[str, "_Renewer"]] = {}

    def __init__(self, context: str) -> None:
        self.context = context
        self._watched: set[Leases] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @classmethod
    def of(cls, context: str) -> "_Renewer":
        return cls._BY_CONTEXT.setdefault(context, cls(context))

    def watch(self, leases: Leases) -> None:
        with self._lock:
            self._watched.add(leases)
            # A fork has the object and not its thread.
            if self._thread is None or not self._thread.is_alive():
                name = f"leases-{self.context}"
                self._thread = threading.Thread(target=self._run, name=name, daemon=True)
                self._thread.start()

    def forget(self, leases: Leases) -> None:
        with self._lock:
            self._watched.discard(leases)

    def _run(self) -> None:
        while True:
            time.sleep(Leases.INTERVAL)
            with self._lock:
                watched = list(self._watched)
            for leases in watched:
                leases.renew()
            # Another try is by a connection of its own, and none is kept for seldom use.
            connections[alias_of(self.context)].close()
