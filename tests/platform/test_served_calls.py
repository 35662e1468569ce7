"""The other end of a remote call: who may ask, and what is refused."""

import base64
import json
from typing import Any

import pytest
from django.test import Client

from quenty.kernel.ids import new_id
from quenty.platform.registry import service_tokens
from quenty.platform.testing.http import Api


def test_tokens_between_services_are_for_one_audience(settings: Any) -> None:
    token = service_tokens.issue(audience="customers")
    assert service_tokens.accepts(token, audience="customers")
    assert not service_tokens.accepts(token, audience="orders")
    settings.QUENTY_SERVICE_SECRETS = list(reversed(settings.QUENTY_SERVICE_SECRETS))
    assert service_tokens.accepts(token, audience="customers"), "rotation keeps the old one"
    settings.QUENTY_SERVICE_SECRETS = ["another"]
    assert not service_tokens.accepts(token, audience="customers")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_rpc/customers/v1/CustomersApi.merchant", 401),
        ("/_rpc/customers/v1/CustomersApi.__class__", 401),
    ],
)
def test_nobody_else_may_call(api: Api, path: str, status: int) -> None:
    assert api.anonymous().post(path, json={}).status_code == status
    assert api.as_role("admin").post(path, json={}).status_code == status


@pytest.mark.parametrize(
    ("call", "status"),
    [("CustomersApi.nothing", 404), ("Nobody.merchant", 404), ("CustomersApi.merchant", 400)],
)
def test_a_call_that_does_not_fit_is_refused(api: Api, call: str, status: int) -> None:
    token = service_tokens.issue(audience="customers")
    client = api.with_token(token)
    assert client.post(f"/_rpc/customers/v1/{call}", json={"x": 1}).status_code == status


@pytest.mark.parametrize("body", [b"[]", b"null", b"3", b"{", b"\xff", b"[" * 100_000, b"{}"])
def test_a_body_that_is_no_call_is_refused(body: bytes) -> None:
    assert ask_served(body).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"X-Actor": "zzz"}, {"X-Actor": ":::"}, {"X-Deadline-Ms": "nan"}, {"X-Deadline-Ms": "x"}],
)
def test_surroundings_that_are_none_are_refused(headers: dict[str, str]) -> None:
    body = json.dumps({"customer_id": str(new_id())}).encode()
    refused = ask_served(body, headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "request.malformed")


def ask_served(body: bytes, headers: dict[str, str] | None = None) -> Any:
    token = service_tokens.issue(audience="customers")
    return Client().post(
        "/_rpc/customers/v1/CustomersApi.merchant",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", **(headers or {})},
    )


@pytest.mark.parametrize(
    "header",
    [{"alg": "HS256", "crit": 1}, {"alg": "HS256", "crit": {}}, {"alg": 1}, {"alg": None}, [], 1],
)
def test_a_token_with_a_strange_header_is_refused(header: Any) -> None:
    _, claims, signature = service_tokens.issue(audience="customers").split(".")
    head = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    refused = Client().post(
        "/_rpc/customers/v1/CustomersApi.merchant",
        headers={"Authorization": f"Bearer {head}.{claims}.{signature}"},
    )
    assert refused.status_code == 401
