"""Guides bear the numbers of a range that their operator gave."""

from typing import Any

import pytest

from apps.orders.models import Guide, OperatorSerials
from apps.orders.tests import bodies
from apps.orders.tests.test_confirm_crash import sweep
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"
PATH = f"{BASE}/operators/serials"


@pytest.fixture
def add(api: Any, rates: Any) -> Any:
    """`add(**changes)`: the answer to taking in a range of the ground operator."""

    def act(**changes: Any) -> Any:
        body = {
            "operator_id": str(rates.ground.operator_id),
            "prefix": "AN",
            "digits": 8,
            "first": 41,
            "last": 42,
            **changes,
        }
        return api.as_role("admin").post(PATH, json=body)

    return act


@pytest.fixture
def confirm(quoted: Any, merchant: Any, ledger: Any) -> Any:
    """`confirm(service)`: the answer to confirming a new order with that service."""

    def act(service: str = "ground") -> Any:
        order_id, quote = quoted()
        body = {"offer_id": bodies.offer(quote, service)["id"]}
        return merchant.post(f"{BASE}/orders/{order_id}/confirm", json=body, key=order_id)

    return act


def test_each_guide_bears_the_next_one(add, confirm, api) -> None:
    assert add(check_digit="s10").status_code == 201

    numbers = [confirm().json()["operator_number"] for _ in range(2)]

    # 4 x 9 + 1 x 7 = 43 and 4 x 9 + 2 x 7 = 50: 11 - 43 mod 11 is 1, 11 - 50 mod 11 is 5.
    assert numbers == ["AN000000411", "AN000000425"]
    [row] = api.as_role("support").get(PATH).json()["results"]
    assert (row["next"], row["left"], row["operator_code"]) == (43, 0, "op-ground")


def test_others_operators_guides_bear_none(add, confirm) -> None:
    add()

    assert confirm("express").json()["operator_number"] == ""
    assert OperatorSerials.objects.get().left == 2


def test_the_next_range_follows_the_one_that_is_used_up(add, confirm) -> None:
    add(last=41)
    add(prefix="BN", first=7, last=9)

    assert [confirm().json()["operator_number"] for _ in range(2)] == ["AN00000041", "BN00000007"]


def test_a_guide_waits_for_its_number_and_the_number_is_not_given_twice(
    add, confirm, merchant, ledger
) -> None:
    add(last=41)
    first = confirm().json()
    void = merchant.post(f"{BASE}/guides/{first['number']}/void", json={"reason": "no"})
    assert void.status_code == 200

    waiting = confirm()

    assert waiting.json()["code"] == "orders.operator.serials_used_up"
    assert waiting.status_code == 503
    add(first=42, last=99)
    sweep()
    guide = Guide.objects.exclude(status="voided").get()
    assert guide.operator_number == "AN00000042"
    assert ledger.held == Money.zero()


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"first": 42, "last": 41}, 422, "orders.operator_serials.bad_range"),
        ({"digits": 1}, 422, "orders.operator_serials.bad_range"),
        ({"digits": 9, "check_digit": "s10"}, 422, "orders.operator_serials.bad_range"),
        ({"first": 42, "last": 90}, 409, "orders.operator_serials.overlap"),
        ({"operator_id": str(new_id())}, 404, "orders.operator.not_found"),
        ({"prefix": "a b"}, 422, "request.invalid"),
        ({"last": 10**18}, 422, "request.invalid"),
    ],
)
def test_refuses_what_is_no_range(changes, status, code, add) -> None:
    assert add().status_code == 201

    answer = add(**changes)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert OperatorSerials.objects.count() == 1


@pytest.mark.parametrize("role", ["merchant", "support", "operator"])
def test_others_may_not_add_ranges(role, api) -> None:
    client = api.as_merchant() if role == "merchant" else api.as_role(role)

    assert client.post(PATH, json={}).status_code == 403
