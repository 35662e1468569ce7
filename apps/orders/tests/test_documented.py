"""Answers are as the OpenAPI document says, field by field."""

import json
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker

from apps.orders.tests import bodies
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders/"


class Documented:
    """Asks, and holds the answer to its schema."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def faults(self, method: str, template: str, answer: Any) -> list[str]:
        operation = self.document["paths"][BASE + template][method]
        (media,) = operation["responses"][str(answer.status_code)]["content"].values()
        schema = {**media["schema"], "components": self.document["components"]}
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        return [f"{list(e.path)}: {e.message}" for e in validator.iter_errors(answer.json())]


@pytest.fixture
def documented() -> Documented:
    document = SchemaGenerator().get_schema(public=True)
    return Documented(json.loads(json.dumps(document, default=str)))


def test_orders(documented, merchant, rates, confirmed) -> None:
    guide = confirmed(cod_amount="50000")
    one = f"{BASE}orders/{guide['order_id']}"
    placed = merchant.post(f"{BASE}orders", json=bodies.order())
    mine = f"{BASE}orders/{placed.json()['id']}"

    for method, template, answer in [
        ("post", "orders", placed),
        ("post", "orders", merchant.post(f"{BASE}orders", json={})),
        ("get", "orders", merchant.get(f"{BASE}orders")),
        ("get", "orders/{order_id}", merchant.get(one)),
        ("get", "orders/{order_id}", merchant.get(f"{BASE}orders/{new_id()}")),
        ("get", "orders/{order_id}/history", merchant.get(f"{one}/history")),
        ("post", "orders/{order_id}/quotes", merchant.post(f"{mine}/quotes", json={})),
        ("post", "orders/{order_id}/quotes", merchant.post(f"{one}/quotes", json={})),
        ("post", "orders/{order_id}/cancel", merchant.post(f"{mine}/cancel", json={"reason": "x"})),
        ("put", "origin", merchant.put(f"{BASE}origin", json=bodies.party())),
        ("get", "origin", merchant.get(f"{BASE}origin")),
    ]:
        assert documented.faults(method, template, answer) == [], (method, template)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"cod_amount": "50000", "payer": "recipient"},
        {"pieces": [bodies.piece(weight_kg="60")], "destination": "91001", "cod_amount": "1"},
    ],
)
def test_quotes(changes, documented, merchant, rates, api) -> None:
    answer = merchant.post(f"{BASE}quotes", json=bodies.shipment(**changes))
    staff = api.as_role("admin").get(f"{BASE}quotes/{answer.json()['id']}")

    assert documented.faults("post", "quotes", answer) == []
    assert documented.faults("get", "quotes/{quote_id}", staff) == []
    assert documented.faults("get", "quotes", merchant.get(f"{BASE}quotes")) == []


def test_guides_and_places(documented, merchant, confirmed, api) -> None:
    one = f"{BASE}guides/{confirmed()['number']}"
    staff = api.as_role("admin")

    for method, template, answer in [
        ("get", "guides", merchant.get(f"{BASE}guides")),
        ("get", "guides/{number}", merchant.get(one)),
        ("get", "guides/{number}/price", merchant.get(f"{one}/price")),
        ("get", "guides/{number}/price", staff.get(f"{one}/price")),
        ("post", "guides/{number}/events", staff.post(f"{one}/events", json={"event": "lost"})),
        ("post", "guides/{number}/void", merchant.post(f"{one}/void", json={"reason": "x"})),
        ("get", "coverage", merchant.get(f"{BASE}coverage?dane_code=05001")),
        ("get", "municipalities", merchant.get(f"{BASE}municipalities?q=bo")),
    ]:
        assert documented.faults(method, template, answer) == [], (method, template)
