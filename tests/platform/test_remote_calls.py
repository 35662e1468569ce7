"""A neighbour is the same, local or across a wire: types, codes, refusals, deadlines."""

import random
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from unittest import mock
from uuid import UUID

import pytest

from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.shapes import Hold
from quenty.contracts.gateway.api import GatewayApi
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform import deadlines
from quenty.platform.breaker import Breaker, BreakerOpen
from quenty.platform.db import unit_of_work
from quenty.platform.registry import CalledInTransaction, registry
from quenty.platform.registry.budget import RetryBudget
from quenty.platform.registry.remote import MOST_TRIES, HttpWire, RemoteCall, Unreachable

HOLD = Hold(
    hold_id=new_id(),
    customer_id=new_id(),
    amount=Money("12500.50", COP),
    captured=Money.zero(),
    status="open",
    expires_at=clock.now(),
)


class _Customers:
    """Serves one hold, or refuses for want of money."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def place_hold(self, **arguments: Any) -> Hold:
        self.asked.append(arguments)
        if arguments["amount"] > Money(50_000, COP):
            available = Money(100, COP)
            raise CustomerError.INSUFFICIENT_FUNDS(available=available, wanted=arguments["amount"])
        return HOLD


@pytest.fixture(params=["local", "loopback"])
def customers(request: pytest.FixtureRequest, settings: Any) -> Iterator[_Customers]:
    settings.QUENTY_CALLS = request.param
    serving = _Customers()
    before = registry.swap(CustomersApi, serving)
    yield serving
    registry.swap(CustomersApi, before)


def place(amount: str = "12500.50") -> Hold:
    return registry.get(CustomersApi).place_hold(
        idempotency_key="k",
        customer_id=HOLD.customer_id,
        amount=Money(amount, COP),
        purpose="order",
        reference_id=UUID(int=7),
        expires_in_seconds=60,
    )


def test_the_answer_and_the_arguments_are_the_same_types(customers: _Customers) -> None:
    assert place() == HOLD
    (asked,) = customers.asked
    assert asked["amount"] == Money("12500.50", COP)
    assert asked["customer_id"] == HOLD.customer_id


def test_a_refusal_is_the_same_code(customers: _Customers) -> None:
    with pytest.raises(DomainError) as refused:
        place("60000")
    assert refused.value.code == "customers.insufficient_funds"
    assert refused.value.status == 402
    assert "$ 100" in refused.value.message("es")


@pytest.mark.django_db(databases=["orders"])
def test_calling_inside_a_transaction_is_refused(customers: _Customers) -> None:
    place()
    with pytest.raises(CalledInTransaction), unit_of_work("orders"):
        place()
    assert len(customers.asked) == 1


@dataclass
class _Flaky:
    """A peer that fails `fails` times, then answers."""

    fails: int
    tries: int = 0

    def send(
        self, path: str, body: bytes, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        self.tries += 1
        if self.tries <= self.fails:
            raise Unreachable("reset")
        return 200, b'{"answer": {"keys": []}}'


def remote(peer: Any, breaker: Breaker | None = None) -> Any:
    budget = RetryBudget(at_least=100)
    return RemoteCall(GatewayApi, peer, breaker or Breaker("gateway"), budget)


def test_a_read_is_tried_again() -> None:
    peer = _Flaky(fails=MOST_TRIES - 1)
    assert remote(peer).jwks() == {"keys": []}
    assert peer.tries == MOST_TRIES


def test_a_write_without_a_key_is_tried_once() -> None:
    peer = _Flaky(fails=1)
    arguments = {"email": "a@b.co", "password": "x", "full_name": "x", "roles": ()}
    with pytest.raises(DomainError, match=r"request\.unavailable"):
        remote(peer).create_user(**arguments)
    assert peer.tries == 1


def test_the_breaker_stops_asking_and_lets_one_probe_through() -> None:
    now = [0.0]
    breaker = Breaker("gateway", failures=5, rest=5, clock=lambda: now[0])
    peer = _Flaky(fails=6)
    for _ in range(4):
        with pytest.raises(DomainError):
            remote(peer, breaker).jwks()
    assert (peer.tries, breaker.state) == (5, "open")

    now[0] = 5.0
    assert breaker.state == "half_open"
    with pytest.raises(DomainError):
        remote(peer, breaker).jwks()
    assert peer.tries == 6

    now[0] = 10.0
    assert remote(peer, breaker).jwks() == {"keys": []}
    assert breaker.state == "closed"


def test_only_one_probe_at_a_time() -> None:
    now = [0.0]
    breaker = Breaker("x", failures=1, rest=5, clock=lambda: now[0])
    breaker.failed()
    now[0] = 5.0
    breaker.enter()
    with pytest.raises(BreakerOpen):
        breaker.enter()


def test_retries_stay_inside_their_budget() -> None:
    budget = RetryBudget(share=0.2, at_least=0)
    for _ in range(50):
        budget.asked()
    assert sum(budget.allows_retry() for _ in range(50)) == 10


def test_with_thirty_errors_in_a_hundred_the_tries_stay_below_a_fifth_more() -> None:
    """A peer that resets three of ten: what a caller adds to its load is bounded."""
    choose = random.Random(1)
    peer, answered = _Flaky(fails=0), 0

    def send(*_: Any) -> tuple[int, bytes]:
        peer.tries += 1
        if choose.random() < 0.3:
            raise Unreachable("reset")
        return 200, b'{"answer": {"keys": []}}'

    flaky = SimpleNamespace(send=send)
    call = RemoteCall(GatewayApi, flaky, Breaker("x", failures=10**6), RetryBudget(at_least=0))
    with mock.patch("quenty.platform.registry.remote.FIRST_PAUSE", 1e-6):
        for _ in range(1000):
            with suppress(DomainError):
                answered += call.jwks() == {"keys": []}
    assert peer.tries <= 1200
    assert answered > 800, "the budget was not used"


def test_no_time_left_means_no_call_and_says_nothing_of_the_peer() -> None:
    peer, breaker = _Flaky(fails=0), Breaker("gateway", failures=1)
    for _ in range(5):
        with pytest.raises(DomainError, match=r"request\.unavailable"), deadlines.within(0):
            remote(peer, breaker).jwks()
    assert (peer.tries, breaker.state) == (0, "closed")
    assert remote(peer, breaker).jwks() == {"keys": []}


@dataclass
class _Late:
    """Takes all the time that it is given."""

    given: list[float]

    def send(
        self, path: str, body: bytes, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        self.given.append(timeout)
        time.sleep(timeout)
        raise Unreachable("late")


@pytest.fixture
def silent() -> Iterator[HttpWire]:
    """A peer to which anybody may connect, and that never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield HttpWire(f"http://127.0.0.1:{listening.getsockname()[1]}")


