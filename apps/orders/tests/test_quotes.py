"""Quotes over HTTP: all services at once, with prices or reasons, held until they expire."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import Offer, Order, Quote, ServiceTerms
from apps.orders.tests import bodies
from apps.orders.tests.bodies import LETICIA, offer, piece
from apps.orders.tests.grants import refusal
from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
PATH = "/api/v1/orders/quotes"


def quote(client: Any, **changes: Any) -> dict[str, Any]:
    answer = client.post(PATH, json=bodies.shipment(**changes))
    assert answer.status_code == 201, answer.json()
    return dict(answer.json())


def reasons(answer: dict[str, Any], service: str = "ground") -> list[str]:
    return [reason["code"] for reason in offer(answer, service)["reasons"]]


def test_a_suspended_merchant_is_told_no_price(rates, merchant, deliver) -> None:
    told = CustomerSuspendedV1(customer_id=merchant.customer_id, reason="debt")
    deliver(told, consumer_context="orders", aggregate_id=merchant.customer_id, sequence=9)

    answer = merchant.post(PATH, json=bodies.shipment())

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.merchant_suspended")
    assert not Quote.objects.exists()


def test_answers_every_service_ranked_and_tells_it(rates, merchant, published) -> None:
    found = quote(merchant)

    ranks = {o["service"]["code"]: o["ranks"] for o in found["offers"]}
    assert ranks["ground"]["price"] == 1
    assert ranks["express"]["price"] == 2
    [(issued, _)] = published("orders.quote.issued")
    assert (issued.offers, issued.available, issued.order_id) == (2, 2, None)
    assert str(issued.best.amount) == offer(found, "ground")["total"]["amount"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"pieces": [piece(weight_kg="50.001")]}, ["weight_exceeded"]),
        ({"pieces": [piece(length_cm="200.1")]}, ["size_exceeded"]),
        ({"declared_value": "10000001"}, ["value_exceeded"]),
        ({"origin": LETICIA, "destination": "11001"}, ["origin_not_covered", "no_rate"]),
        ({"destination": "05002"}, ["destination_not_covered"]),
        ({"destination": "44001"}, ["destination_not_covered", "no_rate"]),
        ({"cod_amount": "2000001"}, ["cod_limit_exceeded"]),
        ({"cod_amount": "1", "destination": LETICIA}, ["cod_not_covered"]),
        ({"cod_amount": "1990000", "payer": "recipient"}, ["cod_limit_exceeded"]),
        (
            {"pieces": [piece(weight_kg="51"), piece(width_cm="201")]},
            ["weight_exceeded", "size_exceeded"],
        ),
    ],
)
def test_a_service_says_why_it_cannot(changes, expected, rates, merchant) -> None:
    found = quote(merchant, **changes)

    assert reasons(found) == expected
    ground = offer(found, "ground")
    assert (ground["available"], ground["total"], ground["ranks"]) == (False, None, None)


def test_a_service_that_does_not_collect_says_so(rates, merchant) -> None:
    rates.change_service(rates.ground, cod_allowed=False)

    assert reasons(quote(merchant, cod_amount="1000")) == ["cod_not_offered"]
    assert reasons(quote(merchant, payer="recipient")) == ["cod_not_offered"]


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        (
            "es",
            [
                "La pieza 1 pesa 50.001 kg; recibe hasta 50 kg.",
                "El valor declarado supera su límite de $ 10.000.000.",
            ],
        ),
        (
            "en",
            [
                "Piece 1 weighs 50.001 kg; it takes up to 50 kg.",
                "The declared value is above its limit of COP 10,000,000.",
            ],
        ),
    ],
)
def test_reasons_are_told_in_the_callers_language(language, detail, rates, merchant) -> None:
    body = bodies.shipment(pieces=[piece(weight_kg="50.001")], declared_value="10000001")

    found = merchant.post(PATH, json=body, headers={"Accept-Language": language}).json()

    said = offer(found, "ground")["reasons"]
    assert [reason["detail"] for reason in said] == detail
    assert said[1]["params"] == {"limit": {"amount": "10000000.00", "currency": "COP"}}


def test_only_the_modes_wished_for(rates, merchant) -> None:
    found = quote(merchant, modes=["express"])

    assert [o["service"]["code"] for o in found["offers"]] == ["express"]


def test_names_resolve_to_codes(rates, merchant) -> None:
    found = quote(merchant, origin="BOGOTÁ", destination="medellin")

    assert found["origin"]["dane_code"] == "11001"
    assert found["destination"]["dane_code"] == "05001"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("La Unión, Nariño", "52399"),
        ("la union (narino)", "52399"),
        ("Medellín, Antioquia", "05001"),
        ("05001000", "05001"),
        ("La Unión", None),
        ("Medellín, Nariño", None),
    ],
)
def test_a_name_may_bring_its_department(name, code, merchant) -> None:
    answer = merchant.post(PATH, json=bodies.shipment(destination=name)).json()

    if code is None:
        assert [e["code"] for e in answer["errors"]] == ["dane.unknown"]
    else:
        assert answer["destination"]["dane_code"] == code


def test_estimates_over_weekends_and_the_cut_off(rates, merchant) -> None:
    """Friday 27 February 2026 at 17:00, after the cut-off: leaves Monday, two days more."""
    with clock.at(datetime(2026, 2, 27, 17, tzinfo=BOGOTA)):
        found = offer(quote(merchant), "ground")

    assert (found["transit_days"], found["estimated_delivery"]) == (2, "2026-03-04")


def test_the_municipalitys_extra_days_count(rates, merchant) -> None:
    assert offer(quote(merchant, destination=LETICIA), "ground")["transit_days"] == 7


def test_nothing_is_published_yet(merchant) -> None:
    assert quote(merchant)["offers"] == []


def test_a_quote_is_read_back_as_it_was_given(rates, merchant) -> None:
    given = quote(merchant, cod_amount="5000")

    assert merchant.get(f"{PATH}/{given['id']}").json() == given


def test_another_merchant_does_not_see_it(rates, merchant, api) -> None:
    given = quote(merchant)

    answer = api.as_merchant().get(f"{PATH}/{given['id']}")

    assert (answer.status_code, answer.json()["code"]) == (404, "orders.quote_not_found")
    assert [q["id"] for q in merchant.get(PATH).json()["results"]] == [given["id"]]


def test_quoting_an_order_makes_it_quoted(quoted) -> None:
    order_id, found = quoted()

    order = Order.objects.get(pk=order_id)
    assert (order.status, str(order.quote_id)) == ("quoted", found["id"])


def test_an_order_that_nobody_can_carry_stays_pending(quoted) -> None:
    order_id, found = quoted(recipient=bodies.party(dane_code="44001"))

    assert all(not o["available"] for o in found["offers"])
    assert Order.objects.get(pk=order_id).status == "pending"


def test_an_order_falls_back_to_pending_when_its_quote_expires(quoted) -> None:
    order_id, _ = quoted()

    with clock.at(clock.now() + timedelta(minutes=29)):
        JOBS["orders.expire_quotes"].run()
        assert Order.objects.get(pk=order_id).status == "quoted"
    with clock.at(clock.now() + timedelta(minutes=31)):
        JOBS["orders.expire_quotes"].run()

    order = Order.objects.get(pk=order_id)
    assert (order.status, order.quote_id) == ("pending", None)


def test_an_order_with_a_guide_is_not_quoted_again(confirmed, merchant) -> None:
    path = f"/api/v1/orders/orders/{confirmed()['order_id']}/quotes"

    answer = merchant.post(path, json={})

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.transition_refused")


def test_a_quote_touches_one_database_with_few_queries(rates, merchant) -> None:
    """The number does not grow with services or pieces; nothing is asked of neighbours."""
    quote(merchant)
    counts = []
    for pieces in (1, 20):
        with CaptureQueriesContext(connections["orders"]) as captured:
            quote(merchant, pieces=[piece()] * pieces)
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 12


def test_lists_ask_the_same_number_of_queries(rates, merchant) -> None:
    counts = []
    for _ in range(2):
        quote(merchant)
        quote(merchant)
        with CaptureQueriesContext(connections["orders"]) as captured:
            merchant.get(PATH)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("table", [Quote, Offer, ServiceTerms])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_a_quote_is_append_only_by_grant(table, verb, rates, merchant) -> None:
    quote(merchant)
    statement = {
        "update": f"UPDATE {table._meta.db_table} SET created_at = now()",  # noqa: S608
        "delete": f"DELETE FROM {table._meta.db_table}",  # noqa: S608
    }[verb]

    assert refusal(statement) == "42501"


def test_municipalities_by_the_beginning_of_a_name(merchant) -> None:
    path = "/api/v1/orders/municipalities"

    assert merchant.get(f"{path}?q=medell").json()["results"][0]["dane_code"] == "05001"
    assert merchant.get(f"{path}?q=BOGOT%C3%81").json()["results"][0]["dane_code"] == "11001"
    assert merchant.get(f"{path}?q=05001").json()["results"][0]["name"] == "Medellín"
    within = merchant.get(f"{path}?q=san&department=05").json()["results"]
    assert {m["department_code"] for m in within} == {"05"}
    assert merchant.get(path).status_code == 422


def test_coverage_of_a_municipality(rates, merchant) -> None:
    found = merchant.get("/api/v1/orders/coverage?dane_code=Leticia").json()

    assert found["municipality"]["dane_code"] == LETICIA
    reach = {s["service"]: (s["pickup"], s["delivery"], s["cod"]) for s in found["services"]}
    assert reach == {"Ground": (False, True, False), "Express": (False, True, False)}
    unknown = merchant.get("/api/v1/orders/coverage?dane_code=nowhere")
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "dane.unknown")
