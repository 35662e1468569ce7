"""A circuit breaker: who keeps failing is not asked for a while."""

import threading
import time
from collections.abc import Callable
from enum import StrEnum

# Seconds of waiting in vain that weigh as much as a failure: ten of them open a breaker of five.
SECONDS_A_FAILURE = 2.0


class State(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class BreakerOpen(ConnectionError):
    """Not asked: it failed too often. `retry_after`: seconds until a probe is let through."""

    def __init__(self, name: str, retry_after: float) -> None:
        self.name = name
        self.retry_after = retry_after
        super().__init__(f"{name} is not asked for another {retry_after:.1f} s")


class Breaker:
    """Opens after `failures` in a row; after `rest` seconds lets one probe through.

    A probe that succeeds closes it, one that fails opens it again. Thread-safe.
    """

    def __init__(
        self,
        name: str,
        *,
        failures: int = 5,
        rest: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._failures = failures
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row = 0.0
        self._opened_at: float | None = None
        self._probing_since: float | None = None

    @property
    def state(self) -> State:
        if self._opened_at is None:
            return State.CLOSED
        return State.HALF_OPEN if self._waited() >= self._rest else State.OPEN

    def _waited(self) -> float:
        return self._clock() - (self._opened_at or 0.0)

    def enter(self) -> None:
        """Ask to ask. Raises BreakerOpen."""
        with self._lock:
            if self._opened_at is None:
                return
            left = self._rest - self._waited()
            if left > 0:
                raise BreakerOpen(self.name, left)
            probing = self._probing_since
            # A probe that never reported back does not keep the door shut for ever.
            if probing is not None and self._clock() - probing < self._rest:
                raise BreakerOpen(self.name, self._rest)
            self._probing_since = self._clock()

    def succeeded(self) -> None:
        with self._lock:
            self._in_a_row = 0.0
            self._opened_at = None
            self._probing_since = None

    def failed(self, weight: float = 1.0) -> None:
        """`weight`: for how many failures it counts."""
        with self._lock:
            self._in_a_row += weight
            if self._opened_at is not None or self._in_a_row >= self._failures:
                self._opened_at = self._clock()
                self._probing_since = None

    def reset(self) -> None:
        """Close it by hand."""
        self.succeeded()
