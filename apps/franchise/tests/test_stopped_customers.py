"""A franchisee or payee whose customer account is suspended or closed."""

import pytest

from apps.franchise.models import Franchise, Payee, Settlement
from apps.franchise.tests.networks import ROOT, merchant, office
from apps.franchise.tests.test_customers_told import approved, expired, status, tell
from apps.franchise.tests.test_settlements import agent, december, ledger, settled
from quenty.contracts.customers import events
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel.ids import new_id

__all__ = ["agent", "december", "ledger", "office", "tell"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


def suspended(row):
    return events.CustomerSuspendedV1(customer_id=row["customer_id"], reason="fraude")


def closed(row):
    return events.CustomerClosedV1(customer_id=row["customer_id"], reason="se va")


def reinstated(row):
    return events.CustomerReinstatedV1(customer_id=row["customer_id"])


@pytest.mark.parametrize("stops", [suspended, closed])
def test_a_franchise_stops_with_its_account_and_goes_on_with_it(office, tell, published, stops):
    franchise = office.active()
    tell(stops(franchise), 2)
    assert status() == "suspended"
    ((told, _),) = published("franchise.franchise.suspended")
    assert told.reason == "La cuenta de cliente del franquiciado está suspendida o cerrada."
    tell(reinstated(franchise), 1)
    assert status() == "suspended"
    tell(reinstated(franchise), 3)
    assert status() == "active"


def test_both_account_and_kyc_must_hold_before_it_works_again(office, tell):
    franchise = office.active()
    tell(suspended(franchise), 1)
    tell(expired(franchise), 2)
    tell(reinstated(franchise), 3)
    assert status() == "suspended"
    tell(suspended(franchise), 4)
    tell(approved(franchise), 5)
    assert status() == "suspended"
    tell(reinstated(franchise), 6)
    assert status() == "active"


def test_one_that_a_person_suspended_waits_for_a_person(office, tell):
    franchise = office.active()
    office.good(office.step(franchise, "suspend", reason="revisión"))
    tell(suspended(franchise), 1)
    tell(reinstated(franchise), 2)
    assert (status(), Franchise.objects.get().status_reason) == ("suspended", "revisión")


def test_one_that_lacks_more_meanwhile_waits_for_a_person_and_says_why(office, tell):
    franchise = office.active()
    tell(suspended(franchise), 1)
    path = f"{ROOT}/franchises/{franchise['id']}/territories/5001"
    assert office.client.delete(path).status_code == 204
    tell(reinstated(franchise), 2)
    row = Franchise.objects.get()
    assert (row.status, row.status_reason) == ("suspended", "La franquicia no tiene territorio.")


def test_play_stops_nobody(office, tell):
    tell(suspended(office.active()), 1, livemode=False)
    assert status() == "active"


def test_a_stopped_account_approves_and_activates_no_franchise(office, fake_neighbour):
    franchise = office.apply()
    office.good(office.evaluate(franchise, "05001"))
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked, status="suspended"))
    refused = office.step(franchise, "approve").json()
    assert refused["code"] == "franchise.network.customer_stopped"
    assert "suspendida" in refused["detail"]
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked))
    office.good(office.step(franchise, "approve"))
    office.good(office.sign(franchise))
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked, status="closed"))
    refused = office.step(franchise, "activate").json()
    assert refused["code"] == "franchise.network.customer_stopped"
    assert status() == "approved"


def test_a_payee_shows_that_it_is_blocked_whenever_it_was_told(office, tell):
    early, late = new_id(), new_id()
    office.partner(code="uno", customer_id=str(early))
    for customer_id in (early, late):
        tell(suspended({"customer_id": customer_id}), 1)
    office.partner(code="dos", customer_id=str(late))

    def blocked():
        rows = office.client.get(f"{ROOT}/payees").json()["results"]
        return {row["customer_id"]: row["blocked"] for row in rows}

    assert blocked() == {str(early): "suspended", str(late): "suspended"}
    tell(reinstated({"customer_id": early}), 2)
    tell(closed({"customer_id": late}), 2)
    assert blocked() == {str(early): "", str(late): "closed"}


def test_a_stopped_payee_is_paid_nothing_until_its_account_is_back(
    office, agent, ledger, fake_neighbour
):
    row = settled(office, agent, 1_000_000)
    office.good(office.post(f"settlements/{row['id']}/approve"))
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked, status="suspended"))
    refused = office.post(f"settlements/{row['id']}/pay")
    assert (refused.status_code, refused.json()["code"]) == (
        409,
        "franchise.settlement.payee_blocked",
    )
    kept = Settlement.objects.get()
    assert (kept.status, kept.problem) == ("approved", "franchise.settlement.payee_blocked")
    assert ledger == {}

    fake_neighbour(
        CustomersApi,
        merchant=lambda **asked: merchant(**asked),
        pay_settlement=lambda **asked: new_id(),
    )
    assert office.good(office.post(f"settlements/{row['id']}/pay"))["status"] == "paid"
    assert Payee.objects.get().blocked == ""
