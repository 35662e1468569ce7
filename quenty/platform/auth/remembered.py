"""A value fetched now and then and remembered by the process in between."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """Fetched anew when older than `seconds`; one thread fetches at a time."""

    def __init__(self, fetch: Callable[[], T], *, seconds: float) -> None:
        self._fetch = fetch
        self._seconds = seconds
        self._lock = threading.Lock()
        self._held: tuple[float, T] | None = None

    def get(self, *, at_least_every: float | None = None) -> T:
        """The value, no older than `at_least_every` seconds (default: the usual)."""
        limit = self._seconds if at_least_every is None else at_least_every
        held = self._held
        if held is not None and time.monotonic() - held[0] < limit:
            return held[1]
        with self._lock:
            held = self._held
            if held is not None and time.monotonic() - held[0] < limit:
                return held[1]
            value = self._fetch()
            self._held = (time.monotonic(), value)
            return value

    def forget(self) -> None:
        self._held = None
