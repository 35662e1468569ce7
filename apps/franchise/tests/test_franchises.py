"""The life of a franchise, by the API."""

from datetime import timedelta
from itertools import product

import pytest

from apps.franchise.domain import franchises as life
from apps.franchise.domain.accounts import Account
from apps.franchise.domain.commissions import states as commissions
from apps.franchise.domain.points import DAYS
from apps.franchise.domain.settlement import states as settlements
from apps.franchise.models import Franchise, Territory
from apps.franchise.tests.networks import PDF, POINT, ROOT, merchant, office
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.kernel.spanish import SPANISH

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.mark.parametrize(("status", "action"), list(product(life.STATUSES, life.ACTIONS)))
def test_a_franchise_goes_only_where_the_table_says(status, action):
    if (status, action) in life.TRANSITIONS:
        assert life.next_status(status, action) == life.TRANSITIONS[status, action]
        return
    with pytest.raises(DomainError) as refused:
        life.next_status(status, action)
    assert refused.value.code == "franchise.network.transition"


def test_an_applicant_becomes_active_step_by_step(office, published):
    franchise = office.apply()
    seen = [franchise["status"]]
    seen.append(office.good(office.evaluate(franchise, "05001", "05266"))["status"])
    seen.append(office.good(office.step(franchise, "approve"))["status"])
    office.good(office.sign(franchise))
    done = office.good(office.step(franchise, "activate"))

    assert [*seen, done["status"]] == ["applicant", "in_evaluation", "approved", "active"]
    assert done["activated_at"]
    assert len(published("franchise.franchise.applied")) == 1
    assert len(published("franchise.franchise.activated")) == 1
    told = published("franchise.territory.assigned")
    assert [event.municipality for event, _ in told] == ["05001", "05266"]
    held = office.client.get(f"{ROOT}/territories?current=true").json()["results"]
    assert {(row["dane_code"], row["status"], row["ends_at"]) for row in held} == {
        ("05001", "assigned", None),
        ("05266", "assigned", None),
    }


def test_a_fee_is_half_a_million_unless_the_contract_says_otherwise(office):
    assert office.apply()["monthly_fee"]["amount"] == "500000.00"
    assert office.apply("otra", monthly_fee="750000")["monthly_fee"]["amount"] == "750000.00"


def test_refuses_to_approve_below_the_minimum_capital(office):
    franchise = office.apply(capital="4999999")
    office.evaluate(franchise, "05001")
    answer = office.step(franchise, "approve")
    assert (answer.status_code, answer.json()["code"]) == (409, "franchise.network.capital_too_low")


@pytest.mark.parametrize("level", ["none", "basic"])
def test_refuses_to_approve_without_full_kyc(office, fake_neighbour, level):
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked, kyc_level=level))
    franchise = office.apply()
    office.evaluate(franchise, "05001")
    assert office.step(franchise, "approve").json()["code"] == "franchise.network.kyc_missing"


def test_refuses_to_approve_when_the_reservation_has_run_out(office):
    franchise = office.apply()
    office.good(office.evaluate(franchise, "05001"))
    with clock.at(clock.now() + timedelta(days=61)), pytest.raises(DomainError) as refused:
        life.check_approval(
            Account(standing="active", kyc_level="full", livemode=True),
            capital=life.MINIMUM_CAPITAL,
            territories=Franchise.objects.get().territories.filter(ends_at__gt=clock.now()).count(),
        )
    assert refused.value.code == "franchise.network.territory_missing"


def test_refuses_to_activate_without_a_signed_contract(office):
    franchise = office.apply()
    office.evaluate(franchise, "05001")
    office.step(franchise, "approve")
    answer = office.step(franchise, "activate")
    assert answer.json()["code"] == "franchise.network.contract_missing"
    assert office.client.get(f"{ROOT}/territories").json()["results"][0]["status"] == "reserved"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 cut", b"GIF89a %%EOF"])
def test_refuses_a_contract_that_is_no_whole_pdf(office, content):
    assert office.sign(office.apply(), content).status_code == 422


