"""A body that each write route takes, made from the OpenAPI document, and its places."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.test import Client

from quenty.platform.http.endpoints import Endpoint
from tests.contracts.test_routes import ENDPOINTS

JSON = "application/json"
WRITES = ("POST", "PUT", "PATCH")

Schema = dict[str, Any]
# Where in a body: names of fields and places in lists.
Path = tuple[str | int, ...]

_FORMATS = {
    "uuid": "01900000-0000-7000-8000-000000000000",
    "date": "2026-03-01",
    "date-time": "2026-03-01T10:00:00Z",
    "time": "10:00:00",
    "email": "ana@example.com",
    "uri": "https://example.com/a",
    "phone": "+573001234567",
    "dane": "11001",
    "ipv6": "::1",
}
# One text for each pattern that isn't merely "no control characters".
_PATTERNS = {
    "^[0-9]{6}$": "110111",
    "^[0-9]{6,10}$": "640399",
    "^([01][0-9]|2[0-3]):[0-5][0-9]$": "16:00",
}


@cache
def served() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/schema", headers={"Accept": JSON}).json()
    return found


def resolved(schema: Schema) -> Schema:
    """Without references, in the first of its alternatives."""
    while True:
        if "$ref" in schema:
            schema = served()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif found := schema.get("allOf") or schema.get("anyOf") or schema.get("oneOf"):
            schema = found[0]
        else:
            return schema


def schema_of(endpoint: Endpoint) -> Schema | None:
    """What the route's JSON body may be; None for one that takes none."""
    where = f"/api/v1/{endpoint.context}/{endpoint.path}"
    operation = served()["paths"][where][endpoint.method.lower()]
    content = operation.get("requestBody", {}).get("content", {})
    return resolved(content[JSON]["schema"]) if JSON in content else None


def kind_of(schema: Schema) -> str:
    kinds = schema.get("type", "object")
    return str(next(k for k in kinds if k != "null") if isinstance(kinds, list) else kinds)


def example(schema: Schema) -> Any:
    """A value that the schema allows, every field of it given."""
    schema = resolved(schema)
    if "enum" in schema:
        return schema["enum"][0]
    return _BY_KIND[kind_of(schema)](schema)


def _object(schema: Schema) -> Any:
    return {name: example(inner) for name, inner in schema.get("properties", {}).items()}


def _text(schema: Schema) -> str:
    if "format" in schema:
        return _FORMATS[schema["format"]]
    pattern = schema.get("pattern", "")
    return str(schema.get("example") or _PATTERNS.get(pattern) or "1")


_BY_KIND: dict[str, Any] = {
    "object": _object,
    "array": lambda schema: [example(schema["items"])],
    "string": _text,
    "integer": lambda schema: max(1, schema.get("minimum", 1)),
    "number": lambda schema: max(1, schema.get("minimum", 1)),
    "boolean": lambda schema: True,
}


def places(schema: Schema, at: Path = ()) -> Iterator[tuple[Path, Schema]]:
    """Each value of the body that `example` makes, with its schema."""
    schema = resolved(schema)
    yield at, schema
    if kind_of(schema) == "array":
        yield from places(schema["items"], (*at, 0))
    for name, inner in schema.get("properties", {}).items():
        yield from places(inner, (*at, name))


def changed(body: Any, at: Path, value: Any) -> Any:
    """A copy of the body with another value in one place."""
    if not at:
        return value
    body = copy.deepcopy(body)
    inner = body
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = value
    return body


def with_bodies() -> list[Endpoint]:
    """Every route that takes a JSON body."""
    return [e for e in ENDPOINTS if e.method in WRITES and e.body is not None and not e.upload]
