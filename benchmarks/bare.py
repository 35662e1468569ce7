"""Bare views: what Django and DRF alone need for the same answers from the same stack.

`/plain/...` is an endpoint of ours as a plain view: the same serializers, the same use case
and its ORM, and the statements that our platform added, without our platform.
`/replay/<kind>/<n>` runs a recorded request's statements and answers its recorded body.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connections
from django.http import HttpResponseBase
from django.urls import URLPattern, include, path
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import apps.orders.api  # noqa: F401  (declares its endpoints)
from benchmarks.recording import FILE, Recorded, is_of_key, read
from quenty.kernel.actors import Actor
from quenty.platform import ambient
from quenty.platform.auth.principal import Principal
from quenty.platform.db import unit_of_work
from quenty.platform.http import health
from quenty.platform.http.call import Call
from quenty.platform.http.endpoints import Endpoint
from quenty.platform.http.routes import ROUTES

_RECORDED: dict[str, list[Recorded]] = read(Path(os.environ[FILE])) if FILE in os.environ else {}
_KEYS = {
    kind: [[pair for pair in row.statements if is_of_key(pair[1])] for row in rows]
    for kind, rows in _RECORDED.items()
}


class Bare(APIView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    parser_classes = (JSONParser,)
    renderer_classes = (JSONRenderer,)


class Newest(CursorPagination):
    page_size = 20
    ordering = ("-created_at", "-id")


class Plain(Bare):
    """An endpoint as a plain DRF view. `X-Merchant` says who asks, `X-Recorded` (kind/n) whose
    recorded key is kept with the answer."""

    # By method; given to `as_view`.
    endpoints: Mapping[str, Endpoint] = {}

    def get(self, request: Request, **params: Any) -> HttpResponseBase:
        return self._serve(request, params)

    def post(self, request: Request, **params: Any) -> HttpResponseBase:
        return self._serve(request, params)

    @property
    def endpoint(self) -> Endpoint:
        return self.endpoints[str(self.request.method)]

    def _serve(self, request: Request, params: dict[str, Any]) -> HttpResponseBase:
        merchant = request.headers.get("X-Merchant", "")
        principal = Principal(
            kind="user",
            id=merchant or "0",
            roles=frozenset({"merchant"}),
            customer_id=UUID(merchant) if merchant else None,
        )
        call = Call(request=request, principal=principal)
        if self.endpoint.body is not None:
            body = self.endpoint.body(data=request.data)
            body.is_valid(raise_exception=True)
            call.body = body.validated_data
        if self.endpoint.query is not None:
            query = self.endpoint.query(data=request.query_params.dict())
            query.is_valid(raise_exception=True)
            call.query = query.validated_data
        with ambient.surround(actor=Actor("user", principal.id), livemode=True):
            return self._answer(call, params)

    def _answer(self, call: Call, params: dict[str, Any]) -> HttpResponseBase:
        handler, context = self.endpoint.handler, self.endpoint.context
        taken, answered = _key_of(call)
        if self.endpoint.idempotency == "none":
            return self._rendered(call, handler(call, **params))
        if self.endpoint.idempotency == "atomic":
            with unit_of_work(context):
                value = handler(call, **params)
                _run(taken + answered)
                return self._rendered(call, value)
        with unit_of_work(context):
            _run(taken)
        response = self._rendered(call, handler(call, **params))
        with unit_of_work(context):
            _run(answered)
        return response

    def _rendered(self, call: Call, value: Any) -> HttpResponseBase:
        if self.endpoint.kind == "list":
            pages = Newest()
            rows = pages.paginate_queryset(value, call.request, view=self)
            return pages.get_paginated_response(self.endpoint.answer(rows, many=True).data)
        answer = self.endpoint.answer(value, context={"call": call})
        return Response(answer.data, status=self.endpoint.status)


class Replay(Bare):
    """A recorded request's statements and its body, with neither serializers nor ORM."""

    def get(self, request: Request, kind: str, number: int) -> Response:
        row = _RECORDED[kind][number]
        _run(row.statements)
        return Response(row.body, status=row.status)

    def post(self, request: Request, kind: str, number: int) -> Response:
        _ = request.data
        return self.get(request, kind, number)


def _key_of(call: Call) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What a recorded key's statements are before the answer is known, and after."""
    kind, _, number = call.request.headers.get("X-Recorded", "").partition("/")
    found = _KEYS[kind][int(number)] if kind else []
    return found[:-1], found[-1:]


def _run(statements: list[tuple[str, str]]) -> None:
    for alias, sql in statements:
        with connections[alias].cursor() as cursor:
            cursor.execute(sql)
            if cursor.description is not None:
                cursor.fetchall()


def _plain_views() -> list[URLPattern]:
    by_path: dict[str, dict[str, Endpoint]] = {}
    for endpoint in ROUTES["orders"].endpoints:
        by_path.setdefault(endpoint.django_path, {})[endpoint.method] = endpoint
    return [path(where, Plain.as_view(endpoints=found)) for where, found in by_path.items()]


urlpatterns = [
    path("healthz", health.alive),
    path("replay/<str:kind>/<int:number>", Replay.as_view()),
    path("plain/", include(_plain_views())),
]
