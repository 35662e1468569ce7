"""The servers that a run started itself: started again in place when they die."""

import time
from dataclasses import dataclass, field
from typing import Protocol

from quenty.platform.supervisor.child import STEADY_SECONDS

FIRST_PAUSE = 1.0
MOST_FAILURES = 4


class GivenUp(RuntimeError):
    """A server died or did not start too many times in a row."""


class Startable(Protocol):
    @property
    def is_running(self) -> bool: ...

    def start(self) -> object:
        """Serve on the same port, with the same data. Raises RuntimeError or OSError."""

    def stop(self) -> None:
        """No error when stopped."""


@dataclass
class KeptServer:
    """`server`: started already."""

    name: str
    server: Startable
    failures: int = 0
    started_at: float = field(default_factory=time.monotonic)
    restart_at: float | None = None

    def tend(self) -> str | None:
        """Start it again if it died and its pause is over; answers what happened, if anything.

        Raises GivenUp.
        """
        if self.restart_at is None:
            if self.server.is_running:
                return None
            if time.monotonic() - self.started_at > STEADY_SECONDS:
                self.failures = 0
            return self._failed("died")
        return self._start() if time.monotonic() >= self.restart_at else None

    def _start(self) -> str:
        try:
            # What it left half started, or a helper of its own, is in the way.
            self.server.stop()
            self.server.start()
        except (RuntimeError, OSError) as error:
            return self._failed(f"did not start ({str(error).splitlines()[0]})")
        self.started_at, self.restart_at = time.monotonic(), None
        return f"{self.name} started again"

    def _failed(self, how: str) -> str:
        self.failures += 1
        if self.failures >= MOST_FAILURES:
            raise GivenUp(f"{self.name} failed {self.failures} times in a row; at last it {how}")
        pause = FIRST_PAUSE * 2 ** (self.failures - 1)
        self.restart_at = time.monotonic() + pause
        return f"{self.name} {how}; next start in {pause:.0f} s"
