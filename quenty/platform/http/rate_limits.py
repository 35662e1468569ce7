"""How often somebody may ask: sliding windows by principal or address and class of route.

Counted atomically in Redis, so for all processes together; by each process for itself
where there is none or while it is away, which then lets through up to as many times the
limit as there are processes, and says so (`quenty_redis_up{use="limits"}`).
"""

import math
import threading
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from rest_framework.throttling import BaseThrottle

from quenty.platform.errors import RequestError
from quenty.platform.redis_link import RedisLink

SAFE = ("GET", "HEAD", "OPTIONS")
WINDOW = 60  # seconds

link = RedisLink("limits")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands with a limit after a request. `reset`: seconds until there is
    room for one more than now.
    """

    policy: str
    quota: int
    remaining: int
    reset: int
    allowed: bool

    @property
    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers writes them."""
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.quota};w={WINDOW}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.reset}',
        }


class _Calm(MemoryStorage):
    """Its timer forgets what has expired: a thread that begins with nearly every hit. Once a
    second is enough."""

    @property
    def timer(self) -> threading.Timer:
        return self._timer

    @timer.setter
    def timer(self, timer: threading.Timer) -> None:
        timer.interval, timer.daemon = 1.0, True
        self._timer = timer


class _InProcess(SlidingWindowCounterRateLimiter):
    """The library reads and then writes: between threads that lets some through twice."""

    def __init__(self) -> None:
        super().__init__(_Calm())
        self._one_at_a_time = threading.Lock()

    def hit(self, item: RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        with self._one_at_a_time:
            return super().hit(item, *identifiers, cost=cost)


def _redis(url: str) -> SlidingWindowCounterRateLimiter:
    storage = RedisStorage(
        url,
        key_prefix="quenty:limits",
        socket_timeout=settings.REDIS_TIMEOUT,
        socket_connect_timeout=settings.REDIS_TIMEOUT,
    )
    return SlidingWindowCounterRateLimiter(storage)


_limiters: dict[str, SlidingWindowCounterRateLimiter] = {}
_making = threading.Lock()


def _limiter(url: str) -> SlidingWindowCounterRateLimiter:
    """The one that counts in that Redis, or in this process for no URL."""
    found = _limiters.get(url)
    if found is None:
        # Two threads must not begin with a counter each.
        with _making:
            found = _limiters.get(url) or (_redis(url) if url else _InProcess())
            _limiters[url] = found
    return found


def forget() -> None:
    """Start counting anew in this process (tests)."""
    _limiters.clear()
    link.forget()


def count(policy: str, who: str) -> Standing:
    """Count one request of `who` under a class of routes."""
    item = RateLimitItemPerMinute(settings.QUENTY_RATE_LIMITS[policy])
    url = settings.REDIS_URL

    def in_process() -> Standing:
        return _counted(_limiter(""), item, policy, who)

    if not url:
        return in_process()
    return link.ask(lambda: _counted(_limiter(url), item, policy, who), in_process)


def _counted(
    limiter: SlidingWindowCounterRateLimiter, item: Any, policy: str, who: str
) -> Standing:
    allowed = limiter.hit(item, policy, who)
    stats = limiter.get_window_stats(item, policy, who)
    reset = max(1, math.ceil(stats.reset_time - time.time()))
    remaining = max(0, int(stats.remaining)) if allowed else 0
    return Standing(policy, item.amount, remaining, reset, allowed)


def policy_of(endpoint: Any, method: str) -> str:
    """The class of a route: open, entry, upload, read or write."""
    if endpoint is not None and endpoint.access.public:
        return "open" if method in SAFE else "entry"
    if endpoint is not None and endpoint.upload:
        return "upload"
    return "read" if method in SAFE else "write"


def address_of(request: Any) -> str:
    return str(request.META.get("REMOTE_ADDR", "")) or "unknown"


class RouteClassThrottle(BaseThrottle):
    """Counts each request to an endpoint, once it is known who asks."""

    def allow_request(self, request: Any, view: Any) -> bool:
        """Raises request.too_many over the limit."""
        if not settings.QUENTY_RATE_LIMITS_ENABLED:
            return True
        method = str(request.method)
        endpoint = getattr(view, "endpoints", {}).get("GET" if method == "HEAD" else method)
        policy = policy_of(endpoint, method)
        principal = request.user
        by_address = principal is None or policy in ("open", "entry")
        who = address_of(request) if by_address else str(principal)
        standing = count(policy, who)
        # Read by the middleware: a refusal carries the same headers.
        request._request.rate_standing = standing
        if not standing.allowed:
            raise RequestError.TOO_MANY(seconds=standing.reset)
        return True
