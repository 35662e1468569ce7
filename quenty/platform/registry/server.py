"""The other end: serves the contracts hosted here to other units of ours."""

import msgspec
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


def _refuse(error: DomainError) -> HttpResponse:
    return HttpResponse(wire.error_out(error), status=error.status, content_type="application/json")


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
        seconds = float(request.headers.get("X-Deadline-Ms", LONGEST * 1000)) / 1000
    except (ValueError, TypeError, msgspec.ValidationError) as error:
        return _refuse(RequestError.MALFORMED(why=str(error)[:200]))
    actor = Actor.parse(request.headers.get("X-Actor", "service:"))
    livemode = request.headers.get("X-Livemode", "1") == "1"
    with (
        ambient.surround(actor=actor, livemode=livemode),
        deadlines.within(min(seconds, LONGEST)),
    ):
        try:
            answer = getattr(registry.local(contract), method)(**arguments)
        except DomainError as error:
            return _refuse(error)
        except (deadlines.DeadlineExceeded, OperationalError, InterfaceError, PoolTimeout) as error:
            log.warning("rpc.unavailable", method=call, error=type(error).__name__)
            return _refuse(RequestError.UNAVAILABLE())
    return HttpResponse(wire.answer_out(answer), content_type="application/json")
