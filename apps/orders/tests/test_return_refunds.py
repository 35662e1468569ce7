"""What a merchant was charged to get its parcel back goes back with the freight, where it was not
at fault, and what was given back stands while the freight is charged: in whatever order."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.orders.models import FreightRefund, Guide, GuideMoney
from apps.orders.services.cod.follow_guide import follow_guide
from apps.orders.tests.collecting import BASE, cop, lines
from apps.orders.tests.test_freight_refunds import publish, refund
from apps.orders.tests.test_weights import measured

pytestmark = pytest.mark.django_db(databases=["orders"])
# Medellín, up to 5 kg: 80% of base 14000 and fuel 1400, and IVA 19%.
BACK = 12_320 + 2_341


@pytest.fixture
def correct(api, collecting):
    """`correct(guide, to)`: two people put its end right; its money may follow later."""

    def put(guide: dict[str, Any], to: str, *, settle: bool = True) -> None:
        where = f"{BASE}/guides/{guide['number']}/corrections"
        asked = collecting.staff.post(where, json={"to": to, "reason": "escaneo errado"})
        path = f"{BASE}/corrections/{asked.json()['id']}/decision"
        assert api.as_role("admin").post(path, json={"approve": True}).status_code == 200
        if settle:
            collecting.settle()

    return put


def price(guide: dict[str, Any]) -> int:
    return int(Decimal(guide["price"]["amount"]))


def proposed(collecting: Any, guide: dict[str, Any]) -> dict[str, Any]:
    answer = collecting.staff.get(f"{BASE}/guides/{guide['number']}/refund-proposals")
    return {row["cause"]: (row["percent"], row["back"]) for row in answer.json()["results"]}


def stands(collecting: Any, guide: dict[str, Any], merchant: Any, net: int) -> None:
    """In the statement and in the ledger; what is done again changes nothing."""
    before = GuideMoney.objects.count()
    row = Guide.objects.get(number=guide["number"])
    follow_guide(guide_id=row.id)
    collecting.settle()
    assert GuideMoney.objects.count() == before
    assert lines(guide, merchant).get("net", 0) == net
    owner = str(row.customer_id)
    held = collecting.ledger.account("merchant", owner) + collecting.ledger.account("wallet", owner)
    assert held == cop(net)


@pytest.mark.parametrize("cod", ["0", "90000"])
def test_a_fault_of_the_operator_gives_both_ways_back(
    confirmed, collecting, merchant, published, cod
) -> None:
    guide = confirmed(cod_amount=cod)
    collecting.tell(guide, "returned")
    assert proposed(collecting, guide) == {
        "operator_fault": (100, 100),
        "platform_fault": (100, 100),
        "force_majeure": (50, 50),
        "merchant_wish": (0, None),
        "recipient": (0, None),
        "other": (None, None),
    }

    answer = refund(collecting, guide, cause="operator_fault")

    assert answer.status_code == 201, answer.json()
    told = answer.json()
    assert (told["percent"], told["back_percent"]) == (100, 100)
    assert told["back_amount"]["amount"] == f"{BACK}.00"
    # All of the price, and nothing for the way back; the COD fee had gone back already.
    stands(collecting, guide, merchant, price(guide))
    [(event, _)] = published("orders.freight.refunded")
    fee = 3_570 if cod != "0" else 0
    assert (event.amount, event.back) == (cop(price(guide) - fee + BACK), cop(BACK))
    again = refund(collecting, guide, cause="operator_fault", percent=1, reason="x")
    assert again.json()["code"] == "orders.freight.refund_too_much"


def test_half_of_both_ways_goes_back_for_what_nobody_could_help(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed()
    collecting.tell(guide, "returned")
    refund(collecting, guide, cause="force_majeure")

    row = FreightRefund.objects.get()
    assert (row.percent, row.back_percent) == (50, 50)
    assert row.back_amount == cop(6_160 + 1_171)
    assert proposed(collecting, guide)["operator_fault"] == (50, 50)
    refund(collecting, guide, cause="operator_fault")
    stands(collecting, guide, merchant, price(guide))


def test_who_wished_it_back_pays_its_way(confirmed, collecting, api, merchant) -> None:
    assert publish(api.as_role("admin"), percent=40).status_code == 201
    guide = confirmed()
    collecting.tell(guide, "returned")

    told = refund(collecting, guide, cause="merchant_wish").json()
    whole = refund(collecting, guide, cause="other", percent=60, reason="acuerdo").json()

    assert (told["percent"], told["back_percent"]) == (40, 0)
    assert (whole["percent"], whole["back_percent"]) == (60, 0)
    stands(collecting, guide, merchant, price(guide) - BACK)


def test_a_way_back_that_comes_after_the_refund_is_decided_by_itself(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed()
    collecting.tell(guide, "in_transit")
    refund(collecting, guide, cause="operator_fault")
    collecting.tell(guide, "returned")
    stands(collecting, guide, merchant, price(guide) - BACK)
    assert proposed(collecting, guide)["operator_fault"] == (0, 100)

    told = refund(collecting, guide, cause="operator_fault").json()

    assert (told["percent"], told["back_percent"]) == (0, 100)
    stands(collecting, guide, merchant, price(guide))


@pytest.mark.parametrize("to", ["delivered", "in_transit", "lost"])
@pytest.mark.parametrize("cod", ["0", "90000"])
def test_a_way_back_that_was_none_is_given_back_once(
    confirmed, collecting, merchant, correct, cod, to
) -> None:
    guide = confirmed(cod_amount=cod)
    collecting.tell(guide, "returned")
    refund(collecting, guide, cause="operator_fault")

    correct(guide, to)

    collected = int(cod) if to == "delivered" else 0
    fee = 3_570 if cod != "0" and to != "lost" else 0
    stands(collecting, guide, merchant, price(guide) - fee + collected)
    correct(guide, "returned") if to != "in_transit" else collecting.tell(guide, "returned")
    stands(collecting, guide, merchant, price(guide))


def test_a_refund_between_a_correction_and_its_money_gives_nothing_twice(
    confirmed, collecting, merchant, correct
) -> None:
    guide = confirmed()
    collecting.tell(guide, "returned")
    correct(guide, "delivered", settle=False)
    told = refund(collecting, guide, cause="operator_fault").json()

    assert told["percent"] == 100
    stands(collecting, guide, merchant, price(guide))


def test_a_refund_after_a_correction_has_no_way_back_to_give(
    confirmed, collecting, merchant, correct
) -> None:
    guide = confirmed()
    collecting.tell(guide, "returned")
    correct(guide, "delivered")
    assert proposed(collecting, guide)["operator_fault"] == (100, None)

    told = refund(collecting, guide, cause="operator_fault").json()

    assert told["back_percent"] == 0
    stands(collecting, guide, merchant, price(guide))


def test_what_was_given_back_of_freight_that_nobody_pays_after_all_is_taken_back(
    confirmed, collecting, merchant, correct
) -> None:
    """Its recipient paid at the door, it was said; then it was lost."""
    guide = confirmed(cod_amount="90000", payer="recipient")
    collecting.tell(guide, "delivered")
    before = lines(guide, merchant)["net"]
    refund(collecting, guide, cause="operator_fault")
    given = FreightRefund.objects.get().amount
    stands(collecting, guide, merchant, before + int(given.amount))

    correct(guide, "lost")
    stands(collecting, guide, merchant, 0)
    again = refund(collecting, guide, cause="other", percent=1, reason="x")
    assert again.json()["code"] == "orders.freight.not_charged"

    correct(guide, "delivered")
    stands(collecting, guide, merchant, before + int(given.amount))
    correct(guide, "returned")
    # Charged with the way out as its recipient did not pay it: that goes back, and no way back.
    stands(collecting, guide, merchant, -BACK)


@pytest.mark.parametrize("first", ["refund", "settle"])
def test_what_a_settlement_gave_back_is_not_given_back_again(
    confirmed, collecting, merchant, first
) -> None:
    """A recipient paid by link, and its parcel was lost: it gets back what it paid."""
    guide = confirmed(cod_amount="90000", payer="recipient")
    collecting.tell(guide, "in_transit")
    link = {"method": "link"}
    assert merchant.post(f"{BASE}/cod/{guide['number']}/payments", json=link).status_code == 201
    collecting.settle()
    collecting.tell(guide, "lost")

    def settle() -> None:
        body = {"amount": "0", "reason": "se devuelve al destinatario"}
        path = f"{BASE}/cod/{guide['number']}/settle"
        assert collecting.staff.post(path, json=body).status_code == 200
        collecting.settle()

    if first == "settle":
        settle()
        answer = refund(collecting, guide, cause="operator_fault")
        assert answer.json()["code"] == "orders.freight.not_charged"
    else:
        assert refund(collecting, guide, cause="operator_fault").status_code == 201
        settle()

    stands(collecting, guide, merchant, 0)


@pytest.mark.parametrize("step", ["dispute", "settle"])
def test_nobody_follows_a_guide_while_its_cod_is_decided(confirmed, collecting, step) -> None:
    """Its money is reckoned by both: whoever locks the one first has to lock the other first."""
    guide = confirmed(cod_amount="90000")
    collecting.hand_over(guide, 40_000)
    with CaptureQueriesContext(connections["orders"]) as told:
        body = {"amount": "40000", "reason": "x"}
        collecting.staff.post(f"{BASE}/cod/{guide['number']}/{step}", json=body)

    locks = [q["sql"].split(" FROM ")[1] for q in told if "FOR UPDATE" in q["sql"]]
    tables = [sql.split('"')[1] for sql in locks]
    assert tables.index("orders_guide") < tables.index("orders_cod")


@pytest.mark.parametrize(("first", "then"), [(100, 0), (60, 40)])
def test_what_a_weight_adds_after_a_refund_goes_back_alike(
    confirmed, collecting, merchant, published, first, then
) -> None:
    guide = confirmed()
    collecting.tell(guide, "picked_up")
    where = f"{BASE}/guides/{guide['number']}/weights"
    dispute = collecting.staff.post(where, json=measured()).json()
    refund(collecting, guide, cause="operator_fault", percent=first, reason="x")

    merchant.post(f"{BASE}/weight-disputes/{dispute['id']}/accept", json={})
    collecting.settle()

    [(adjusted, _)] = published("orders.freight.adjusted")
    assert adjusted.freight == cop(21_490 * then // 100)
    if then:
        refund(collecting, guide, cause="operator_fault", percent=then, reason="x")
    # Its price and what was added went back whole, and no more of either.
    stands(collecting, guide, merchant, price(guide))
    more = refund(collecting, guide, cause="operator_fault", percent=1, reason="x")
    assert more.json()["code"] == "orders.freight.refund_too_much"