def test_the_contract_is_kept_sealed_and_given_back(office):
    franchise = office.apply()
    signed = office.good(office.sign(franchise))
    assert len(signed["contract_sha256"]) == 64
    assert PDF not in bytes(Franchise.objects.get().contract)
    back = office.client.get(f"{ROOT}/franchises/{franchise['id']}/contract")
    assert (back["Content-Type"], back.content) == ("application/pdf", PDF)


def test_a_suspended_franchise_keeps_its_territory_and_works_again(office, published):
    franchise = office.active()
    office.good(office.step(franchise, "suspend", reason="deuda"))
    taken = office.evaluate(office.apply("otra"), "05001")
    again = office.good(office.step(franchise, "activate"))

    assert taken.json()["code"] == "franchise.network.territory_taken"
    assert again["status"] == "active"
    assert len(published("franchise.franchise.suspended")) == 1


def test_a_terminated_franchise_frees_its_territory_at_once_and_closes_its_points(
    office, published
):
    franchise = office.active()
    point = office.open_point(franchise)
    office.good(office.step(franchise, "terminate", reason="fin"))

    other = office.active("otra", "05001")
    assert other["status"] == "active"
    closed = office.client.get(f"{ROOT}/points/{point['id']}").json()
    assert closed["status"] == "closed"
    assert [e.municipality for e, _ in published("franchise.territory.released")] == ["05001"]
    assert len(published("franchise.franchise.terminated")) == 1
    assert len(published("franchise.point.closed")) == 1


def test_refuses_to_activate_what_was_signed_with_other_conditions(office):
    franchise = office.apply()
    office.good(office.evaluate(franchise, "05001"))
    office.good(office.sign(franchise))
    office.good(office.step(franchise, "approve"))
    path = f"{ROOT}/franchises/{franchise['id']}"
    version = {"If-Match": office.client.get(path)["ETag"]}
    changed = office.client.patch(path, json={"monthly_fee": "900000"}, headers=version)
    refused = office.step(franchise, "activate")
    office.good(office.sign(franchise))

    assert changed.status_code == 200
    assert refused.json()["code"] == "franchise.network.contract_outdated"
    assert office.good(office.step(franchise, "activate"))["status"] == "active"


def test_one_that_is_approved_never_falls_below_the_minimum_capital(office):
    franchise = office.active()
    path = f"{ROOT}/franchises/{franchise['id']}"
    version = {"If-Match": office.client.get(path)["ETag"]}
    answer = office.client.patch(path, json={"capital": "4999999"}, headers=version)
    assert answer.json()["code"] == "franchise.network.capital_too_low"
    assert office.client.get(path).json()["capital"]["amount"] == "5000000.00"


def test_a_partnership_ends_after_it_begins(office):
    body = {"kind": "ally", "code": "a", "name": "A", "customer_id": str(new_id())}
    dates = {"starts_on": "2026-05-01", "ends_on": "2026-05-01"}
    assert office.post("partners", **body, **dates).json()["code"] == (
        "franchise.network.partner_dates"
    )
    partner = office.partner(starts_on="2026-05-01")
    ended = office.post(f"partners/{partner['id']}/end", ends_on="2026-04-30")
    assert (ended.status_code, ended.json()["errors"][0]["pointer"]) == (422, "ends_on")


def test_a_code_names_one_franchise(office):
    office.apply()
    body = {"code": "paisa", "name": "x", "customer_id": "x", "capital": "1"}
    assert office.post("franchises", **body).status_code == 422
    body["customer_id"] = str(office.apply("b")["customer_id"])
    assert office.post("franchises", **body).json()["code"] == "franchise.network.code_in_use"


