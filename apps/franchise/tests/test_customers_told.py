"""What customers tells of a franchisee and of a payee, and what follows from it."""

import pytest

from apps.franchise.models import Franchise
from apps.franchise.tests.networks import merchant, office
from quenty.contracts.customers import events
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.ids import new_id

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.fixture
def tell(deliver):
    def tell(event, sequence, **changes):
        deliver(event, consumer_context="franchise", sequence=sequence, **changes)

    return tell


def expired(franchise, level="full"):
    return events.KycExpiredV1(customer_id=franchise["customer_id"], level=level)


def rejected(franchise, level="full"):
    return events.KycRejectedV1(customer_id=franchise["customer_id"], level=level, reason="x")


def approved(franchise, level="full"):
    return events.KycApprovedV1(
        customer_id=franchise["customer_id"], level=level, expires_at=clock.now()
    )


def status():
    return Franchise.objects.get().status


@pytest.mark.parametrize("ends", [expired, rejected])
def test_a_franchise_works_while_its_full_kyc_holds(office, tell, published, ends):
    franchise = office.active()
    tell(ends(franchise, "basic"), 1)
    assert status() == "active"
    tell(ends(franchise), 2)
    assert status() == "suspended"
    ((told, _),) = published("franchise.franchise.suspended")
    assert told.reason == "El franquiciado no tiene verificación completa vigente."
    tell(approved(franchise, "basic"), 3)
    assert status() == "suspended"
    tell(approved(franchise), 4)
    assert status() == "active"
    assert len(published("franchise.franchise.activated")) == 2


def test_the_newest_told_of_a_kyc_wins(office, tell):
    franchise = office.active()
    tell(approved(franchise), 9)
    tell(expired(franchise), 8)
    assert status() == "active"


def test_play_suspends_nobody(office, tell):
    tell(expired(office.active()), 1, livemode=False)
    assert status() == "active"


def test_one_that_a_person_suspended_waits_for_a_person(office, tell):
    franchise = office.active()
    office.good(office.step(franchise, "suspend", reason="revisión"))
    tell(expired(franchise), 1)
    tell(approved(franchise), 2)
    assert status() == "suspended"


def test_without_full_kyc_in_force_no_franchise_is_activated(office, fake_neighbour):
    franchise = office.active()
    office.good(office.step(franchise, "suspend", reason="revisión"))
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(kyc_level="basic"))
    refused = office.step(franchise, "activate")
    assert refused.json()["code"] == "franchise.network.kyc_missing"
    assert status() == "suspended"


def taxes(customer_id, **changes):
    return events.CustomerTaxProfileChangedV1(**{
        "customer_id": customer_id, "regime": "ordinary", "withholding_agent": False,
        "iva_responsible": True, "ica_municipality": "05001", **changes,
    })  # fmt: skip


def registered(customer_id, kind):
    return events.CustomerRegisteredV1(
        customer_id=customer_id, kind=kind, size="small", display_name="", email=""
    )


@pytest.mark.parametrize(("kind", "person"), [("person", "natural"), ("company", "legal")])
def test_a_payee_begins_with_what_was_told_before_it_was_one(office, tell, kind, person):
    customer_id = new_id()
    tell(registered(customer_id, kind), 1)
    tell(taxes(customer_id), 3)
    tell(taxes(customer_id, iva_responsible=False, ica_municipality="11001"), 2)
    office.apply(customer_id=str(customer_id))
    office.partner(customer_id=str(customer_id))
    point = office.open_point(office.active("otra", customer_id=str(customer_id)))
    office.good(office.post("payees", kind="point", of=point["id"], customer_id=str(customer_id)))
    payees = office.client.get("/api/v1/franchise/payees").json()["results"]
    assert {(row["person"], row["iva_responsible"], row["municipality"]) for row in payees} == {
        (person, True, "05001")
    }
    assert len(payees) == 4
