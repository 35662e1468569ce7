"""Orders over HTTP."""

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import Order
from apps.orders.tests import bodies
from quenty.contracts.customers.events import CustomerSuspendedV1

pytestmark = pytest.mark.django_db(databases=["orders"])
PATH = "/api/v1/orders/orders"


def test_places_an_order_with_lines_and_pieces(merchant, published) -> None:
    body = bodies.order(
        reference="A-1",
        pieces=[bodies.piece(), bodies.piece(weight_kg="3", length_cm="31.5")],
        cod_amount="80000",
    )

    answer = merchant.post(PATH, json=body)

    assert answer.status_code == 201
    order = answer.json()
    assert order["status"] == "pending"
    assert order["recipient"]["place"]["name"] == "Medellín"
    assert order["recipient"]["phone"] == "+573001234567"
    assert [piece["length_cm"] for piece in order["pieces"]] == ["20.0", "31.5"]
    assert order["declared_value"] == {"amount": "100000.00", "currency": "COP"}
    [(created, envelope)] = published("orders.order.created")
    assert created.lines[0].sku == "Z-1"
    assert (created.pieces, created.destination) == (2, "05001")
    assert envelope.livemode is True
    history = merchant.get(f"{PATH}/{order['id']}/history").json()["results"]
    assert [(h["event"], h["to_status"]) for h in history] == [("create", "pending")]


def test_the_merchants_own_origin_stands_in(merchant) -> None:
    body = bodies.order()
    del body["origin"]
    refused = merchant.post(PATH, json=body)
    merchant.put("/api/v1/orders/origin", json=bodies.party(name="Bodega", dane_code="Cali"))

    placed = merchant.post(PATH, json=body)

    assert (refused.status_code, refused.json()["code"]) == (422, "orders.origin_missing")
    assert placed.status_code == 201
    assert placed.json()["origin"]["name"] == "Bodega"
    assert placed.json()["origin"]["place"]["dane_code"] == "76001"


def test_the_usual_origin_is_read_back(merchant) -> None:
    path = "/api/v1/orders/origin"
    assert merchant.get(path).json()["code"] == "orders.origin_not_set"
    merchant.put(path, json=bodies.party())

    assert merchant.get(path).json()["address"] == "Calle 10 # 20-30"


def test_a_reference_is_taken_once_for_a_merchant(merchant, api) -> None:
    body = bodies.order(reference="A-1")
    merchant.post(PATH, json=body)

    again = merchant.post(PATH, json=body)
    of_another = api.as_merchant().post(PATH, json=body)

    assert (again.status_code, again.json()["code"]) == (409, "orders.reference_taken")
    assert again.json()["errors"][0]["pointer"] == "reference"
    assert of_another.status_code == 201


def test_a_suspended_merchant_places_nothing(merchant, deliver) -> None:
    told = CustomerSuspendedV1(customer_id=merchant.customer_id, reason="debt")
    deliver(told, consumer_context="orders", aggregate_id=merchant.customer_id, sequence=9)

    answer = merchant.post(PATH, json=bodies.order())

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.merchant_suspended")


def bad(pointer: str, code: str, **changes: Any) -> Any:
    return pytest.param(changes, pointer, code, id=f"{pointer} {code}")


