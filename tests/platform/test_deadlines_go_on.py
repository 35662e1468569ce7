"""How long a caller still has goes on to whom it asks, and binds what that one asks in turn."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.gateway.api import GatewayApi
from quenty.kernel.ids import new_id
from quenty.platform import deadlines
from quenty.platform.breaker import Breaker
from quenty.platform.registry import registry, service_tokens
from quenty.platform.registry.budget import RetryBudget
from quenty.platform.registry.remote import USUAL_SECONDS, RemoteCall


class _Listening:
    """Keeps what each call says of its time."""

    def __init__(self) -> None:
        self.told: list[int] = []

    def send(
        self, path: str, body: bytes, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        self.told.append(int(headers["X-Deadline-Ms"]))
        return 200, b'{"answer": {"keys": []}}'


@pytest.mark.parametrize("seconds", [0.5, 2.0])
def test_a_caller_in_a_hurry_says_so(seconds: float) -> None:
    peer = _Listening()
    call: Any = RemoteCall(GatewayApi, peer, Breaker("gateway"), RetryBudget())
    with deadlines.within(seconds):
        call.jwks()
        time.sleep(0.1)
        call.jwks()
    call.jwks()
    first, second, unhurried = peer.told
    assert second + 100 <= first <= seconds * 1000 < unhurried <= USUAL_SECONDS * 1000


class _Customers:
    """Says how much time it was given, and whether any is left."""

    def __init__(self) -> None:
        self.given: list[float] = []

    def merchant(self, **_: Any) -> None:
        self.given.append(deadlines.remaining(60))


@pytest.fixture
def customers() -> Iterator[_Customers]:
    serving = _Customers()
    before = registry.swap(CustomersApi, serving)
    yield serving
    registry.swap(CustomersApi, before)


def ask(milliseconds: str) -> Any:
    token = service_tokens.issue(audience="customers")
    return Client().post(
        "/_rpc/customers/v1/CustomersApi.merchant",
        {"customer_id": str(new_id())},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "X-Deadline-Ms": milliseconds},
    )


def test_who_is_asked_keeps_to_what_it_was_given(customers: _Customers) -> None:
    ask("1500")
    assert customers.given
    assert 0 < customers.given[0] <= 1.5


def test_who_was_given_no_time_answers_so(customers: _Customers) -> None:
    refused = ask("0")
    assert (refused.status_code, refused.json()["code"]) == (503, "request.unavailable")
    assert customers.given == []
