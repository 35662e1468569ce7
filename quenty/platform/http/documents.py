"""How an endpoint's declaration becomes its part of the OpenAPI document."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from quenty.platform.http.endpoints import Endpoint
from quenty.platform.http.serializers import ProblemOut
from quenty.platform.http.versions import ETAG

_PROBLEM = "application/problem+json"
_WORDS = {
    400: "Cannot be read",
    401: "No or bad credentials",
    403: "Not allowed",
    404: "Not found, or not yours",
    409: "Conflict",
    402: "Not enough money",
    406: "Not acceptable",
    412: "Changed meanwhile",
    413: "Too large",
    415: "Unsupported media type",
    422: "Not valid",
    428: "If-Match is missing",
    429: "Too many requests",
    503: "Try again shortly",
}


_SECURITY: dict[bool, Any] = {True: [{}], False: [{"bearer": []}, {"apiKey": []}]}


def _refusals(endpoint: Endpoint) -> list[int]:
    codes = [400, 404, 406, 413, 422, 429, 503]
    if not endpoint.access.public:
        codes += [401, 403]
    else:
        codes += [401]
    if endpoint.method in ("POST", "PUT", "PATCH", "DELETE"):
        codes += [402, 409, 415]
    if endpoint.needs_if_match:
        codes += [412, 428]
    return sorted(codes)


def _answer(endpoint: Endpoint) -> Any:
    if endpoint.kind == "list":
        return inline_serializer(
            f"{endpoint.operation.title().replace('_', '')}Page",
            {
                "results": endpoint.answer(many=True),
                "next": serializers.URLField(allow_null=True),
                "previous": serializers.URLField(allow_null=True),
            },
        )
    return endpoint.answer


def _responses(endpoint: Endpoint) -> dict[Any, Any]:
    responses: dict[Any, Any] = {}
    if endpoint.media:
        for media in endpoint.media:
            binary = OpenApiTypes.STR if media.startswith("text/") else OpenApiTypes.BINARY
            responses[endpoint.status, media] = OpenApiResponse(binary)
    else:
        for status in (endpoint.status, *endpoint.also):
            responses[status] = OpenApiResponse(_answer(endpoint))
    for code in _refusals(endpoint):
        responses[code, _PROBLEM] = OpenApiResponse(ProblemOut, description=_WORDS[code])
    return responses


def _parameters(endpoint: Endpoint) -> list[Any]:
    from quenty.platform.http.pagination import NoQuery, query_serializer

    parameters: list[Any] = []
    query = query_serializer(endpoint)
    if query is not NoQuery:
        parameters.append(query)
    if endpoint.method == "POST" and endpoint.idempotency != "none":
        parameters.append(
            OpenApiParameter(
                "Idempotency-Key",
                {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
                OpenApiParameter.HEADER,
                description="The same key and body again answer the same.",
            )
        )
    if endpoint.needs_if_match:
        parameters.append(
            OpenApiParameter(
                "If-Match",
                {"type": "string", "pattern": ETAG, "example": '"3"'},
                OpenApiParameter.HEADER,
                required=True,
                description="The ETag that was read.",
            )
        )
    return parameters + _answered_headers(endpoint)


def _answered_headers(endpoint: Endpoint) -> list[OpenApiParameter]:
    def header(name: str, schema: dict[str, Any], *statuses: int) -> OpenApiParameter:
        return OpenApiParameter(
            name, schema, OpenApiParameter.HEADER, required=True, response=list(statuses)
        )

    found = [
        header("WWW-Authenticate", {"type": "string"}, 401),
        header("Retry-After", {"type": "integer", "minimum": 0}, 429, 503),
    ]
    if endpoint.etag and endpoint.status != 204:
        found.append(header("ETag", {"type": "string", "pattern": ETAG}, endpoint.status))
    return found


def document(endpoint: Endpoint) -> Any:
    """drf-spectacular's decorator for the method that serves an endpoint."""
    access = endpoint.access
    return extend_schema(
        operation_id=endpoint.operation,
        summary=endpoint.summary,
        tags=[endpoint.context],
        request=({"multipart/form-data": endpoint.body} if endpoint.upload else endpoint.body),
        responses=_responses(endpoint),
        parameters=_parameters(endpoint),
        auth=_SECURITY[access.public],
        extensions={
            "x-quenty-access": {
                "public": access.public,
                "roles": sorted(access.roles),
                "scope": access.scope,
            }
        },
    )
