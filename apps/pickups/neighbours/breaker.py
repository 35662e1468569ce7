"""A server that failed is left alone for a while."""

import threading
import time

_FAILURES, _REST_S = 3, 60.0


class Breaker:
    """Open after three failures in a row; one try is let through after a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    @property
    def closed(self) -> bool:
        """Whether the server may be asked."""
        with self._lock:
            return self._failures < _FAILURES or time.monotonic() >= self._until

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES:
                self._until = time.monotonic() + _REST_S
