"""Claims for one parcel for several causes, and its freight: never more than the law gives."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from apps.orders.models import Claim, Guide
from apps.orders.tests import bodies
from apps.orders.tests.collecting import BASE
from apps.orders.tests.test_claims import PNG, TARIFF, claim
from apps.orders.tests.test_freight_refunds import proposed, refund
from apps.orders.tests.test_weights import measured
from quenty.kernel import clock
from quenty.kernel.money import Money, total

pytestmark = pytest.mark.django_db(databases=["orders"])
# Of a postal parcel of which 100000 was declared, and insured.
WHOLE = 5 * TARIFF + 100_000


@pytest.fixture
def late(confirmed, collecting):
    """Delivered two days after the day promised."""

    def deliver(**changes: Any) -> dict[str, Any]:
        guide = confirmed(**changes)
        collecting.tell(guide, "delivered")
        Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=2))
        return guide

    return deliver


@pytest.fixture
def pay(collecting, merchant):
    """`pay(claim, amount)`: with evidence; as it is answered."""

    def decide(opened: Any, amount: int) -> Any:
        where = f"{BASE}/claims/{opened.json()['id']}"
        merchant.upload(f"{where}/evidence", {"file": SimpleUploadedFile("foto.png", PNG)})
        body = {"amount": str(amount), "reason": "x"}
        answer = collecting.staff.post(f"{where}/pay", json=body)
        collecting.settle()
        return answer

    return decide


def refused(answer: Any, limit: int) -> None:
    assert (answer.status_code, answer.json()["code"]) == (422, "orders.claim.above_limit")
    assert f"{limit:,}".replace(",", ".") in answer.json()["detail"] or (
        str(limit) in answer.json()["detail"]
    )


def test_what_came_late_and_broken_is_claimed_for_both(late, merchant, pay) -> None:
    guide = late()
    assert pay(claim(merchant, guide, kind="delay"), TARIFF).status_code == 200
    twice = claim(merchant, guide, kind="delay")
    assert (twice.status_code, twice.json()["code"]) == (409, "orders.claim.claimed_already")

    broken = claim(merchant, guide, kind="damage", asked="100000")

    assert broken.status_code == 201, broken.json()
    refused(pay(broken, WHOLE - TARIFF + 1), WHOLE - TARIFF)
    assert pay(broken, WHOLE - TARIFF).status_code == 200
    stolen = claim(merchant, guide, kind="theft")
    refused(pay(stolen, 1), 0)


def test_a_delay_after_a_damage_has_what_is_left(late, merchant, pay) -> None:
    guide = late()
    assert (
        pay(claim(merchant, guide, kind="damage", asked="100000"), WHOLE - 5_000).status_code == 200
    )
    delay = claim(merchant, guide, kind="delay")
    refused(pay(delay, 5_001), 5_000)
    assert pay(delay, 5_000).status_code == 200


def test_cargo_gives_the_carriage_beside_its_goods(late, merchant, pay) -> None:
    guide = late(pieces=[bodies.piece(weight_kg="8")])
    assert pay(claim(merchant, guide, kind="delay"), 5_000).status_code == 200
    broken = claim(merchant, guide, kind="damage", asked="100000")
    assert pay(broken, 70_000).status_code == 200
    stolen = claim(merchant, guide, kind="theft", asked="100000")
    refused(pay(stolen, 30_001), 30_000)
    assert pay(stolen, 30_000).status_code == 200


def test_a_loss_that_is_taken_back_makes_room(confirmed, collecting, merchant, api, pay) -> None:
    guide = confirmed()
    collecting.tell(guide, "in_transit")
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=1))
    lost = claim(merchant, guide, asked="100000")
    assert pay(lost, WHOLE).status_code == 200
    collecting.tell(guide, "delivered")
    broken = claim(merchant, guide, kind="damage")
    refused(pay(broken, 1), 0)

    where = f"{BASE}/claims/{lost.json()['id']}/overturn"
    collecting.staff.post(where, json={"reason": "llegó"})
    api.as_role("admin").post(f"{where}/decision", json={"approve": True})

    assert pay(broken, 1_000).status_code == 200


def test_freight_that_went_back_counts(confirmed, collecting, merchant, pay) -> None:
    guide = confirmed()
    collecting.tell(guide, "lost")
    given = refund(collecting, guide, cause="operator_fault").json()["amount"]["amount"]
    left = WHOLE - int(given.removesuffix(".00"))

    lost = claim(merchant, guide, asked="100000")

    refused(pay(lost, left + 1), left)
    assert pay(lost, left).status_code == 200


def test_no_freight_goes_back_beside_all_that_the_law_gives(
    confirmed, collecting, merchant, pay
) -> None:
    guide = confirmed()
    collecting.tell(guide, "lost")
    assert pay(claim(merchant, guide, asked="100000"), WHOLE).status_code == 200

    assert proposed(collecting, guide)["operator_fault"] == 0
    by_rule = refund(collecting, guide, cause="operator_fault")
    said = refund(collecting, guide, cause="other", percent=1, reason="x")

    assert by_rule.json()["code"] == "orders.freight.no_rule"
    assert said.json()["code"] == "orders.freight.refund_too_much"


def test_freight_goes_back_as_far_as_the_law_leaves_room(
    confirmed, collecting, merchant, pay
) -> None:
    guide = confirmed()
    collecting.tell(guide, "lost")
    assert pay(claim(merchant, guide, asked="100000"), WHOLE - 10_000).status_code == 200

    answer = refund(collecting, guide, cause="operator_fault")

    assert answer.status_code == 201, answer.json()
    given = int(answer.json()["amount"]["amount"].removesuffix(".00"))
    assert 9_000 < given <= 10_000


def test_what_a_weight_added_is_within_that_room_too(confirmed, collecting, merchant, pay) -> None:
    guide = confirmed()
    collecting.tell(guide, "picked_up")
    where = f"{BASE}/guides/{guide['number']}/weights"
    dispute = collecting.staff.post(where, json=measured("7")).json()
    merchant.post(f"{BASE}/weight-disputes/{dispute['id']}/accept")
    collecting.tell(guide, "lost")
    assert pay(claim(merchant, guide, asked="100000"), WHOLE - 10_000).status_code == 200

    answer = refund(collecting, guide, cause="operator_fault")

    given = int(answer.json()["amount"]["amount"].removesuffix(".00"))
    assert 9_000 < given <= 10_000


def test_freight_of_cargo_goes_back_beside_its_goods(confirmed, collecting, merchant, pay) -> None:
    guide = confirmed(pieces=[bodies.piece(weight_kg="8")])
    collecting.tell(guide, "lost")
    assert pay(claim(merchant, guide, asked="100000"), 100_000).status_code == 200
    assert refund(collecting, guide, cause="operator_fault").json()["percent"] == 100


@pytest.mark.django_db(databases=["orders"], transaction=True)
def test_two_at_once_get_no_more_than_there_is(late, collecting, merchant) -> None:
    guide = late()
    start = Barrier(6)

    def together(*acts: Any) -> list[int]:
        def one(act: Any) -> int:
            try:
                start.wait(30)
                return int(act().status_code)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    kinds = ("damage", "theft", "delay") * 2
    opened = together(*(lambda k=k: claim(merchant, guide, kind=k, asked="100000") for k in kinds))
    assert sorted(opened) == [201] * 3 + [409] * 3
    paths = [f"{BASE}/claims/{row.id}" for row in Claim.objects.exclude(kind="delay")]
    for path in paths:
        merchant.upload(f"{path}/evidence", {"file": SimpleUploadedFile("foto.png", PNG)})
    most = {"amount": str(WHOLE - 20_000), "reason": "x"}
    back = f"{BASE}/guides/{guide['number']}/refunds"

    together(
        *(lambda p=p: collecting.staff.post(f"{p}/pay", json=most) for p in paths * 2),
        *(lambda: collecting.staff.post(back, json={"cause": "operator_fault"}) for _ in range(2)),
    )

    row = Guide.objects.get()
    paid = total(c.amount for c in row.claims.filter(status="paid"))
    given = total(r.amount for r in row.freight_refunds.all())
    assert Money.zero() < paid + given <= Money.from_units(WHOLE * 100)
