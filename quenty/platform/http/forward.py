"""Requests for contexts that are hosted elsewhere, passed on by whoever hosts the gateway.

The answer is streamed back as it is, its status included. Reads, and writes with an
idempotency key, are tried once more when the peer cannot be reached; a peer that keeps
failing is not asked for a while (the breaker that its remote calls have too).
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import unquote

import httpx
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from quenty.kernel.contexts import CONTEXTS
from quenty.platform import ambient
from quenty.platform.breaker import Breaker, BreakerOpen
from quenty.platform.errors import RequestError
from quenty.platform.http.problems import problem_response
from quenty.platform.observability import tracing
from quenty.platform.registry import registry

log = structlog.get_logger(__name__)

# Seconds: to connect, and between two pieces of an answer.
CONNECT, READ = 1.0, 30.0
PAUSE = 0.1
SAFE = ("GET", "HEAD", "OPTIONS")
# RFC 9110, 7.6.1, and what is said anew on the next connection.
_OF_ONE_CONNECTION = {
    *("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"),
    *("proxy-authenticate", "proxy-authorization"),
    *("host", "content-length", "accept-encoding", "traceparent"),
}


def patterns() -> list[URLPattern]:
    """Addresses of the contexts that have a peer; for the unit that hosts the gateway."""
    found = []
    for name in settings.QUENTY_PEERS:
        context = CONTEXTS[name]
        pages = "".join(f"|{page}(?:/.*)?" for page in context.pages)
        match = rf"^(?:api/v1/{name}/.*|static/{name}/.*{pages})$"
        found.append(re_path(match, _to(name), name=f"elsewhere-{name}"))
    return found


def _to(context: str) -> Callable[..., HttpResponseBase]:
    @csrf_exempt
    def view(request: HttpRequest) -> HttpResponseBase:
        return forward(request, context)

    return view


@cache
def _client(base_url: str) -> httpx.Client:
    limits = httpx.Limits(max_connections=32, max_keepalive_connections=16)
    timeout = httpx.Timeout(READ, connect=CONNECT)
    return httpx.Client(base_url=base_url, limits=limits, timeout=timeout, trust_env=False)


def forward(request: HttpRequest, context: str) -> HttpResponseBase:
    """The peer's answer, or 503 `request.unavailable` when it gives none."""
    if _leads_elsewhere(request.path):
        return problem_response(RequestError.NOT_FOUND())
    breaker = registry.breakers.setdefault(context, Breaker(context))
    body = request.read()
    tries = 2 if request.method in SAFE or "Idempotency-Key" in request.headers else 1
    for left in reversed(range(tries)):
        try:
            return _ask(request, body, context, breaker)
        except BreakerOpen as error:
            refused = problem_response(RequestError.UNAVAILABLE())
            refused["Retry-After"] = str(max(1, round(error.retry_after)))
            return refused
        except httpx.HTTPError as error:
            log.warning("forward.failed", context=context, error=type(error).__name__)
            if not left or not registry.budget.allows_retry():
                break
            time.sleep(random.random() * PAUSE)  # noqa: S311  (full jitter)
    return problem_response(RequestError.UNAVAILABLE())


def _leads_elsewhere(path: str) -> bool:
    """Whether a dot segment, written plainly or encoded once more, leaves what was matched."""
    return not {".", ".."}.isdisjoint(re.split(r"[/\\]", unquote(path)))


def _ask(request: HttpRequest, body: bytes, context: str, breaker: Breaker) -> HttpResponseBase:
    breaker.enter()
    client = _client(settings.QUENTY_PEERS[context])
    registry.budget.asked()
    asked = client.build_request(
        request.method or "GET",
        "/",
        headers=_onward(request),
        content=body or None,
        # As it was matched: the client would resolve and encode an address of its own.
        extensions={"target": request.get_full_path().encode("ascii")},
    )
    try:
        with tracing.span(f"forward {context}"):
            answer = client.send(asked, stream=True)
    except httpx.HTTPError:
        breaker.failed()
        raise
    if answer.status_code >= 500:
        breaker.failed()
    else:
        breaker.succeeded()
    return _back(answer)


def _onward(request: HttpRequest) -> dict[str, str]:
    kept = {k: v for k, v in request.headers.items() if k.lower() not in _OF_ONE_CONNECTION}
    return {
        **kept,
        "X-Correlation-Id": ambient.current().correlation_id,
        "traceparent": tracing.traceparent(),
        "X-Forwarded-Host": request.get_host(),
        "X-Forwarded-Proto": request.scheme or "http",
        # Who the client is has been found out here; what it wrote itself goes no further.
        "X-Forwarded-For": request.META.get("REMOTE_ADDR", ""),
        "Accept-Encoding": "identity",
    }


def _back(answer: httpx.Response) -> HttpResponseBase:
    cookies = answer.headers.get_list("set-cookie")
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in _OF_ONE_CONNECTION - {"content-length"} and name != "set-cookie"
    }
    response = StreamingHttpResponse(_pieces(answer), status=answer.status_code, headers=headers)
    if answer.request.method == "HEAD":
        answer.close()
        response = HttpResponse(status=answer.status_code, headers=headers)
    for cookie in cookies:
        response.cookies.load(cookie)
    return response


def _pieces(answer: httpx.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_raw()
    finally:
        answer.close()
