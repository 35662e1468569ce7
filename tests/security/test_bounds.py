"""Nobody gets more of us than a page, a list and a body may hold."""

import itertools
import json
from typing import Any

import pytest

from quenty.kernel.ids import new_id
from quenty.platform.http.endpoints import Endpoint
from tests.contracts.test_routes import ENDPOINTS
from tests.security.bodies import (
    WRITES,
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

LISTS = [endpoint for endpoint in ENDPOINTS if endpoint.kind == "list"]
BY_NAME = {"ids": lambda endpoint: endpoint.operation}
IDS = [str(new_id()) for _ in range(10_000)]
STARTS, ENDS = ("since", "starts", "from", "valid_from"), ("until", "ends", "to", "valid_to")


def asked(endpoint: Endpoint) -> dict[str, Any]:
    """The declared query, each name with its schema."""
    where = f"/api/v1/{endpoint.context}/{endpoint.path}"
    found = served()["paths"][where][endpoint.method.lower()].get("parameters", [])
    return {p["name"]: resolved(p["schema"]) for p in found if p["in"] == "query"}


@pytest.mark.parametrize("endpoint", LISTS, **BY_NAME)
def test_a_page_has_a_size_that_we_allow(endpoint: Endpoint, town: Town) -> None:
    client, where = town.who_may(endpoint.access), town.address(endpoint)
    for size in ("0", "-1", "1000000000", "1e9", "9" * 40, "", "ten"):
        answer = client.get(f"{where}?page_size={size}")
        assert answer.status_code in (404, 422), (size, answer.content)


@pytest.mark.parametrize(
    "endpoint", [e for e in ENDPOINTS if e.method == "GET" and e.query], **BY_NAME
)
def test_ten_thousand_values_of_a_filter_are_refused(endpoint: Endpoint, town: Town) -> None:
    client, where = town.who_may(endpoint.access), town.address(endpoint)
    for name in asked(endpoint):
        for many in (f"{name}=" + ",".join(IDS), "&".join(f"{name}={one}" for one in IDS)):
            answer = client.get(f"{where}?{many}")
            assert answer.status_code in (400, 404, 422), (name, answer.content[:300])


@pytest.mark.parametrize(
    "endpoint", [e for e in ENDPOINTS if e.method == "GET" and e.query], **BY_NAME
)
def test_a_period_that_ends_before_it_starts_is_empty_or_refused(
    endpoint: Endpoint, town: Town
) -> None:
    names = asked(endpoint)
    client, where = town.who_may(endpoint.access), town.address(endpoint)
    for start, end in itertools.product(STARTS, ENDS):
        if start not in names or end not in names:
            continue
        days = ("2026-12-31", "2026-01-01")
        if names[start].get("format") == "date-time":
            days = ("2026-12-31T00:00:00Z", "2026-01-01T00:00:00Z")
        answer = client.get(f"{where}?{start}={days[0]}&{end}={days[1]}")
        assert answer.status_code in (200, 422), answer.content
        if answer.status_code == 200:
            found = [v for v in answer.json().values() if isinstance(v, list)]
            assert found == [[]], answer.content[:300]


@pytest.mark.parametrize("endpoint", with_bodies(), **BY_NAME)
def test_a_list_in_a_body_has_an_end(endpoint: Endpoint, town: Town) -> None:
    schema = schema_of(endpoint)
    assert schema is not None
    client, where, body = town.who_may(endpoint.access), town.address(endpoint), example(schema)
    for at, inner in places(schema):
        if kind_of(inner) != "array":
            continue
        assert "maxItems" in inner, f"{endpoint.operation}: how many {at} at most?"
        many = [example(inner["items"])] * (inner["maxItems"] + 1)
        answer = client.request(
            endpoint.method, where, json_=changed(body, at, many), headers={"If-Match": '"1"'}
        )
        # Some lists hold so much that the body is refused before they are counted.
        assert answer.status_code in (413, 422), (at, answer.content[:300])


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.method in WRITES], **BY_NAME)
def test_a_body_of_more_than_a_mebibyte_is_refused(endpoint: Endpoint, town: Town) -> None:
    client, where = town.who_may(endpoint.access), town.address(endpoint)
    large = json.dumps({"notes": "a" * 1024 * 1024})
    answer = client.request(endpoint.method, where, data=large, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["code"]) == (413, "request.too_large")
