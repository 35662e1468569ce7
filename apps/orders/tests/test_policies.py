"""Rules of what may be shipped, checked when it is quoted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import ShippingPolicy
from apps.orders.tests import bodies
from quenty.contracts.customers.events import CustomerSizeChangedV1
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"


@pytest.fixture
def publish(api: Any) -> Any:
    """`publish(**fields)`: the answer to publishing a rule that holds from today on."""

    def act(**fields: Any) -> Any:
        body = {"code": "regla", "title": "Regla de prueba", "valid_from": str(clock.today())}
        return api.as_role("admin").post(f"{BASE}/policies", json={**body, **fields})

    return act


def reasons(quote: dict[str, Any]) -> set[str]:
    return {reason["code"] for offer in quote["offers"] for reason in offer["reasons"]}


@pytest.mark.parametrize(
    ("rule", "refused"),
    [
        ({"forbids": True}, True),
        ({"forbids": True, "department": "05"}, True),
        ({"forbids": True, "department": "11"}, False),
        ({"forbids": True, "dane": "05001"}, True),
        ({"forbids": True, "dane": "76001"}, False),
        ({"forbids": True, "goods": "zápatos"}, True),
        ({"forbids": True, "goods": "pólvora"}, False),
        ({"forbids": True, "goods": "zapato"}, True),
        ({"forbids": True, "goods": "zapa"}, False),
        ({"forbids": True, "goods": "baterías de litio"}, True),
        ({"forbids": True, "goods": "vidrio"}, True),
        ({"forbids": True, "zone": "national"}, True),
        ({"forbids": True, "zone": "local"}, False),
        ({"max_weight_g": 1000}, True),
        ({"max_weight_g": 1200}, False),
        ({"max_declared": "99999"}, True),
        ({"max_declared": "100000"}, False),
        ({"max_cod": "10000"}, True),
        ({"max_cod": "50000"}, False),
        ({"forbids": True, "merchant_size": "large"}, True),
        ({"forbids": True, "merchant_size": "small"}, False),
    ],
)
def test_a_refusal_names_its_rule(rule, refused, publish, quoted, merchant, deliver) -> None:
    told = CustomerSizeChangedV1(customer_id=merchant.customer_id, size="large")
    deliver(told, consumer_context="orders")
    assert publish(**rule).status_code == 201

    _, quote = quoted(
        cod_amount="50000",
        pieces=[bodies.piece(contents="Frascos de vidrio")],
        lines=[{"description": "Batería de litio", "quantity": 1, "unit_price": "90000"}],
    )

    assert ("policy" in reasons(quote)) is refused
    if refused:
        [offer] = [o for o in quote["offers"] if o["service"]["code"] == "ground"]
        [reason] = [r for r in offer["reasons"] if r["code"] == "policy"]
        assert "regla" in reason["detail"]
        assert "Regla de prueba" in reason["detail"]
        assert not any(o["available"] for o in quote["offers"])


def test_a_shipment_that_is_no_order_may_say_what_is_in_it(publish, rates, merchant) -> None:
    publish(forbids=True, goods="arma", title="Armas no", title_en="No weapons")

    def details(contents: str, language: str) -> set[str]:
        answer = merchant.post(
            f"{BASE}/quotes",
            json=bodies.shipment(contents=contents),
            headers={"Accept-Language": language},
        )
        offers = answer.json()["offers"]
        return {reason["detail"] for offer in offers for reason in offer["reasons"]}

    assert details("Un armario", "es") == details("", "es") == set()
    assert details("Armas de juguete", "es") == {"Política regla (versión 1): Armas no."}
    assert details("Armas de juguete", "en") == {"Policy regla (version 1): No weapons."}


def test_a_new_version_ends_the_one_before(publish) -> None:
    publish(forbids=True, valid_from=str(clock.today() - timedelta(days=3)))
    publish(max_weight_g=5000)

    old, new = ShippingPolicy.objects.order_by("version")
    assert (old.valid_to, new.version, new.valid_to) == (clock.today(), 2, None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "orders.policy.limits_nothing"),
        ({"forbids": True, "valid_to": "2020-01-01"}, "orders.policy.dates"),
    ],
)
def test_refuses_a_rule_that_makes_no_sense(fields, code, publish) -> None:
    assert publish(**fields).json()["code"] == code


def test_rules_cost_a_quote_no_query(publish, quoted, merchant) -> None:
    publish(max_weight_g=50_000)
    quoted()

    with CaptureQueriesContext(connections["orders"]) as asked:
        merchant.post(f"{BASE}/quotes", json=bodies.shipment())

    assert not [q for q in asked.captured_queries if "shippingpolicy" in q["sql"]]


def test_others_may_not_publish(api) -> None:
    assert api.as_role("support").post(f"{BASE}/policies", json={}).status_code == 403
