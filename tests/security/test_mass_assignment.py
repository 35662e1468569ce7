"""No write takes a field that is not its caller's to set, at any depth of its body."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quenty.platform.http.endpoints import Endpoint
from quenty.platform.testing.http import Api, ApiClient
from tests.contracts.test_routes import ENDPOINTS, address
from tests.security.bodies import WRITES, changed, example, kind_of, places, schema_of, with_bodies

# What somebody would give who wants more than he has. Some are honest fields of some bodies.
COVETED = {
    "id": "01900000-0000-7000-8000-000000000000",
    "role": "admin",
    "roles": ["admin"],
    "is_staff": True,
    "is_superuser": True,
    "tenant": "01900000-0000-7000-8000-000000000000",
    "tenant_id": "01900000-0000-7000-8000-000000000000",
    "customer_id": "01900000-0000-7000-8000-000000000000",
    "merchant_id": "01900000-0000-7000-8000-000000000000",
    "operator_id": "01900000-0000-7000-8000-000000000000",
    "balance": "1000000",
    "status": "active",
    "livemode": True,
    "created_at": "2020-01-01T00:00:00Z",
    "version": 1,
    "__proto__": {},
}


def somebody(api: Api, endpoint: Endpoint) -> ApiClient:
    """Who may use the route."""
    if endpoint.access.public:
        return api.anonymous()
    return api.as_role(sorted(endpoint.access.roles)[0])


def unknown(answer: Any) -> set[str]:
    assert answer.status_code == 422, answer.content
    return {told["pointer"] for told in answer.json()["errors"] if told["code"] == "unknown"}


@pytest.mark.parametrize("endpoint", with_bodies(), ids=lambda e: e.operation)
def test_a_body_takes_what_it_declares_and_nothing_else(api: Api, endpoint: Endpoint) -> None:
    schema = schema_of(endpoint)
    assert schema is not None
    client, body = somebody(api, endpoint), example(schema)

    for at, inner in places(schema):
        if kind_of(inner) != "object" or "properties" not in inner:
            continue
        extras = {name: v for name, v in COVETED.items() if name not in inner["properties"]}
        given = changed(body, at, {**example(inner), **extras})
        answer = client.request(
            endpoint.method, address(endpoint), json_=given, headers={"If-Match": '"1"'}
        )
        expected = {".".join(map(str, (*at, name))) for name in extras}
        assert unknown(answer) >= expected, (at, answer.content)


@pytest.mark.parametrize(
    "endpoint",
    [e for e in ENDPOINTS if e.method in WRITES and e.body is None],
    ids=lambda e: e.operation,
)
def test_a_route_without_a_body_takes_none(api: Api, endpoint: Endpoint) -> None:
    answer = somebody(api, endpoint).request(
        endpoint.method, address(endpoint), json_=COVETED, headers={"If-Match": '"1"'}
    )
    assert unknown(answer) == set(COVETED)


@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.upload], ids=lambda e: e.operation)
def test_a_form_takes_the_parts_it_declares(api: Api, endpoint: Endpoint) -> None:
    declared = set(endpoint.body().fields)
    extras = {n: "1" for n in COVETED if n not in declared and n != "__proto__"}
    file = SimpleUploadedFile("a.csv", b"a,b\n", content_type="text/csv")
    answer = somebody(api, endpoint).upload(address(endpoint), {"file": file, **extras})
    assert unknown(answer) == set(extras)