BAD = [
    bad("recipient.dane_code", "dane.unknown", recipient=bodies.party(dane_code="99999")),
    bad("recipient.dane_code", "dane.unknown", recipient=bodies.party(dane_code="San Juan")),
    bad("recipient.phone", "phone.invalid", recipient=bodies.party(phone="12")),
    bad("recipient.email", "invalid", recipient=bodies.party(email="no")),
    bad("recipient.name", "blank", recipient=bodies.party(name="  ")),
    bad("pieces", "min_length", pieces=[]),
    bad("pieces", "max_length", pieces=[bodies.piece()] * 101),
    bad("pieces.0.weight_kg", "min_value", pieces=[bodies.piece(weight_kg="0")]),
    bad("pieces.0.weight_kg", "min_value", pieces=[bodies.piece(weight_kg="-1")]),
    bad("pieces.0.weight_kg", "invalid", pieces=[bodies.piece(weight_kg="a lot")]),
    bad("pieces.0.weight_kg", "max_value", pieces=[bodies.piece(weight_kg="5001")]),
    bad("pieces.0.length_cm", "max_value", pieces=[bodies.piece(length_cm="99999")]),
    bad("pieces.1.height_cm", "min_value", pieces=[bodies.piece(), bodies.piece(height_cm=0)]),
    bad("pieces.0.colour", "unknown", pieces=[{**bodies.piece(), "colour": "red"}]),
    bad("declared_value", "negative", declared_value="-5"),
    bad("declared_value", "min_value", declared_value="0"),
    bad("declared_value", "fraction", declared_value="10.50"),
    bad("declared_value", "invalid", declared_value="NaN"),
    bad("declared_value", "max_value", declared_value="1000000001"),
    bad("cod_amount", "negative", cod_amount="-1"),
    bad("payer", "invalid_choice", payer="nobody"),
    bad("contents", "control", contents="a\u0007b"),
    bad("reference", "max_length", reference="x" * 65),
    bad("status", "unknown", status="confirmed"),
    bad("customer_id", "unknown", customer_id="01a20418-88b0-7f38-8a48-07f79f2727c6"),
    bad("livemode", "unknown", livemode=False),
    bad(
        "lines.0.quantity",
        "min_value",
        lines=[{"description": "x", "quantity": 0, "unit_price": "1"}],
    ),
    bad(
        "lines.0.unit_price",
        "negative",
        lines=[{"description": "x", "quantity": 1, "unit_price": "-1"}],
    ),
    bad(
        "lines.0.hs_code",
        "invalid",
        lines=[{"description": "x", "quantity": 1, "unit_price": "1", "hs_code": "shoes"}],
    ),
]


@pytest.mark.parametrize(("changes", "pointer", "code"), BAD)
def test_bad_input_is_refused_by_field(changes, pointer, code, merchant) -> None:
    answer = merchant.post(PATH, json=bodies.order(**changes))

    assert answer.status_code == 422, answer.json()
    assert (pointer, code) in {(e["pointer"], e["code"]) for e in answer.json()["errors"]}
    assert Order.objects.count() == 0


@pytest.mark.parametrize("text", ["a\u0000b", "\ud800"])
def test_what_is_no_text_is_refused_with_the_body(text, merchant) -> None:
    answer = merchant.post(PATH, json=bodies.order(contents=text))

    assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")


@pytest.mark.parametrize("missing", ["declared_value", "recipient", "pieces", "contents"])
def test_what_is_compulsory_is_asked_for(missing, merchant) -> None:
    body = bodies.order()
    del body[missing]

    answer = merchant.post(PATH, json=body)

    assert answer.status_code == 422
    assert {(e["pointer"], e["code"]) for e in answer.json()["errors"]} == {(missing, "required")}


@pytest.mark.parametrize("text", ["Ñandú 🦤", "‮evil", "'; DROP TABLE x;--", "{{7*7}}"])
def test_text_is_stored_as_it_came(text, merchant) -> None:
    order = merchant.post(PATH, json=bodies.order(contents=text)).json()

    assert order["contents"] == text


def test_another_merchant_sees_and_does_nothing(placed, api, rates) -> None:
    order = placed()
    other, path = api.as_merchant(), f"{PATH}/{order['id']}"

    answers = [
        other.get(path),
        other.get(f"{path}/history"),
        other.patch(path, json={"notes": "x"}, headers={"If-Match": '"1"'}),
        other.post(f"{path}/cancel", json={"reason": "x"}),
        other.post(f"{path}/quotes", json={}),
        other.post(f"{path}/confirm", json={"offer_id": order["id"]}),
    ]

    assert {(a.status_code, a.json()["code"]) for a in answers} == {(404, "orders.not_found")}
    assert other.get(PATH).json()["results"] == []


def test_the_twin_does_not_see_live_orders(placed, merchant, api) -> None:
    order = placed()
    twin = api.as_merchant(merchant.customer_id, livemode=False)

    assert twin.get(f"{PATH}/{order['id']}").status_code == 404


def test_staff_sees_all_and_finds_by_reference_phone_and_name(placed, api) -> None:
    placed(reference="ZZ-9")
    placed(recipient=bodies.party(name="Bernardo", phone="3109998877"))
    staff = api.as_role("support")

    assert len(staff.get(PATH).json()["results"]) == 2
    for q in ("zz-9", "bernar", "9998877"):
        assert len(staff.get(f"{PATH}?q={q}").json()["results"]) == 1, q