def test_changes_are_made_against_the_version_seen(office):
    franchise = office.apply()
    path = f"{ROOT}/franchises/{franchise['id']}"
    changed = office.client.patch(path, json={"name": "N"}, headers={"If-Match": '"1"'})
    stale = office.client.patch(path, json={"name": "M"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, stale.status_code) == (200, 412)
    assert office.client.get(path).json()["name"] == "N"


def test_a_point_opens_changes_and_closes(office, published):
    franchise = office.active()
    point = office.open_point(franchise)
    path = f"{ROOT}/points/{point['id']}"
    changed = office.client.patch(path, json={"capacity": 80}, headers={"If-Match": '"1"'})
    closed = office.post(f"points/{point['id']}/close", reason="mudanza")
    again = office.post(f"points/{point['id']}/close", reason="mudanza")

    assert (changed.json()["capacity"], closed.json()["status"]) == (80, "closed")
    assert again.json()["code"] == "franchise.network.point_closed"
    assert published("franchise.point.opened")[0][0].capacity == 120
    hours = published("franchise.point.opened")[0][0].hours
    assert {str(span.weekday) for span in hours} == {str(DAYS.index(day)) for day in point["hours"]}
    assert published("franchise.point.updated")[0][0].capacity == 80
    assert len(published("franchise.point.closed")) == 1


@pytest.mark.parametrize(
    "hours",
    [
        {"day": [["08:00", "12:00"]]},
        {"mon": [["12:00", "08:00"]]},
        {"mon": [["08:00", "25:00"]]},
        {"mon": [["08:00", "12:00"], ["11:00", "13:00"]]},
    ],
)
def test_refuses_hours_out_of_order(office, hours):
    franchise = office.active()
    answer = office.post("points", **{**POINT, "hours": hours, "franchise_id": franchise["id"]})
    assert answer.json()["code"] == "franchise.network.hours_invalid"


def test_a_point_stays_in_its_franchises_territory(office):
    own, other = office.active("a", "05001", "05088"), office.active("b", "76001")
    outside = office.post("points", **{**POINT, "franchise_id": other["id"]})
    point = office.open_point(own)
    path = f"{ROOT}/points/{point['id']}"
    moved = [
        office.client.patch(path, json={"dane_code": at}, headers={"If-Match": '"1"'})
        for at in ("76001", "05088")
    ]
    assert outside.json()["code"] == "franchise.network.point_outside"
    assert [answer.status_code for answer in moved] == [422, 200]
    assert office.good(office.post("points", **POINT | {"code": "x", "franchise_id": None}))


def test_only_an_active_franchise_opens_points(office):
    answer = office.post("points", **POINT, franchise_id=office.apply()["id"])
    assert answer.json()["code"] == "franchise.network.transition"


def test_a_merchant_is_brought_by_one_partner(office):
    agent, ally = office.partner("agent"), office.partner("ally")
    merchant_id = agent["customer_id"]
    first = office.post(f"partners/{agent['id']}/merchants", merchant_id=merchant_id)
    second = office.post(f"partners/{ally['id']}/merchants", merchant_id=merchant_id)
    assert first.status_code == 201
    assert second.json()["code"] == "franchise.network.merchant_referred"


def test_a_partner_whose_end_has_come_brings_nobody(office):
    agent = office.partner()
    office.good(office.post(f"partners/{agent['id']}/end", ends_on="2026-02-01"))
    answer = office.post(f"partners/{agent['id']}/merchants", merchant_id=agent["customer_id"])
    assert answer.json()["code"] == "franchise.network.partner_ended"


@pytest.mark.parametrize(
    "action", sorted({*life.ACTIONS, *settlements.ACTIONS, *commissions.ACTIONS, "sign"})
)
def test_every_step_that_may_be_refused_has_its_word_in_spanish(action):
    assert action in SPANISH


def test_territory_with_an_open_point_is_released_once_that_is_closed(office):
    franchise = office.active()
    point = office.open_point(franchise)
    path = f"{ROOT}/franchises/{franchise['id']}/territories/5001"
    refused = office.client.delete(path)
    assert (refused.status_code, refused.json()["code"]) == (
        409,
        "franchise.network.territory_in_use",
    )
    assert "centro" in refused.json()["detail"]
    assert Territory.objects.get().status == "assigned"
    office.good(office.post(f"points/{point['id']}/close", reason="se muda"))
    assert office.client.delete(path).status_code == 204
    assert Territory.objects.get().status == "released"
