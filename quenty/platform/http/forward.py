"""Requests for contexts that are hosted elsewhere, passed on by whoever hosts the gateway.

The answer is read whole and passed back as it is, its status included. Reads, and writes with
an idempotency key, are tried once more when the peer cannot be reached; a peer that keeps
failing or is too slow is not asked for a while (the breaker that its remote calls have too).
Few may wait for a peer at once, none of them in a turn of those who work.
"""

import random
import re
import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import unquote

import httpx
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from quenty.kernel.contexts import CONTEXTS
from quenty.platform import ambient, deadlines
from quenty.platform.breaker import SECONDS_A_FAILURE, Breaker, BreakerOpen
from quenty.platform.errors import RequestError
from quenty.platform.http.intake import GIVE_BACK, IN_MEMORY, Shares
from quenty.platform.http.problems import problem_response
from quenty.platform.observability import tracing
from quenty.platform.registry import registry
from quenty.platform.registry.client import client_of

log = structlog.get_logger(__name__)

# Seconds until an answer begins, and again until its body is here; a body gets a second more
# for each SLOWEST bytes of it, up to WHOLE.
BEGIN, WHOLE = 5.0, 60.0
SLOWEST = 32 * 1024
# Requests that may wait for one peer at once: a quarter of the threads of a web worker.
AT_ONCE = 16
PAUSE = 0.1
SAFE = ("GET", "HEAD", "OPTIONS")
# RFC 9110, 7.6.1, and what is said anew on the next connection.
_OF_ONE_CONNECTION = {
    *("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"),
    *("proxy-authenticate", "proxy-authorization"),
    *("host", "content-length", "accept-encoding", "traceparent"),
}
_waiting = Shares(None, AT_ONCE)


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
    return client_of(base_url, connections=AT_ONCE)


def forward(request: HttpRequest, context: str) -> HttpResponseBase:
    """The peer's answer, or 503 `request.unavailable` when it gives none."""
    if _leads_elsewhere(request.path):
        return problem_response(RequestError.NOT_FOUND())
    peer = settings.QUENTY_PEERS[context]
    with _waiting.one_of(peer, patience=0.0) as allowed:
        if not allowed:
            return problem_response(RequestError.UNAVAILABLE())
        asked = _question(request, _client(peer))
        # Waiting is no work: whoever asks for what is hosted here need not wait with us.
        request.META.get(GIVE_BACK, lambda: None)()
        return _answer(asked, context)


def _answer(asked: httpx.Request, context: str) -> HttpResponseBase:
    breaker = registry.breakers.setdefault(context, Breaker(context))
    tries = 2 if asked.method in SAFE or "Idempotency-Key" in asked.headers else 1
    registry.budget.asked()
    for left in reversed(range(tries)):
        try:
            return _ask(asked, context, breaker)
        except BreakerOpen as error:
            refused = problem_response(RequestError.UNAVAILABLE())
            refused["Retry-After"] = str(max(1, round(error.retry_after)))
            return refused
        except httpx.HTTPError as error:
            log.warning("forward.failed", context=context, error=type(error).__name__)
            late = isinstance(error, httpx.TimeoutException)
            if late or not left or not registry.budget.allows_retry():
                break
            time.sleep(random.random() * PAUSE)  # noqa: S311  (full jitter)
    return problem_response(RequestError.UNAVAILABLE())


def _leads_elsewhere(path: str) -> bool:
    """Whether a dot segment, written plainly or encoded once more, leaves what was matched."""
    return not {".", ".."}.isdisjoint(re.split(r"[/\\]", unquote(path)))


def _question(request: HttpRequest, client: httpx.Client) -> httpx.Request:
    return client.build_request(
        request.method or "GET",
        "/",
        # As a server gives them: bytes, each a character.
        headers={
            name.encode("latin-1"): value.encode("latin-1", "replace")
            for name, value in _onward(request).items()
        },
        content=request.read() or None,
        # As it was matched: the client would resolve and encode an address of its own.
        extensions={"target": request.get_full_path().encode("ascii")},
    )


def _ask(asked: httpx.Request, context: str, breaker: Breaker) -> HttpResponseBase:
    breaker.enter()
    client = _client(settings.QUENTY_PEERS[context])
    began = time.monotonic()
    try:
        with tracing.span(f"forward {context}"), deadlines.within(BEGIN):
            answer = client.send(asked, stream=True)
        body = _whole(answer)
    except httpx.HTTPError:
        count_failure(breaker, seconds=time.monotonic() - began)
        raise
    if answer.status_code >= 500:
        breaker.failed()
    else:
        breaker.succeeded()
    return _back(answer, body)


def count_failure(breaker: Breaker, *, seconds: float) -> None:
    """Tell of a try that failed after so long; the longer it took, the more it weighs."""
    breaker.failed(max(1.0, seconds / SECONDS_A_FAILURE))


def _whole(answer: httpx.Response) -> IO[bytes]:
    """The body, in a file if it is large. Raises httpx.HTTPError when it is cut or trickles."""
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (read by the server)
    began = time.monotonic()
    with closing(answer):
        pieces = answer.iter_raw()
        while True:
            allowed = min(BEGIN + body.tell() / SLOWEST, WHOLE) - (time.monotonic() - began)
            with deadlines.within(allowed):
                piece = next(pieces, None)
            if piece is None:
                break
            body.write(piece)
    body.seek(0)
    return body


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


def _back(answer: httpx.Response, body: IO[bytes]) -> HttpResponseBase:
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in _OF_ONE_CONNECTION - {"content-length"} and name != "set-cookie"
    }
    response: HttpResponseBase
    if answer.request.method == "HEAD":
        response = HttpResponse(status=answer.status_code, headers=headers)
    else:
        pieces = iter(lambda: body.read(IN_MEMORY), b"")
        response = StreamingHttpResponse(pieces, status=answer.status_code, headers=headers)
    for cookie in answer.headers.get_list("set-cookie"):
        response.cookies.load(cookie)
    return response
