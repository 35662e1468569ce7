"""One DRF view for the endpoints of a path: parse, keep the key, call, render."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase, QueryDict
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from quenty.platform.auth.access import Access
from quenty.platform.http import idempotency
from quenty.platform.http.call import Call
from quenty.platform.http.documents import document
from quenty.platform.http.endpoints import Endpoint
from quenty.platform.http.lending import rendered, validated
from quenty.platform.http.pagination import Page, query_of, repeated
from quenty.platform.http.parsers import StrictJSONParser
from quenty.platform.http.versions import etag_of, parse_if_match


class EndpointView(APIView):
    """`endpoints`: the declared ones of this path, by method."""

    endpoints: dict[str, Endpoint] = {}

    def access_for(self, method: str) -> Access | None:
        endpoint = self.endpoints.get("GET" if method == "HEAD" else method)
        return endpoint.access if endpoint else None

    def get_parsers(self) -> list[Any]:
        method = self.request.method if getattr(self, "request", None) else ""
        endpoint = self.endpoints.get(method or "")
        return [MultiPartParser()] if endpoint and endpoint.upload else [StrictJSONParser()]

    def check_permissions(self, request: Request) -> None:
        if request.method not in (*self.endpoints, "HEAD"):
            self.http_method_not_allowed(request)
        super().check_permissions(request)

    @property
    def allowed_methods(self) -> list[str]:
        return sorted(self.endpoints)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        endpoint = self.endpoints.get("GET" if request.method == "HEAD" else str(request.method))
        # Files say their own type; only JSON is rendered, so only JSON is negotiated.
        is_file = endpoint is not None and bool(endpoint.media)
        return super().perform_content_negotiation(request, force=force or is_file)

    def serve(self, request: Request, **params: Any) -> HttpResponseBase:
        endpoint = self.endpoints["GET" if request.method == "HEAD" else str(request.method)]
        call = Call(request=request, principal=request.user)
        if endpoint.needs_if_match:
            call.if_match = parse_if_match(request.headers.get("If-Match"))
        call.query = query_of(endpoint, request)
        if endpoint.body is not None:
            if endpoint.upload:
                _refuse_repeated(request)
            said = {"call": call, "json": not endpoint.upload}
            call.body = validated(endpoint.body, request.data, context=said)
        elif request.method in ("POST", "PUT", "PATCH"):
            idempotency.refuse_body(request)
        if endpoint.idempotency == "none":
            return self.answer(endpoint, call, params)
        return idempotency.run(endpoint, call, params, lambda: self.answer(endpoint, call, params))

    def answer(self, endpoint: Endpoint, call: Call, params: dict[str, Any]) -> HttpResponseBase:
        value = endpoint.handler(call, **params)
        status = endpoint.status
        if isinstance(value, HttpResponseBase):
            return value
        if endpoint.kind == "list":
            return Page(endpoint).respond(value, call.request, self)
        if isinstance(value, tuple):
            value, status = value
        if endpoint.answer is None or status == 204:
            return Response(status=status)
        data = rendered(endpoint.answer, value, context={"call": call})
        response = Response(data, status=status)
        # It is the caller's own, and what opens it may stand in the address.
        response["Cache-Control"] = "private, no-store"
        if endpoint.etag:
            response["ETag"] = etag_of(value, endpoint.etag)
        return response


def _refuse_repeated(request: Request) -> None:
    """Two parts of one name: which of them was meant can't be told."""
    # Nothing at all was sent: an empty dict stands there then.
    parts = request.data.lists() if isinstance(request.data, QueryDict) else ()
    for name, values in parts:
        if len(values) > 1:
            raise repeated(name)


def _method(endpoint: Endpoint) -> Callable[..., HttpResponseBase]:
    def serve(self: EndpointView, request: Request, **params: Any) -> HttpResponseBase:
        return self.serve(request, **params)

    serve.__name__ = endpoint.method.lower()
    serve.__doc__ = endpoint.handler.__doc__
    return document(endpoint)(serve)  # type: ignore[no-any-return]


def view_for(endpoints: dict[str, Endpoint]) -> Callable[..., Any]:
    """A view class of its own for each path, so that documents can describe each method."""
    first = next(iter(endpoints.values()))
    methods = {method.lower(): _method(endpoint) for method, endpoint in endpoints.items()}
    name = "".join(part.title() for part in first.operation.split("_")) + "View"
    view = type(name, (EndpointView,), {"endpoints": endpoints, **methods})
    return view.as_view()  # type: ignore[attr-defined,no-any-return]
