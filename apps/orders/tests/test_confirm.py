"""Confirming an order: one guide and one charge, or neither."""

from datetime import timedelta
from typing import Any

import pytest

from apps.orders.domain.numbers import is_guide_number
from apps.orders.models import Confirmation, Guide, Order
from apps.orders.tests import bodies
from apps.orders.tests.rates import sheet
from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])


def confirm(client: Any, order_id: str, offer_id: str, key: str = "") -> Any:
    path = f"/api/v1/orders/orders/{order_id}/confirm"
    return client.post(path, json={"offer_id": offer_id}, key=key)


def test_confirming_holds_issues_and_captures(quoted, merchant, ledger, published) -> None:
    order_id, quote = quoted()
    offer = bodies.best(quote)

    answer = confirm(merchant, order_id, offer["id"], key="k1")

    assert answer.status_code == 201
    guide = answer.json()
    assert is_guide_number(guide["number"])
    assert guide["number"].startswith("QTY")
    assert guide["price"] == offer["total"]
    assert ledger.captured == Money(offer["total"]["amount"], COP)
    assert ledger.held == Money.zero()
    assert Order.objects.get(pk=order_id).status == "with_guide"
    [(confirmed, envelope)] = published("orders.order.confirmed")
    assert str(confirmed.order_id) == order_id
    assert envelope.actor.startswith("user:")
    [(generated, _)] = published("orders.guide.generated")
    assert generated.price == sum_of(generated.price_lines)
    assert generated.cost == sum_of(generated.cost_lines)
    assert [p.number for p in generated.pieces] == [1]


def sum_of(lines: Any) -> Money:
    result = Money.zero()
    for line in lines:
        result = result + line.amount
    return result


def test_what_is_captured_names_its_kinds_of_income(confirmed, ledger) -> None:
    guide = confirmed(cod_amount="50000")

    [lines] = ledger.lines.values()
    assert sum_of(lines) == Money(guide["price"]["amount"], COP)
    assert {line.kind for line in lines} == {
        "freight", "surcharge", "insurance", "cod_fee", "margin", "tax"
    }  # fmt: skip


def test_the_same_key_again_answers_the_same_guide(quoted, merchant, ledger) -> None:
    order_id, quote = quoted()
    offer_id = bodies.best(quote)["id"]

    first = confirm(merchant, order_id, offer_id, key="same")
    again = confirm(merchant, order_id, offer_id, key="same")

    assert again.status_code == 201
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Guide.objects.count() == 1
    assert ledger.calls == ["place_hold", "capture_hold"]


def test_another_key_is_refused_with_the_guides_number(quoted, merchant, ledger) -> None:
    order_id, quote = quoted()
    offer_id = bodies.best(quote)["id"]
    number = confirm(merchant, order_id, offer_id, key="one").json()["number"]

    again = confirm(merchant, order_id, offer_id, key="two")

    assert again.status_code == 409
    assert again.json()["code"] == "orders.already_confirmed"
    assert number in again.json()["detail"]
    assert len(ledger.holds) == 1


def test_refuses_without_funds_and_tells_so(quoted, merchant, ledger, published) -> None:
    order_id, quote = quoted()
    ledger.balance = Money(100, COP)

    answer = confirm(merchant, order_id, bodies.best(quote)["id"])

    assert (answer.status_code, answer.json()["code"]) == (402, "customers.insufficient_funds")
    assert Guide.objects.count() == 0
    assert Order.objects.get(pk=order_id).status == "quoted"
    [(failed, _)] = published("orders.order.confirmation_failed")
    assert (failed.reason, failed.code) == ("funds", "customers.insufficient_funds")


def test_confirms_after_a_refusal_once_there_are_funds(quoted, merchant, ledger) -> None:
    order_id, quote = quoted()
    offer_id = bodies.best(quote)["id"]
    ledger.balance = Money.zero()
    confirm(merchant, order_id, offer_id)

    ledger.balance = Money(1_000_000, COP)
    answer = confirm(merchant, order_id, offer_id)

    assert answer.status_code == 201
    statuses = Confirmation.objects.order_by("attempt").values_list("status", flat=True)
    assert list(statuses) == ["failed", "charged"]


