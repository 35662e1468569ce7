"""How many tries beyond the first a process may make: a share of its requests, no more."""

import threading
import time
from collections import deque


class RetryBudget:
    """`share` of the requests of the last `window` seconds, plus a few so that a quiet
    process may retry at all. Thread-safe."""

    def __init__(self, *, share: float = 0.2, window: float = 10.0, at_least: int = 3) -> None:
        self._share = share
        self._window = window
        self._at_least = at_least
        self._lock = threading.Lock()
        self._requests: deque[float] = deque()
        self._retries: deque[float] = deque()

    def _forget_old(self, now: float) -> None:
        for times in (self._requests, self._retries):
            while times and times[0] < now - self._window:
                times.popleft()

    def asked(self) -> None:
        """Count a request's first try."""
        now = time.monotonic()
        with self._lock:
            self._forget_old(now)
            self._requests.append(now)

    def allows_retry(self) -> bool:
        """Take one retry out of the budget, if there is one."""
        now = time.monotonic()
        with self._lock:
            self._forget_old(now)
            allowed = max(self._at_least, self._share * len(self._requests))
            if len(self._retries) >= allowed:
                return False
            self._retries.append(now)
            return True
