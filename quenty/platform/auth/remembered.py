"""A value fetched now and then and remembered by the process in between."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


# After a failure nobody waits for the next one before this many seconds.
PAUSE = 1.0


class Remembered(Generic[T]):
    """Fetched anew when older than `seconds`; one thread fetches at a time."""

    def __init__(self, fetch: Callable[[], T], *, seconds: float) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._lock = threading.Lock()
        self._held: tuple[float, T] | None = None
        self._failed: tuple[float, Exception] | None = None

    def get(self, *, at_least_every: float | None = None, at_worst: float = 0.0) -> T:
        """The value, no older than `at_least_every` seconds (default: the usual), or, while
        it cannot be fetched, than `at_worst`. Raises what fetching raises.
        """
        try:
            return self._fresh(at_least_every)
        except Exception:
            held = self._held
            if held is None or time.monotonic() - held[0] >= at_worst:
                raise
            return held[1]

    def _fresh(self, at_least_every: float | None) -> T:
        limit = self._seconds if at_least_every is None else at_least_every
        held = self._held
        if held is not None and time.monotonic() - held[0] < limit:
            return held[1]
        with self._lock:
            held = self._held
            if held is not None and time.monotonic() - held[0] < limit:
                return held[1]
            if self._failed is not None and time.monotonic() - self._failed[0] < PAUSE:
                raise self._failed[1]
            try:
                value = self._fetch()
            except Exception as error:
                self._failed = (time.monotonic(), error)
                raise
            self._failed = None
            self._held = (time.monotonic(), value)
            return value

    def forget(self) -> None:
        self._held = self._failed = None
