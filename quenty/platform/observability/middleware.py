"""The correlation id of a request: taken from its header or made, and sent back."""

import re
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.platform import ambient
from quenty.platform.observability import tracing

log = structlog.get_logger("quenty.http")

HEADER = "X-Correlation-Id"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
_QUIET = ("/healthz", "/readyz", "/metrics", "/static/")


class CorrelationMiddleware:
    """Surrounds a request with its ids, a span and one log line. Bodies are never logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        correlation = given if _WELL_FORMED.match(given) else str(new_id())
        started = time.perf_counter()
        parent = request.headers.get("traceparent", "")[:64]
        with (
            ambient.surround(
                correlation_id=correlation,
                causation_id=None,
                hops=0,
                actor=Actor("anonymous", ""),
                livemode=True,
            ),
            tracing.span(f"{request.method} {request.path[:80]}", parent=parent),
        ):
            response = self.get_response(request)
            response[HEADER] = correlation
            if not request.path.startswith(_QUIET):
                log.info(
                    "request",
                    method=request.method,
                    route=getattr(request.resolver_match, "route", None),
                    status=response.status_code,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )
        return response
