"""A suspended franchise earns by what is delivered, and is settled and paid nothing meanwhile."""

from datetime import UTC, datetime
from itertools import permutations

import pytest

from apps.franchise.models import Commission, Settlement
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.tests.deliveries import delivered, generated
from apps.franchise.tests.networks import ROOT, office
from apps.franchise.tests.test_customers_told import approved, expired
from apps.franchise.tests.test_payees import dropped, payee
from apps.franchise.tests.test_settlements import december, ledger, run
from quenty.kernel import clock
from quenty.kernel.ids import new_id

__all__ = ["december", "ledger", "office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])


@pytest.fixture
def franchise(office, december):
    """Working since October."""
    with clock.at(datetime(2026, 10, 1, 15, tzinfo=UTC)):
        seed_commissions()
        return office.active()


@pytest.fixture
def told(deliver):
    """A guide of its territory, step by step; 15% of 10,000 are its own."""
    guide = generated(customer_id=new_id())

    def told(*events):
        for event in events or (guide, delivered(guide)):
            deliver(event, consumer_context="franchise", times=2)
        return guide

    return told


def suspend(office, franchise):
    office.good(office.step(franchise, "suspend", reason="en revisión"))


def outcomes(office, **body):
    rows = office.good(run(office, **body))["payees"]
    return {row["payee"]: (row["outcome"], row["gross"]["amount"]) for row in rows}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_what_it_earned_is_held_whatever_comes_first(office, franchise, told, order):
    guide = generated(customer_id=new_id())
    steps = [
        lambda: told(guide), lambda: told(delivered(guide)), lambda: suspend(office, franchise),
    ]  # fmt: skip
    for index in order:
        steps[index]()
    assert Commission.objects.get().status == "pending"
    for dry_run in (True, False):
        assert outcomes(office, dry_run=dry_run) == {"Paisa": ("held", "1500.00")}
    assert not Settlement.objects.exists()
    office.good(office.step(franchise, "activate"))
    assert outcomes(office) == {"Paisa": ("settled", "1500.00")}


def test_its_points_are_held_with_it_and_who_works_with_it_is_not(office, franchise, told):
    point = office.open_point(franchise)
    office.good(payee(office, "point", point["id"]))
    ally = office.partner("ally", franchise_id=franchise["id"])
    merchant_id = new_id()
    office.good(office.post(f"partners/{ally['id']}/merchants", merchant_id=str(merchant_id)))
    guide = generated(customer_id=merchant_id)
    told(guide, dropped(guide, point), delivered(guide))
    suspend(office, franchise)
    assert {name: outcome for name, (outcome, _) in outcomes(office).items()} == {
        "Paisa": "held", "Punto Centro": "held", "Ally": "settled",
    }  # fmt: skip


def test_terminated_it_is_settled_less_what_it_owes(office, franchise, told):
    told()
    suspend(office, franchise)
    assert outcomes(office) == {"Paisa": ("held", "1500.00")}
    body = {
        "kind": "claim", "number": "r-1", "concept": "faltante de caja", "amount": "400",
        "due_on": "2026-12-20",
    }  # fmt: skip
    office.good(office.post(f"payees/{franchise['id']}/charges", **body))
    office.good(office.step(franchise, "terminate", reason="no se corrigió"))
    assert outcomes(office) == {"Paisa": ("settled", "1500.00")}
    assert Settlement.objects.get().deducted.amount == 400


def test_what_was_settled_before_is_not_paid_until_it_works_again(office, franchise, told, ledger):
    told()
    office.good(run(office))
    path = f"settlements/{Settlement.objects.get().pk}"
    suspend(office, franchise)
    office.good(office.post(f"{path}/approve"))
    refused = office.post(f"{path}/pay")
    assert (refused.status_code, refused.json()["code"]) == (
        409, "franchise.settlement.franchise_suspended",
    )  # fmt: skip
    kept = office.client.get(f"{ROOT}/{path}").json()
    assert (kept["status"], kept["problem"]) == ("approved", refused.json()["code"])
    assert ledger == {}
    office.good(office.step(franchise, "activate"))
    assert office.good(office.post(f"{path}/pay"))["status"] == "paid"
    assert len(ledger) == 1


def test_one_suspended_for_its_kyc_is_held_as_long(office, franchise, told, deliver):
    told()
    for sequence, (event, outcome) in enumerate(
        ((expired(franchise), "held"), (approved(franchise), "settled")), 1
    ):
        deliver(event, consumer_context="franchise", sequence=sequence)
        assert outcomes(office) == {"Paisa": (outcome, "1500.00")}
