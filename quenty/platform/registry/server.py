"""The other end: serves the contracts hosted here to other units of ours."""

import math
import re

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from psycopg_pool import PoolTimeout

from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform import ambient, deadlines
from quenty.platform.errors import AuthError, RequestError
from quenty.platform.registry import service_tokens, wire
from quenty.platform.registry.registry import registry

log = structlog.get_logger(__name__)

LONGEST = 30.0
_ACTOR = re.compile(r"[a-z_]+:[^\x00-\x1f]{0,200}")


def _refuse(error: DomainError) -> HttpResponse:
    return HttpResponse(wire.error_out(error), status=error.status, content_type="application/json")


def _seconds(milliseconds: str) -> float:
    seconds = float(milliseconds) / 1000
    if math.isnan(seconds):
        raise ValueError("the deadline is no number")
    return min(seconds, LONGEST)


def _actor(text: str) -> Actor:
    if not _ACTOR.fullmatch(text):
        raise ValueError("the actor is no kind and id")
    return Actor.parse(text)


@csrf_exempt
def serve(request: HttpRequest, context: str, version: int, call: str) -> HttpResponse:
    """`POST /_rpc/<context>/v<version>/<Contract>.<method>` with a service token."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not service_tokens.accepts(token, audience=context):
        return _refuse(AuthError.INVALID())
    name, _, method = call.partition(".")
    contract = registry.hosted(context, version, name)
    if request.method != "POST" or contract is None or not registry.has(contract, method):
        return _refuse(RequestError.NOT_FOUND())
    try:
        arguments = wire.arguments_in(contract, method, request.body)
        seconds = _seconds(request.headers.get("X-Deadline-Ms", str(LONGEST * 1000)))
        actor = _actor(request.headers.get("X-Actor", "service:"))
    except wire.FOREIGN as error:
        return _refuse(RequestError.MALFORMED(why=str(error)[:200]))
    livemode = request.headers.get("X-Livemode", "1") == "1"
    with (
        ambient.surround(actor=actor, livemode=livemode),
        deadlines.within(seconds),
    ):
        try:
            answer = getattr(registry.local(contract), method)(**arguments)
        except DomainError as error:
            return _refuse(error)
        except (deadlines.DeadlineExceeded, OperationalError, InterfaceError, PoolTimeout) as error:
            log.warning("rpc.unavailable", method=call, error=type(error).__name__)
            return _refuse(RequestError.UNAVAILABLE())
    return HttpResponse(wire.answer_out(answer), content_type="application/json")
