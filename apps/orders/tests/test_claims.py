"""Claims by regime: within the term, up to the limit, paid by the ledger, recovered."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.domain.money.claims import (
    ClaimKind,
    Regime,
    claim_until,
    compensation,
    regime_of,
)
from apps.orders.models import Claim, Guide
from apps.orders.tests import bodies
from apps.orders.tests.collecting import BASE, cop
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["orders"])
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40 + b"IEND\xaeB`\x82"
# Carriage of 2 kg with its taxes: 14000 + 1400 + 700 + 770 and IVA 2660 + 266 + 133 + 146.
TARIFF = 20_075


def claim(client, guide, kind="loss", asked="80000"):
    body = {"number": guide["number"], "kind": kind, "asked": asked, "description": "No llegó"}
    return client.post(f"{BASE}/claims", json=body)


@pytest.fixture
def lost(confirmed, collecting):
    def lose(**changes):
        guide = confirmed(**changes)
        collecting.tell(guide, "lost")
        return guide

    return lose


def owed(collecting, guide):
    customer = Guide.objects.get(number=guide["number"]).customer_id
    return collecting.ledger.account("merchant", str(customer))


def test_a_lost_postal_parcel_gives_five_tariffs_and_its_insured_value(
    lost, collecting, merchant, published
) -> None:
    guide = lost()

    answer = claim(merchant, guide)

    assert (answer.status_code, answer.json()["regime"]) == (201, "postal")
    assert answer.json()["most"]["amount"] == f"{5 * TARIFF + 80_000}.00"
    [(told, _)] = published("orders.claim.opened")
    assert told.asked == cop(80_000)

    where = f"{BASE}/claims/{answer.json()['id']}"
    body = {"amount": "150000", "recover": "150000", "reason": "extraviado"}
    assert merchant.post(f"{where}/pay", json=body).status_code == 403
    paid = collecting.staff.post(f"{where}/pay", json=body)
    collecting.settle()

    assert (paid.status_code, paid.json()["status"]) == (200, "paid")
    ledger, operator = collecting.ledger, str(Guide.objects.get().operator_id)
    assert owed(collecting, guide) == cop(150_000)
    assert ledger.account("operator", operator) == -cop(150_000)
    assert not ledger.account("claims")
    shown = merchant.get(f"{BASE}/guides/{guide['number']}/statement").json()
    assert shown["claim"]["amount"] == "150000.00"
    [(fact, _)] = published("orders.claim.paid")
    assert (fact.amount, fact.recover) == (cop(150_000), cop(150_000))


@pytest.mark.parametrize(("recovered", "cost"), [(True, 0), (False, 60_000)])
def test_an_operator_bears_it_or_we_do(lost, collecting, merchant, recovered, cost) -> None:
    guide = lost()
    where = f"{BASE}/claims/{claim(merchant, guide).json()['id']}"
    body = {"amount": "60000", "recover": "60000", "reason": "x"}
    collecting.staff.post(f"{where}/pay", json=body)

    end = {"recovered": recovered, "reason": "acta"}
    answer = collecting.staff.post(f"{where}/recovery", json=end)
    again = collecting.staff.post(f"{where}/recovery", json=end)
    collecting.settle()

    assert answer.json()["recovery"] == ("recovered" if recovered else "refused")
    assert again.json()["code"] == "orders.claim.transition_refused"
    assert collecting.ledger.account("claims") == -cop(cost)
    assert owed(collecting, guide) == cop(60_000)


def test_no_more_than_the_regime_gives(lost, collecting, merchant) -> None:
    opened = claim(merchant, lost(), asked="900000").json()
    # No more than the 100000 declared.
    assert opened["most"]["amount"] == f"{5 * TARIFF + 100_000}.00"
    where = f"{BASE}/claims/{opened['id']}/pay"

    for body in ({"amount": "200376"}, {"amount": "1000", "recover": "1001"}):
        answer = collecting.staff.post(where, json={"reason": "x", **body})
        assert (answer.status_code, answer.json()["code"]) == (422, "orders.claim.above_limit")


def test_above_five_kilos_it_is_cargo_up_to_its_declared_value(lost, collecting, merchant) -> None:
    opened = claim(merchant, lost(pieces=[bodies.piece(weight_kg="8")])).json()
    assert (opened["regime"], opened["most"]["amount"]) == ("cargo", "80000.00")


def test_a_rejected_claim_says_why_and_may_be_made_again(
    lost, collecting, merchant, published
) -> None:
    guide = lost()
    opened = claim(merchant, guide).json()
    twice = claim(merchant, guide)
    assert (twice.status_code, twice.json()["code"]) == (409, "orders.claim.claimed_already")

    where = f"{BASE}/claims/{opened['id']}"
    answer = collecting.staff.post(f"{where}/reject", json={"reason": "apareció"})
    assert answer.json()["status"] == "rejected"
    assert [p.reason for p, _ in published("orders.claim.rejected")] == ["apareció"]
    late = collecting.staff.post(f"{where}/pay", json={"amount": "1", "reason": "x"})
    assert late.json()["code"] == "orders.claim.transition_refused"
    assert claim(merchant, guide).status_code == 201


def test_damage_is_decided_on_evidence(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    collecting.tell(guide, "delivered")
    where = f"{BASE}/claims/{claim(merchant, guide, kind='damage').json()['id']}"
    body = {"amount": "1000", "reason": "roto"}

    bare = collecting.staff.post(f"{where}/pay", json=body)
    merchant.upload(f"{where}/evidence", {"file": SimpleUploadedFile("foto.png", PNG)})
    backed = collecting.staff.post(f"{where}/pay", json=body)

    assert (bare.status_code, bare.json()["code"]) == (409, "orders.claim.evidence_missing")
    assert backed.status_code == 200
    [file] = merchant.get(f"{where}/evidence").json()["results"]
    assert merchant.get(f"{where}/evidence/{file['id']}").content == PNG


@pytest.mark.parametrize(
    ("event", "kind"),
    [("delivered", "loss"), ("lost", "damage"), ("in_transit", "theft"), ("in_transit", "loss")],
)
def test_refuses_what_did_not_happen(confirmed, collecting, merchant, event, kind) -> None:
    guide = confirmed()
    collecting.tell(guide, event)
    answer = claim(merchant, guide, kind=kind)
    assert (answer.status_code, answer.json()["code"]) == (409, "orders.claim.not_claimable")


def test_what_has_not_come_at_its_day_may_be_claimed_as_lost(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed()
    collecting.tell(guide, "in_transit")
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=1))
    assert claim(merchant, guide).status_code == 201


def test_what_came_after_all_is_not_paid_as_lost(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    collecting.tell(guide, "in_transit")
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=1))
    where = f"{BASE}/claims/{claim(merchant, guide).json()['id']}"
    collecting.tell(guide, "delivered")

    body = {"amount": "1000", "reason": "extraviado"}
    paid = collecting.staff.post(f"{where}/pay", json=body)
    ended = collecting.staff.post(f"{where}/reject", json={"reason": "se entregó"})

    assert (paid.status_code, paid.json()["code"]) == (409, "orders.claim.not_claimable")
    assert ended.json()["status"] == "rejected"
    assert not owed(collecting, guide)


def test_the_term_of_a_loss_runs_from_when_its_merchant_could_know(lost, merchant) -> None:
    guide = lost()
    # Told long after it should have arrived.
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=30))

    with clock.at(clock.now() + timedelta(days=11)):
        late = claim(merchant, guide)
    with clock.at(clock.now() + timedelta(days=10)):
        in_time = claim(merchant, guide)

    assert (late.status_code, late.json()["code"]) == (422, "orders.claim.too_late")
    assert in_time.status_code == 201, in_time.json()


def test_what_is_lost_before_its_day_may_be_claimed_until_after_it(lost, merchant) -> None:
    guide = lost()
    Guide.objects.update(estimated_delivery=clock.today() + timedelta(days=6))
    with clock.at(clock.now() + timedelta(days=16)):
        assert claim(merchant, guide).status_code == 201


def test_a_damage_told_late_may_be_claimed(confirmed, collecting, merchant) -> None:
    guide = confirmed()
    happened = clock.now()
    with clock.at(happened + timedelta(days=20)):
        collecting.tell(guide, "damaged", occurred_at=happened.isoformat())
        assert claim(merchant, guide, kind="damage").status_code == 201
    with clock.at(happened + timedelta(days=31)):
        assert claim(merchant, guide, kind="damage").json()["code"] == "orders.claim.too_late"


def test_cargo_may_be_claimed_for_two_years_from_its_day(lost, merchant) -> None:
    guide = lost(pieces=[bodies.piece(weight_kg="8")])
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=731))
    assert claim(merchant, guide).json()["code"] == "orders.claim.too_late"


def test_overdue_ones_are_found(lost, collecting, merchant) -> None:
    opened = claim(merchant, lost()).json()
    where = f"{BASE}/claims?overdue=true"
    assert collecting.staff.get(where).json()["results"] == []

    Claim.objects.update(decide_by=clock.now() - timedelta(days=1))

    [row] = collecting.staff.get(where).json()["results"]
    assert row["id"] == opened["id"]


def test_nobody_sees_anothers_claim(lost, merchant, api, collecting) -> None:
    guide = lost()
    opened = claim(merchant, guide).json()
    stranger = api.as_merchant()
    for where in (f"claims/{opened['id']}", f"claims/{opened['id']}/evidence"):
        assert stranger.get(f"{BASE}/{where}").json()["code"] == "orders.claim.not_found"
    assert claim(stranger, guide).json()["code"] == "orders.guide_not_found"
    gone = collecting.staff.post(f"{BASE}/claims/{new_id()}/reject", json={"reason": "no existe"})
    assert gone.json()["code"] == "orders.claim.not_found"


@pytest.mark.parametrize(
    ("regime", "tariff", "insured", "asked", "on", "most"),
    [
        ("postal", 20_000, True, 80_000, 2026, 100_000 + 80_000),
        ("postal", 20_000, False, 80_000, 2026, 100_000),
        ("postal", 400_000, True, 80_000, 2026, 1_750_905 + 80_000),
        ("postal", 400_000, False, 80_000, 2025, 1_423_500),
        ("postal", 400_000, False, 80_000, 2031, 1_750_905),
        ("cargo", 400_000, True, 80_000, 2026, 80_000),
        ("cargo", 400_000, True, 900_000, 2026, 100_000),
    ],
)
def test_what_the_law_gives(regime, tariff, insured, asked, on, most) -> None:
    due = compensation(
        Regime(regime),
        tariff=cop(tariff),
        declared=cop(100_000),
        insured=insured,
        asked=cop(asked),
        on=date(on, 6, 1),
    )
    assert due.most == cop(most)


def test_terms_run_in_days_of_colombia() -> None:
    at_night = datetime(2026, 6, 1, 23, 30, tzinfo=BOGOTA)
    until = claim_until(Regime.CARGO, ClaimKind.DAMAGE, ended=at_night, expected=None)
    assert until is not None
    assert until.astimezone(BOGOTA).date() == date(2026, 6, 4)
    assert claim_until(Regime.CARGO, ClaimKind.LOSS, ended=at_night, expected=None) is None
    assert regime_of("postal", 5_000) is Regime.POSTAL
    assert regime_of("postal", 5_001) is regime_of("cargo", 10) is Regime.CARGO


def test_a_piece_is_claimed_for_while_another_of_its_guide_waits(
    confirmed, collecting, merchant
) -> None:
    guide = confirmed(pieces=[bodies.piece(), bodies.piece()])
    assert claim(merchant, guide, "damage").json()["code"] == "orders.claim.not_claimable"
    for event in ("picked_up", "delivered"):
        collecting.tell(guide, event, pieces=[1])
    assert Guide.objects.get().status != "delivered"

    for kind in ("delay", "loss"):
        refused = claim(merchant, guide, kind)
        assert refused.json()["code"] == "orders.claim.not_claimable"
    opened = claim(merchant, guide, "damage", "40000")

    assert opened.status_code == 201, opened.json()
    where = f"{BASE}/claims/{opened.json()['id']}"
    merchant.upload(f"{where}/evidence", {"file": SimpleUploadedFile("foto.png", PNG)})
    paid = {"amount": "40000", "recover": "0", "reason": "la foto lo muestra"}
    answer = collecting.staff.post(f"{where}/pay", json=paid)
    assert (answer.status_code, answer.json()["status"]) == (200, "paid")
