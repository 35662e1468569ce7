"""Commissions from orders' events: earned once, taken back, adjusted, blocked."""

import random
from datetime import UTC, datetime
from uuid import UUID

import pytest

from apps.franchise.models import Commission, GuideCopy
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.services.commissions.note_guides import note_delivered, note_generated
from apps.franchise.tests.deliveries import delivered, generated, pesos, voided
from apps.franchise.tests.networks import ROOT, office
from quenty.contracts.customers.events import CustomerSizeChangedV1, CustomerTaxProfileChangedV1
from quenty.contracts.orders.events import GuideReturnedV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
MANY = 1_000
BEFORE = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def agent(office):
    """An agent that brought a merchant, and the platform's rules."""
    seed_commissions()
    partner = office.partner()
    merchant_id = new_id()
    office.good(office.post(f"partners/{partner['id']}/merchants", merchant_id=str(merchant_id)))
    return {**partner, "merchant_id": merchant_id}


@pytest.fixture
def tell(deliver):
    def tell(*events, times=1, **envelope):
        for event in events:
            deliver(event, consumer_context="franchise", times=times, **envelope)

    return tell


def test_a_delivered_guide_earns_once_however_often_it_is_told(agent, tell, published):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide)
    assert not Commission.objects.exists()
    tell(delivered(guide), times=2)
    tell(delivered(guide, minutes=5))

    row = Commission.objects.get()
    assert (row.amount, row.status, row.kind) == (pesos(500), "pending", "earned")
    assert (row.rule.code, str(row.payee_id)) == ("agent-small", agent["id"])
    told = published("franchise.commission.earned")
    assert [event.amount for event, _ in told] == [pesos(500)]


def test_a_delivery_told_before_its_guide_earns_when_the_guide_is_known(agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    tell(delivered(guide))
    assert not Commission.objects.exists()
    tell(guide)
    assert Commission.objects.get().amount == pesos(500)


def test_the_franchise_of_the_origin_and_the_agent_of_the_merchant_both_earn(office, agent, tell):
    with clock.at(BEFORE):
        franchise = office.active()
    guide = generated(customer_id=agent["merchant_id"], origin="05001")
    elsewhere = generated(customer_id=agent["merchant_id"], origin="76001")
    tell(guide, elsewhere, delivered(guide), delivered(elsewhere))

    earned = Commission.objects.filter(guide_id=guide.guide_id)
    assert {(str(row.payee_id), row.amount) for row in earned} == {
        (franchise["id"], pesos(1500)),
        (agent["id"], pesos(500)),
    }
    assert Commission.objects.filter(guide_id=elsewhere.guide_id).count() == 1


def test_play_money_earns_nothing(agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide), livemode=False)
    assert not GuideCopy.objects.exists()


def test_the_merchants_size_picks_the_rule(agent, tell):
    merchant = agent["merchant_id"]
    tell(CustomerSizeChangedV1(customer_id=merchant, size="medium"), sequence=3)
    tell(CustomerSizeChangedV1(customer_id=merchant, size="small"), sequence=2)
    guide = generated(customer_id=merchant)
    tell(guide, delivered(guide))
    assert Commission.objects.get().amount == pesos(700)


def test_a_large_merchant_without_a_contract_earns_nobody_anything(agent, tell):
    tell(CustomerSizeChangedV1(customer_id=agent["merchant_id"], size="large"))
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide))
    assert not Commission.objects.exists()


def test_a_voided_guide_takes_back_what_it_earned_and_earns_no_more(agent, tell, published):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide), voided(guide))
    tell(voided(guide), delivered(guide, minutes=9))

    assert Commission.objects.get().status == "reversed"
    assert len(published("franchise.commission.reversed")) == 1


def test_goods_that_come_back_take_nothing_back(agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    moved = delivered(guide)
    values = {name: getattr(moved, name) for name in moved.__dataclass_fields__}
    tell(guide, moved, GuideReturnedV1(**values))
    assert Commission.objects.get().status == "pending"
    assert GuideCopy.objects.get().returned_at


def test_what_was_settled_is_taken_back_by_a_negative_row(office, agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide))
    Commission.objects.update(status="paid")
    path = f"guides/{guide.guide_id}/give-back"
    for _ in range(2):
        office.good(office.post(path, reason="reclamo"))

    rows = {row.kind: (row.amount, row.status) for row in Commission.objects.all()}
    assert rows == {
        "earned": (pesos(500), "paid"),
        "reversal": (pesos(-500), "pending"),
    }


def test_a_pending_commission_follows_the_freight(office, agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide))
    path = f"guides/{guide.guide_id}/adjust"
    office.good(office.post(path, freight="14000", reference="a-1"))
    assert Commission.objects.get().amount == pesos(700)


def test_a_settled_commission_is_adjusted_by_a_row_of_its_own_once(office, agent, tell):
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide))
    Commission.objects.update(status="settled")
    for _ in range(2):
        path = f"guides/{guide.guide_id}/adjust"
        office.good(office.post(path, freight="8000", reference="a-1"))
    adjusted = Commission.objects.get(kind="adjustment")
    assert (adjusted.amount, adjusted.status) == (pesos(-100), "pending")


