"""Freight of a collected parcel goes back by the rule of its cause; staff differ and say why."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from apps.orders.models import FreightRefund, FreightRule, Guide
from apps.orders.tests.bodies import piece
from apps.orders.tests.collecting import BASE, lines
from apps.orders.tests.test_claims import TARIFF, claim
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA

pytestmark = pytest.mark.django_db(databases=["orders"])


@pytest.fixture
def carried(confirmed, collecting):
    def carry(**changes):
        guide = confirmed(**changes)
        collecting.tell(guide, "picked_up")
        return guide

    return carry


def refund(collecting, guide, **body):
    answer = collecting.staff.post(f"{BASE}/guides/{guide['number']}/refunds", json=body)
    collecting.settle()
    return answer


def proposed(collecting, guide):
    answer = collecting.staff.get(f"{BASE}/guides/{guide['number']}/refund-proposals")
    return {row["cause"]: row["percent"] for row in answer.json()["results"]}


def publish(client, cause="merchant_wish", percent=40, valid_from=None, **changes):
    since = str(valid_from or clock.today())
    body = {"cause": cause, "percent": percent, "valid_from": since, **changes}
    return client.post(f"{BASE}/freight-rules", json=body)


def test_the_rule_of_its_cause_is_proposed_and_applied(
    carried, collecting, merchant, published
) -> None:
    guide = carried()
    assert proposed(collecting, guide) == {
        "operator_fault": 100,
        "platform_fault": 100,
        "force_majeure": 50,
        "merchant_wish": 0,
        "recipient": 0,
        "other": None,
    }

    half = refund(collecting, guide, cause="force_majeure")

    assert half.status_code == 201, half.json()
    assert (half.json()["percent"], half.json()["rule"]) == (50, 50)
    price = int(Decimal(guide["price"]["amount"]))
    assert abs(lines(guide, merchant)["net"] - price // 2) <= 4
    [(told, _)] = published("orders.freight.refunded")
    assert (told.percent, told.reason) == (50, "force_majeure")
    # What went back counts for whatever is the matter next.
    assert proposed(collecting, guide)["operator_fault"] == 50
    assert proposed(collecting, guide)["force_majeure"] == 0
    assert refund(collecting, guide, cause="operator_fault").json()["percent"] == 50
    assert lines(guide, merchant)["net"] == price


def test_staff_may_differ_and_say_why(carried, collecting) -> None:
    guide = carried()
    bare = refund(collecting, guide, cause="operator_fault", percent=60)
    said = refund(collecting, guide, cause="operator_fault", percent=60, reason="llegó igual")
    none = refund(collecting, guide, cause="merchant_wish")
    other = refund(collecting, guide, cause="other", percent=10)

    assert (bare.status_code, bare.json()["code"]) == (422, "orders.freight.reason_missing")
    assert (said.status_code, said.json()["rule"], said.json()["percent"]) == (201, 100, 60)
    assert (none.status_code, none.json()["code"]) == (422, "orders.freight.no_rule")
    assert other.json()["code"] == "orders.freight.reason_missing"
    assert other.json()["detail"] == "Ninguna regla da esta parte: indique por qué se devuelve."
    assert FreightRefund.objects.count() == 1


def test_rules_are_dated_and_hold_for_guides_issued_under_them(
    carried, collecting, api, merchant
) -> None:
    before = carried()
    boss, tomorrow = api.as_role("admin"), clock.today() + timedelta(days=1)
    assert publish(merchant).status_code == 403
    assert publish(api.as_role("support")).status_code == 403
    assert publish(boss, valid_from=tomorrow).status_code == 201
    again = publish(boss, valid_from=tomorrow)
    backwards = publish(boss, valid_from=tomorrow, cause="recipient", valid_to=str(clock.today()))
    after = carried()
    Guide.objects.filter(number=after["number"]).update(issued_at=clock.now() + timedelta(days=1))

    assert again.json()["code"] == backwards.json()["code"] == "orders.freight.rule_dates"
    assert proposed(collecting, before)["merchant_wish"] == 0
    assert proposed(collecting, after)["merchant_wish"] == 40
    old, new = FreightRule.objects.filter(cause="merchant_wish").order_by("valid_from")
    assert (old.valid_to, new.valid_to) == (tomorrow, None)
    yesterday = publish(boss, cause="recipient", valid_from=clock.today() - timedelta(days=1))
    assert (yesterday.status_code, yesterday.json()["code"]) == (422, "orders.freight.rule_past")
    assert [e["pointer"] for e in yesterday.json()["errors"]] == ["valid_from"]
    listed = boss.get(f"{BASE}/freight-rules?page_size=50").json()["results"]
    assert len(listed) == 6


def test_a_rule_begins_on_todays_day_in_bogota(api) -> None:
    """It is tomorrow in Greenwich already."""
    with clock.at(datetime(2026, 12, 1, 23, 0, tzinfo=BOGOTA)):
        boss = api.as_role("admin")
        assert publish(boss, valid_from=date(2026, 12, 1)).status_code == 201
        late = publish(boss, cause="recipient", valid_from=date(2026, 11, 30))
        assert late.json()["code"] == "orders.freight.rule_past"


def test_what_can_be_voided_is_not_refunded(confirmed, collecting, merchant) -> None:
    """Both would give its price back twice."""
    guide = confirmed()
    collecting.settle()
    answer = refund(collecting, guide, cause="operator_fault")
    assert (answer.status_code, answer.json()["code"]) == (409, "orders.freight.not_collected")
    voided = merchant.post(f"{BASE}/guides/{guide['number']}/void", json={"reason": "ya no"})
    assert voided.status_code == 200
    collecting.settle()
    assert refund(collecting, guide, cause="operator_fault").status_code == 409


def test_a_guide_of_which_a_piece_went_cannot_be_voided_and_is_refunded(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed(pieces=[piece(), piece()])
    collecting.tell(guide, "picked_up", pieces=[1])
    where = f"{BASE}/guides/{guide['number']}/void"
    assert merchant.post(where, json={"reason": "media"}).status_code == 409

    answer = refund(collecting, guide, cause="operator_fault")

    assert answer.status_code == 201, answer.json()


def test_freight_that_its_recipient_was_to_pay_goes_back_once_its_merchant_was_charged(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed(cod_amount="90000", payer="recipient")
    collecting.tell(guide, "in_transit")
    assert refund(collecting, guide, cause="operator_fault").status_code == 409
    collecting.tell(guide, "returned")
    charged = lines(guide, merchant)

    assert refund(collecting, guide, cause="operator_fault").status_code == 201

    left = lines(guide, merchant)
    assert left["adjustment"] == -charged["freight"] - charged["return_freight"]
    assert charged["net"] < left.get("net", 0) == 0
    again = refund(collecting, guide, cause="other", percent=1, reason="x")
    assert again.json()["code"] == "orders.freight.refund_too_much"


def test_carriage_that_a_delay_gave_back_does_not_go_back_again(
    carried, collecting, merchant
) -> None:
    guide = carried()
    collecting.tell(guide, "delivered")
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=2))
    where = f"{BASE}/claims/{claim(merchant, guide, kind='delay').json()['id']}/pay"
    half = {"amount": str(TARIFF // 2), "reason": "tarde"}
    assert collecting.staff.post(where, json=half).status_code == 200

    assert proposed(collecting, guide)["operator_fault"] == 50
    more = refund(collecting, guide, cause="operator_fault", percent=51, reason="x")
    assert more.json()["code"] == "orders.freight.refund_too_much"


def test_a_delay_gives_no_more_than_the_carriage_that_is_left(
    carried, collecting, merchant
) -> None:
    guide = carried()
    collecting.tell(guide, "delivered")
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=2))
    refund(collecting, guide, cause="force_majeure")
    opened = claim(merchant, guide, kind="delay").json()
    where = f"{BASE}/claims/{opened['id']}/pay"

    most = TARIFF - (TARIFF + 1) // 2
    over = collecting.staff.post(where, json={"amount": str(most + 1), "reason": "tarde"})
    right = collecting.staff.post(where, json={"amount": str(most), "reason": "tarde"})

    assert (over.status_code, over.json()["code"]) == (422, "orders.claim.above_limit")
    assert right.status_code == 200
