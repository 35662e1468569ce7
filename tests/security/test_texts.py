"""Texts of those who try things, in every text of every body and address."""

from typing import Any

import pytest

from quenty.platform.http.endpoints import Endpoint
from tests.contracts.test_routes import ENDPOINTS
from tests.security.bodies import (
    Path,
    changed,
    example,
    kind_of,
    places,
    resolved,
    schema_of,
    served,
    with_bodies,
)
from tests.security.town import Town

pytestmark = pytest.mark.django_db(databases="__all__")

ODD = [
    "'; DROP TABLE orders_order; --",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "<script>alert(1)</script>",
    "a\r\nSet-Cookie: b=c",
    "a\x00b",
    "a\ud800b",
    "\u202egnp.exe",
    "𝓠😀👩‍👩‍👧",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "%s%n%x{0.__class__}",
]


def kept(answer: Any, at: Path) -> Any:
    """What the answer has in the place where the body had the text; None where it has none."""
    value = answer.json() if answer.get("Content-Type") == "application/json" else None
    for step in at:
        try:
            value = value[step]
        except (TypeError, KeyError, IndexError):
            return None
    return value


@pytest.mark.parametrize("endpoint", with_bodies(), ids=lambda e: e.operation)
def test_a_text_is_refused_or_kept_as_it_came(endpoint: Endpoint, town: Town) -> None:
    schema = schema_of(endpoint)
    assert schema is not None
    client, where, body = town.who_may(endpoint.access), town.address(endpoint), example(schema)
    for at, inner in places(schema):
        if kind_of(inner) != "string" or "enum" in inner:
            continue
        for text in ODD:
            given = changed(body, at, text)
            headers = {"If-Match": '"1"'}
            answer = client.request(endpoint.method, where, json_=given, headers=headers)
            shown = (endpoint.operation, at, text, answer.status_code, answer.content[:300])
            assert answer.status_code < 500, shown
            if answer.status_code < 300:
                assert kept(answer, at) in (None, text, text.strip()), shown


@pytest.mark.parametrize(
    "endpoint", [e for e in ENDPOINTS if e.query or "{" in e.path], ids=lambda e: e.operation
)
def test_an_address_of_odd_texts_is_never_our_mistake(endpoint: Endpoint, town: Town) -> None:
    client, where = town.who_may(endpoint.access), town.address(endpoint)
    path = f"/api/v1/{endpoint.context}/{endpoint.path}"
    asked = served()["paths"][path][endpoint.method.lower()].get("parameters", [])
    for text in ODD:
        raw = text.encode("utf-8", "surrogatepass")
        for parameter in asked:
            if parameter["in"] == "path":
                continue
            if parameter["in"] == "query" and kind_of(resolved(parameter["schema"])) == "string":
                query = f"{parameter['name']}={''.join(f'%{byte:02x}' for byte in raw)}"
                answer = client.request(endpoint.method, f"{where}?{query}", json_={})
                assert answer.status_code < 500, (query, answer.content[:300])
        last = "".join(f"%{byte:02x}" for byte in raw)
        answer = client.request(endpoint.method, f"{where.rpartition('/')[0]}/{last}", json_={})
        assert answer.status_code < 500, (last, answer.content[:300])
