"""Keeps the leases of a batch alive while a worker is busy with it."""

import threading
from datetime import timedelta
from types import TracebackType
from typing import Any

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
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._renew, name=f"lease-{context}", daemon=True)

    def __enter__(self) -> "Leases":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def finished(self, row: Any) -> None:
        with self._lock:
            self.open.discard(row.id)

    def give_back(self) -> None:
        """Free what was taken and not tried, as if it had never been taken."""
        with self._lock:
            ids, self.open = list(self.open), set()
        with connections[alias_of(self.context)].cursor() as cursor:
            cursor.execute(_GIVE_BACK, [ids])

    def _extend(self, ids: list[int]) -> None:
        with connections[alias_of(self.context)].cursor() as cursor:
            cursor.execute(_RENEW, [clock.now() + LEASE, ids])

    def _renew(self) -> None:
        connection = connections[alias_of(self.context)]
        try:
            while not self._over.wait(self.INTERVAL):
                with self._lock:
                    ids = list(self.open)
                try:
                    if ids:
                        self._extend(ids)
                except Error as error:
                    # The lease lasts for another try, by a connection of its own.
                    log.warning("lease.not_renewed", context=self.context, error=str(error))
                    connection.close()
        finally:
            connection.close()
