"""Quotes that ask operators themselves: the slow and the ill keep nobody waiting."""

from typing import Any
from uuid import UUID

import pytest

from apps.orders.models import OperatorCall, Quote
from apps.orders.services.operators import live_rates
from apps.orders.services.operators.breakers import forget_breakers
from apps.orders.tests import bodies
from apps.orders.tests.carrier import carrier as serving
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"


@pytest.fixture
def carrier() -> Any:
    forget_breakers()
    with serving() as running:
        yield running
    forget_breakers()


@pytest.fixture(autouse=True)
def ground_quotes_live(api: Any, rates: Any, carrier: Any) -> None:
    body = {
        "operator_id": str(rates.ground.operator_id),
        "adapter": "servientrega",
        "base_url": carrier.url,
        "secrets": {"login": "q", "password": "p", "billing_code": "S"},
        "seconds": "0.4",
        "breaker_failures": 2,
        "live_rates": True,
    }
    answer = api.as_role("admin").post(f"{BASE}/operators/accounts", json=body)
    assert answer.status_code == 200, answer.json()


def quote(client: Any, order: dict[str, Any], key: str = "") -> dict[str, Any]:
    answer = client.post(f"{BASE}/orders/{order['id']}/quotes/live", json={}, key=key)
    assert answer.status_code == 201, answer.json()
    return dict(answer.json())


def test_the_operators_answer_is_the_cost_and_the_days(placed, merchant) -> None:
    offer = bodies.offer(quote(merchant, placed()), "ground")

    assert (offer["available"], offer["transit_days"]) == (True, 2)
    costs = Quote.objects.latest("created_at").offer(UUID(offer["id"])).lines_of("cost")
    assert [line.amount for line in costs] == [Money(12_345, COP)]
    assert OperatorCall.objects.filter(operation="quote", outcome="ok").count() == 1


@pytest.mark.parametrize("mode", ["hang", "err", "trickle", "garbage"])
def test_one_that_is_ill_is_left_out_and_then_left_alone(
    mode, placed, merchant, carrier, monkeypatch
) -> None:
    monkeypatch.setattr(live_rates, "DEADLINE_S", 1.0)
    carrier.mode = mode
    asked = len(carrier.asked)

    quotes = [quote(merchant, placed()) for _ in range(4)]

    for one in quotes:
        ground = bodies.offer(one, "ground")
        assert [reason["code"] for reason in ground["reasons"]] == ["operator_away"]
        assert bodies.offer(one, "express")["available"]
    # Two that reach it, then its breaker is open.
    assert len(carrier.asked) - asked == 2
    assert OperatorCall.objects.filter(outcome="broken_off").count() == 2


def test_one_past_the_deadline_keeps_nobody_waiting(placed, merchant, carrier, monkeypatch) -> None:
    monkeypatch.setattr(live_rates, "DEADLINE_S", 0.2)
    carrier.delay = 0.35

    one = quote(merchant, placed())

    assert not bodies.offer(one, "ground")["available"]
    assert bodies.offer(one, "express")["available"]


def test_an_ordinary_quote_asks_nobody(quoted, carrier) -> None:
    asked = len(carrier.asked)

    quoted()

    assert len(carrier.asked) == asked


def test_another_merchants_order_is_not_there(placed, api) -> None:
    order = placed()
    other = api.as_merchant()

    assert other.post(f"{BASE}/orders/{order['id']}/quotes/live", json={}).status_code == 404
