"""Says where a caller stands in headers, and shuts out an address that keeps guessing."""

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from quenty.platform.errors import RequestError
from quenty.platform.http.problems import problem_response
from quenty.platform.http.rate_limits import address_of, count

MOST = 10_000


class RateLimitMiddleware:
    """Bad credentials never reach an endpoint's own limit: they are counted by address here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock = threading.Lock()
        self._shut_out: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.QUENTY_RATE_LIMITS_ENABLED:
            return self.get_response(request)
        address = address_of(request)
        left = self._shut_out.get(address, 0.0) - time.monotonic()
        if left > 0 and "Authorization" in request.headers:
            return problem_response(RequestError.TOO_MANY(seconds=int(left) + 1))
        response = self.get_response(request)
        if response.status_code == 401:
            self._count_refusal(address)
        standing = getattr(request, "rate_standing", None)
        if standing is not None:
            for name, value in standing.headers.items():
                response[name] = value
        return response

    def _count_refusal(self, address: str) -> None:
        standing = count("refused", address)
        if standing.allowed:
            return
        with self._lock:
            if len(self._shut_out) >= MOST:
                self._shut_out.clear()
            self._shut_out[address] = time.monotonic() + standing.reset
