"""Every refusal as problem+json (RFC 9457), with a stable code and the fields it is about."""

import json
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from psycopg_pool import PoolTimeout
from rest_framework import exceptions
from rest_framework.response import Response

from quenty.kernel.errors import DomainError, ErrorCode
from quenty.platform import ambient
from quenty.platform.errors import AuthError, RequestError

log = structlog.get_logger("quenty.http")

CONTENT_TYPE = "application/problem+json"
MOST_ERRORS = 500

_BY_EXCEPTION: tuple[tuple[type[Exception], ErrorCode], ...] = (
    (exceptions.NotAuthenticated, AuthError.REQUIRED),
    (exceptions.AuthenticationFailed, AuthError.INVALID),
    (exceptions.PermissionDenied, AuthError.FORBIDDEN),
    (PermissionDenied, AuthError.FORBIDDEN),
    (exceptions.NotFound, RequestError.NOT_FOUND),
    (Http404, RequestError.NOT_FOUND),
    (exceptions.MethodNotAllowed, RequestError.METHOD_NOT_ALLOWED),
    (exceptions.NotAcceptable, RequestError.NOT_ACCEPTABLE),
    (exceptions.UnsupportedMediaType, RequestError.UNSUPPORTED_MEDIA),
    (OperationalError, RequestError.UNAVAILABLE),
    (InterfaceError, RequestError.UNAVAILABLE),
    (PoolTimeout, RequestError.UNAVAILABLE),
)


def language() -> str:
    return get_language() or "es"


def _flatten(detail: Any, pointer: str = "") -> list[dict[str, str]]:
    """DRF's nested detail as a list of pointers, codes and sentences."""
    if isinstance(detail, dict):
        return [
            problem
            for name, inner in detail.items()
            for problem in _flatten(inner, f"{pointer}.{name}" if pointer else str(name))
        ]
    if isinstance(detail, list):
        problems: list[dict[str, str]] = []
        for index, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            problems += _flatten(inner, f"{pointer}.{index}" if nested else pointer)
        return problems
    name = pointer.removesuffix(".non_field_errors").replace("non_field_errors", "")
    return [{"pointer": name, "code": getattr(detail, "code", "invalid"), "detail": str(detail)}]


def problem(error: DomainError, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The body: type, title, status, code, detail, correlation_id, errors."""
    sentence = error.message(language())
    if errors is None and error.field:
        errors = [{"pointer": error.field, "code": error.code, "detail": sentence}]
    return {
        "type": f"/docs/errors#{error.code}",
        "title": error.title(language()),
        "status": error.status,
        "code": error.code,
        "detail": sentence,
        "correlation_id": ambient.current().correlation_id,
        "errors": errors or [],
    }


def headers_of(error: DomainError) -> dict[str, str]:
    if error.status == 401:
        return {"WWW-Authenticate": 'Bearer realm="quenty"'}
    if error.status == 503:
        return {"Retry-After": "2"}
    if error.status == 429:
        return {"Retry-After": str(error.params.get("seconds", 1))}
    return {}


def problem_response(error: DomainError) -> HttpResponse:
    """For middleware and plain Django views."""
    return HttpResponse(
        json.dumps(problem(error), ensure_ascii=False),
        status=error.status,
        content_type=CONTENT_TYPE,
        headers=headers_of(error),
    )


def as_domain_error(error: Exception) -> tuple[DomainError, list[dict[str, str]] | None] | None:
    """Any refusal as a code of ours; None for what is a bug."""
    if isinstance(error, DomainError):
        return error, None
    if isinstance(error, exceptions.ValidationError):
        return RequestError.INVALID(), _flatten(error.detail)[:MOST_ERRORS]
    if isinstance(error, exceptions.ParseError):
        return RequestError.MALFORMED(why=str(error.detail)), None
    for kind, declared in _BY_EXCEPTION:
        if isinstance(error, kind):
            return declared(), None
    return None


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler."""
    found = as_domain_error(error)
    if found is None:
        return None
    refusal, errors = found
    headers = headers_of(refusal)
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    response = Response(
        problem(refusal, errors),
        status=refusal.status,
        headers=headers,
        content_type=CONTENT_TYPE,
    )
    response.exception = True
    return response