def test_an_api_key_needs_its_scope(api) -> None:
    reader = api.as_key(scopes=("orders:read",))

    assert reader.get(PATH).status_code == 200
    assert reader.post(PATH, json=bodies.order()).status_code == 403


@pytest.mark.parametrize("role", ["driver", "franchisee", "credit_officer"])
def test_other_roles_have_no_business_here(role, api) -> None:
    assert api.as_role(role).get(PATH).status_code == 403
    assert api.anonymous().get(PATH).status_code == 401


def test_filters_and_pages(placed, merchant) -> None:
    for number in range(3):
        placed(reference=f"R-{number}")

    page = merchant.get(f"{PATH}?page_size=2&ordering=created_at").json()
    rest = merchant.get(page["next"].removeprefix("http://testserver")).json()

    assert [o["reference"] for o in page["results"] + rest["results"]] == ["R-0", "R-1", "R-2"]
    assert rest["next"] is None
    assert len(merchant.get(f"{PATH}?reference=R-1").json()["results"]) == 1
    assert merchant.get(f"{PATH}?status=closed").json()["results"] == []
    assert merchant.get(f"{PATH}?since=2000-01-01&until=2000-01-02").json()["results"] == []
    assert merchant.get(f"{PATH}?colour=red").status_code == 422


def test_the_list_asks_the_same_number_of_queries(placed, merchant) -> None:
    counts = []
    for _ in range(2):
        placed()
        placed()
        with CaptureQueriesContext(connections["orders"]) as captured:
            assert merchant.get(PATH).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_amending_needs_the_version_that_was_read(placed, merchant) -> None:
    order = placed()
    path = f"{PATH}/{order['id']}"

    blind = merchant.patch(path, json={"notes": "x"})
    stale = merchant.patch(path, json={"notes": "x"}, headers={"If-Match": '"7"'})
    done = merchant.patch(
        path,
        json={"notes": "portería", "recipient": bodies.party(dane_code="Cali")},
        headers={"If-Match": '"1"'},
    )

    assert (blind.status_code, stale.status_code, done.status_code) == (428, 412, 200)
    assert done.json()["recipient"]["place"]["dane_code"] == "76001"
    assert done.headers["ETag"] == '"2"'


def test_amending_a_quoted_order_makes_it_pending(quoted, merchant) -> None:
    order_id, _ = quoted()

    done = merchant.patch(
        f"{PATH}/{order_id}", json={"cod_amount": "5000"}, headers={"If-Match": '"2"'}
    )

    assert (done.status_code, done.json()["status"]) == (200, "pending")
    assert done.json()["quote_id"] is None


def test_an_order_with_a_guide_is_not_amended(confirmed, merchant) -> None:
    guide = confirmed()

    answer = merchant.patch(
        f"{PATH}/{guide['order_id']}", json={"notes": "x"}, headers={"If-Match": '"4"'}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.transition_refused")


def test_cancelling_an_order_tells_so(placed, merchant, published) -> None:
    order = placed()

    answer = merchant.post(f"{PATH}/{order['id']}/cancel", json={"reason": "sin existencias"})

    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    [(told, _)] = published("orders.order.cancelled")
    assert (told.reason, told.guide_number) == ("sin existencias", "")


def test_an_order_is_cancelled_once(placed, merchant) -> None:
    path = f"{PATH}/{placed()['id']}/cancel"
    merchant.post(path, json={"reason": "x"})

    again = merchant.post(path, json={"reason": "x"})

    assert (again.status_code, again.json()["code"]) == (409, "orders.transition_refused")


def test_cancelling_after_the_guide_voids_it_and_returns_the_money(
    confirmed, merchant, ledger, published, run_jobs
) -> None:
    guide = confirmed()

    merchant.post(f"{PATH}/{guide['order_id']}/cancel", json={"reason": "x"})
    run_jobs("orders")

    assert ledger.captured.amount == 0
    [(told, _)] = published("orders.order.cancelled")
    assert told.guide_number == guide["number"]
    [(voided, _)] = published("orders.guide.voided")
    assert str(voided.refund.amount) == guide["price"]["amount"]