def test_refuses_an_offer_that_cannot_carry_it(quoted, merchant, ledger, rates) -> None:
    order_id, _ = quoted(pieces=[bodies.piece(weight_kg="30")])
    rates.change_service(rates.express, max_piece_weight_kg=20)
    again = merchant.post(f"/api/v1/orders/orders/{order_id}/quotes", json={}).json()

    answer = confirm(merchant, order_id, bodies.offer(again, "express")["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.offer_not_available")
    assert ledger.calls == []


def test_refuses_an_offer_of_a_quote_no_longer_in_force(quoted, merchant, ledger) -> None:
    order_id, quote = quoted()
    merchant.post(f"/api/v1/orders/orders/{order_id}/quotes", json={})

    answer = confirm(merchant, order_id, bodies.best(quote)["id"])

    assert (answer.status_code, answer.json()["code"]) == (404, "orders.offer_not_found")


def test_refuses_an_expired_quote(quoted, merchant, ledger) -> None:
    order_id, quote = quoted()
    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = confirm(merchant, order_id, bodies.best(quote)["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.quote_expired")


def test_says_that_the_quote_expired_after_the_order_fell_back_too(
    quoted, merchant, ledger
) -> None:
    order_id, quote = quoted()
    with clock.at(clock.now() + timedelta(minutes=31)):
        JOBS["orders.expire_quotes"].run()
        answer = confirm(merchant, order_id, bodies.best(quote)["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.quote_expired")


def test_says_that_the_offer_cannot_carry_it_when_none_of_the_quote_can(
    quoted, merchant, ledger
) -> None:
    order_id, quote = quoted(recipient=bodies.party(dane_code="44001"))

    answer = confirm(merchant, order_id, quote["offers"][0]["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.offer_not_available")
    assert ledger.calls == []


def test_refuses_an_order_that_was_not_quoted(placed, merchant, ledger) -> None:
    order = placed()

    answer = confirm(merchant, order["id"], str(new_id()))

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.transition_refused")


def test_refuses_a_merchant_that_is_not_verified(quoted, api, ledger) -> None:
    unverified = api.as_merchant()
    order_id, quote = quoted(unverified)

    answer = confirm(unverified, order_id, bodies.best(quote)["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.merchant_not_verified")


def test_refuses_a_suspended_merchant(quoted, merchant, ledger, deliver) -> None:
    order_id, quote = quoted()
    told = CustomerSuspendedV1(customer_id=merchant.customer_id, reason="fraud")
    deliver(told, consumer_context="orders", aggregate_id=merchant.customer_id, sequence=9)

    answer = confirm(merchant, order_id, bodies.best(quote)["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "orders.merchant_suspended")


def test_a_sandbox_merchant_needs_no_verification(quoted, api, ledger) -> None:
    twin = api.as_merchant(livemode=False)
    order_id, quote = quoted(twin)

    answer = confirm(twin, order_id, bodies.best(quote)["id"])

    assert answer.status_code == 201
    assert answer.json()["number"].startswith("QTX")
    assert answer.json()["livemode"] is False


def test_the_recipient_pays_at_the_door(quoted, merchant, ledger) -> None:
    order_id, quote = quoted(payer="recipient", cod_amount="50000")
    offer = bodies.best(quote)

    guide = confirm(merchant, order_id, offer["id"]).json()

    assert ledger.calls == []
    assert guide["collect"]["amount"] == f"{50000 + float(offer['total']['amount']):.2f}"


def test_a_price_holds_whatever_is_published_meanwhile(quoted, merchant, ledger, rates) -> None:
    order_id, quote = quoted()
    offer = bodies.best(quote)
    rates.publish_sheet(sheet(rates.ground, version=2, factor="3"))

    guide = confirm(merchant, order_id, offer["id"]).json()

    assert guide["price"] == offer["total"]
