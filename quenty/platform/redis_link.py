"""Whether Redis answers, for each use of it: asked, left alone for a moment, asked again."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from prometheus_client import Counter, Gauge
from redis.exceptions import RedisError

T = TypeVar("T")

log = structlog.get_logger(__name__)

# After a failure nobody waits for its timeout again before this many seconds.
LEFT_ALONE = 1.0

UP = Gauge("quenty_redis_up", "1 while Redis answers, 0 while its stand-in does", ["use"])
FALLBACKS = Counter("quenty_redis_fallbacks", "Calls that a stand-in answered", ["use"])


class RedisLink:
    """`use`: cache, limits ...: a label of the metrics."""

    def __init__(self, use: str) -> None:
        self.use = use
        self._lock = threading.Lock()
        self._again_at = 0.0
        self._down = False
        UP.labels(use).set(1)

    def ask(self, call: Callable[[], T], otherwise: Callable[[], T]) -> T:
        """What Redis says, or its stand-in while it is away."""
        if self._may_ask():
            try:
                answer = call()
            except (RedisError, OSError) as error:
                self._lost(error)
            else:
                if self._down:
                    self._back()
                return answer
        FALLBACKS.labels(self.use).inc()
        return otherwise()

    def _may_ask(self) -> bool:
        if not self._down:
            return True
        with self._lock:
            # One caller tries whether it is back; the others don't wait with it.
            now = time.monotonic()
            if now < self._again_at:
                return False
            self._again_at = now + LEFT_ALONE
            return True

    @property
    def is_down(self) -> bool:
        return self._down

    def forget(self) -> None:
        """Ask again at once (tests, a new server)."""
        self._again_at = 0.0

    def _lost(self, error: Any) -> None:
        with self._lock:
            self._again_at = time.monotonic() + LEFT_ALONE
            first, self._down = not self._down, True
        UP.labels(self.use).set(0)
        if first:
            log.warning("redis.lost", use=self.use, error=str(error)[:200])

    def _back(self) -> None:
        with self._lock:
            self._down = False
        UP.labels(self.use).set(1)
        log.info("redis.back", use=self.use)