def test_a_merchant_in_debt_blocks_what_it_earns_until_it_pays(office, agent, tell, published):
    first, second = (generated(customer_id=agent["merchant_id"]) for _ in range(2))
    tell(first, delivered(first))
    path = f"merchants/{agent['merchant_id']}"
    assert office.good(office.post(f"{path}/block", reason="factura vencida"))["count"] == 1
    tell(second, delivered(second))
    blocked = set(Commission.objects.values_list("status", flat=True))
    assert office.good(office.post(f"{path}/unblock"))["count"] == 2

    assert blocked == {"blocked"}
    assert set(Commission.objects.values_list("status", "reason")) == {("pending", "")}
    assert len(published("franchise.commission.blocked")) == 1
    assert len(published("franchise.commission.unblocked")) == 2


def test_a_partner_whose_end_has_come_earns_nothing(office, agent, tell):
    office.good(office.post(f"partners/{agent['id']}/end", ends_on="2026-11-04"))
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide))
    assert not Commission.objects.exists()


def test_a_partner_earns_nothing_from_before_it_begins(office, tell):
    seed_commissions()
    partner, merchant_id = office.partner(starts_on="2026-11-05"), new_id()
    office.good(office.post(f"partners/{partner['id']}/merchants", merchant_id=str(merchant_id)))
    early, kept = generated(customer_id=merchant_id), generated(customer_id=merchant_id)
    tell(early, delivered(early), kept, delivered(kept, minutes=24 * 60))
    assert Commission.objects.get().guide_id == kept.guide_id


def test_customers_tells_a_payees_tax_profile(office, agent, tell):
    tell(
        CustomerTaxProfileChangedV1(
            customer_id=UUID(agent["customer_id"]),
            regime="simple",
            withholding_agent=False,
            iva_responsible=True,
            ica_municipality="11001",
        )
    )
    payee = office.client.get(f"{ROOT}/payees").json()["results"][0]
    assert (payee["simple"], payee["iva_responsible"]) == (True, True)
    assert payee["municipality"] == "11001"


def test_a_contracts_rule_is_added_and_ended_never_edited(office, agent, tell):
    body = {
        "code": "contrato", "scope": "agent", "merchant_id": str(agent["merchant_id"]),
        "bands": [{"from": "0", "percent": "8"}], "valid_from": "2026-01-01",
    }  # fmt: skip
    rule = office.good(office.post("commission-rules", **body))
    again = office.post("commission-rules", **body)
    guide = generated(customer_id=agent["merchant_id"])
    tell(guide, delivered(guide))
    ended = office.good(office.post(f"commission-rules/{rule['id']}/end", valid_to="2026-11-05"))

    assert Commission.objects.get().amount == pesos(800)
    assert ended["valid_to"] == "2026-11-05"
    assert again.json()["code"] == "franchise.commission.rule_exists"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"bands": []}, "franchise.commission.bands_invalid"),
        ({"bands": [{"from": "5", "percent": "1"}]}, "franchise.commission.bands_invalid"),
        ({"basis": "fixed"}, "franchise.commission.rule_incomplete"),
        ({"valid_to": "2025-12-31"}, "franchise.commission.rule_incomplete"),
        ({"payee_id": str(new_id())}, "franchise.commission.payee_not_found"),
        ({"minimum": "2", "maximum": "1"}, "franchise.commission.rule_incomplete"),
    ],
)
def test_refuses_a_rule_that_makes_no_sense(office, changes, code):
    body = {
        "code": "r", "scope": "agent", "bands": [{"from": "0", "percent": "8"}],
        "valid_from": "2026-01-01", **changes,
    }  # fmt: skip
    assert office.post("commission-rules", **body).json()["code"] == code


def test_a_rules_payee_is_of_its_scope_and_its_end_is_never_put_off(office, agent):
    body = {"code": "r", "bands": [{"from": "0", "percent": "8"}], "valid_from": "2026-01-01"}
    other = office.post("commission-rules", scope="ally", payee_id=agent["id"], **body)
    rule = office.good(office.post("commission-rules", scope="agent", **body))
    ends = [
        office.post(f"commission-rules/{rule['id']}/end", valid_to=day)
        for day in ("2026-11-05", "2026-11-06", "2026-11-01")
    ]
    assert (other.json()["code"], other.json()["errors"][0]["pointer"]) == (
        "franchise.commission.rule_incomplete", "scope",
    )  # fmt: skip
    assert [answer.status_code for answer in ends] == [200, 422, 200]


def test_thousands_of_deliveries_told_twice_and_shuffled_earn_once_each(agent):
    guides = [generated(customer_id=agent["merchant_id"], freight=9_000 + n) for n in range(MANY)]
    told = [(note_generated, g) for g in guides] * 2
    told += [(note_delivered, delivered(g, minutes=n)) for n, g in enumerate(guides)] * 2
    random.Random(11).shuffle(told)
    for start in range(0, len(told), 1000):
        part = told[start : start + 1000]
        for note in (note_generated, note_delivered):
            unique = {event.guide_id: event for kind, event in part if kind is note}
            note(list(unique.values()))

    assert Commission.objects.count() == MANY
    assert GuideCopy.objects.exclude(delivered_at=None).count() == MANY