def test_who_is_late_for_a_caller_in_a_hurry_is_not_given_up(silent: HttpWire) -> None:
    breaker = Breaker("gateway")
    for _ in range(8):
        with pytest.raises(DomainError, match=r"request\.unavailable"), deadlines.within(0.02):
            remote(silent, breaker).jwks()
    assert breaker.state == "closed"


def test_two_calls_that_waited_all_their_time_open_the_breaker(silent: HttpWire) -> None:
    breaker = Breaker("gateway")
    patched = "quenty.platform.registry.remote"
    with (
        mock.patch(f"{patched}.USUAL_SECONDS", 0.2),
        mock.patch(f"{patched}.SECONDS_A_FAILURE", 0.08),
    ):
        for state in ("closed", "open"):
            with pytest.raises(DomainError, match=r"request\.unavailable"):
                remote(silent, breaker).jwks()
            assert breaker.state == state


def test_all_tries_of_a_call_share_its_time() -> None:
    peer = _Late([])
    usual = mock.patch("quenty.platform.registry.remote.USUAL_SECONDS", 0.2)
    with usual, pytest.raises(DomainError, match=r"request\.unavailable"):
        remote(peer).jwks()
    assert len(peer.given) == 1


@pytest.mark.parametrize("status", [200, 301, 404])
@pytest.mark.parametrize(
    "raw", [b"<html>", b"", b"{}", b"[]", b"null", b'{"answer": 3}', b"\xff", b'{"code": ["x"]}']
)
def test_what_is_no_answer_of_ours_is_a_failure_of_the_peer(status: int, raw: bytes) -> None:
    """Some other server at the address, say."""
    breaker = Breaker("gateway", failures=MOST_TRIES)
    with pytest.raises(DomainError, match=r"request\.unavailable"):
        remote(SimpleNamespace(send=lambda *_: (status, raw)), breaker).jwks()
    assert breaker.state == "open"
