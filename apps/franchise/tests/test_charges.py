"""Fees as invoices, claims and loans: issued once, paid once, by the wallet or a settlement."""

from datetime import UTC, datetime

import pytest

from apps.franchise.domain.charges import split
from apps.franchise.models import Charge, PayerProfile, Settlement, TaxRate
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.services.charges.pay_charge import expire_charges
from apps.franchise.services.commissions.note_guides import note_delivered, note_generated
from apps.franchise.tasks import invoice_fees
from apps.franchise.tests.deliveries import delivered, generated, pesos
from apps.franchise.tests.networks import ROOT, merchant, office
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.shapes import Hold
from quenty.kernel import clock
from quenty.kernel.ids import new_id

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
DECEMBER = datetime(2026, 12, 5, 15, tzinfo=UTC)


@pytest.fixture
def franchise(office):
    with clock.at(datetime(2026, 10, 1, 15, tzinfo=UTC)):
        seed_commissions()
        made = office.active("paisa", "05001")
    with clock.at(DECEMBER):
        yield made


@pytest.fixture
def ledger(fake_neighbour):
    """What was asked of customers; `refuse` makes the wallet empty."""
    told = {"holds": {}, "captured": {}, "paid": {}, "refuse": False}

    def place_hold(*, idempotency_key, customer_id, amount, purpose, reference_id):
        if told["refuse"]:
            raise CustomerError.INSUFFICIENT_FUNDS(available="$ 0", wanted=str(amount))
        return told["holds"].setdefault(
            idempotency_key,
            Hold(hold_id=new_id(), customer_id=customer_id, amount=amount,
                 captured=amount, status="open", expires_at=DECEMBER),
        )  # fmt: skip

    def capture_hold(*, idempotency_key, hold_id, lines, description):
        told["captured"][idempotency_key] = lines

    def pay_settlement(*, idempotency_key, **asked):
        told["paid"][idempotency_key] = asked
        return new_id()

    fake_neighbour(
        CustomersApi, merchant=lambda **asked: merchant(**asked), place_hold=place_hold,
        capture_hold=capture_hold, pay_settlement=pay_settlement,
        resend_payout=lambda **asked: None,
    )  # fmt: skip
    return told


def fee(office, period="2026-12-01"):
    return office.good(office.post("fee-runs", period=period))["charges"]


def earn(franchise, freight):
    with clock.at(datetime(2026, 11, 2, 15, tzinfo=UTC)):
        guide = generated(
            customer_id=new_id(), freight=freight, issued_at=datetime(2026, 11, 2, 15, tzinfo=UTC)
        )
        note_generated([guide])
        note_delivered([delivered(guide)])


def settle(office):
    office.good(office.post("settlement-runs", period="2026-11-01"))
    return office.client.get(f"{ROOT}/settlements").json()["results"][0]


def test_a_fee_is_an_invoice_with_iva_by_the_row_of_the_day(office, franchise, published):
    (made,) = fee(office)
    assert made["number"] == "FEE-PAISA-202612"
    assert [made[name]["amount"] for name in ("base", "iva", "total")] == [
        "500000.00", "95000.00", "595000.00",
    ]  # fmt: skip
    assert (made["due_on"], made["status"]) == ("2026-12-15", "open")
    ((told, _),) = published("franchise.charge.issued")
    assert (told.number, told.total.amount) == ("FEE-PAISA-202612", 595_000)
    file = office.client.get(f"{ROOT}/charges/{made['id']}/document.pdf")
    assert file.getvalue().startswith(b"%PDF-")


def test_a_month_is_invoiced_once_by_hand_or_by_the_clock(office, franchise):
    assert len(fee(office)) == 1
    assert fee(office, "2026-12-31") == []
    invoice_fees()
    assert Charge.objects.count() == 1
    assert len(fee(office, "2026-11-01")) == 1


def test_without_the_row_of_iva_no_fee_is_issued_and_the_row_is_named(office, franchise):
    TaxRate.objects.filter(tax="iva", concept="service").delete()
    refused = office.post("fee-runs", period="2026-12-01")
    assert (refused.status_code, refused.json()["code"]) == (
        409,
        "franchise.settlement.rate_missing",
    )
    assert "iva service 2026" in refused.json()["detail"]
    assert not Charge.objects.exists()


def test_a_terminated_franchise_owes_no_new_fee(office, franchise):
    office.good(office.step(franchise, "terminate", reason="fin"))
    assert fee(office) == []


def test_a_fee_is_paid_from_the_wallet_once(office, franchise, ledger, published, api):
    (made,) = fee(office)
    own = api.as_role("franchisee", franchise_id=franchise["id"])
    for _ in range(2):
        answer = own.post(f"{ROOT}/charges/{made['id']}/pay")
        assert answer.json()["status"] == "paid", answer.content
    (lines,) = ledger["captured"].values()
    assert [(line.kind, line.amount.amount, line.tax_code) for line in lines] == [
        ("franchise_fee", 500_000, ""), ("tax", 95_000, "iva"),
    ]  # fmt: skip
    assert len(published("franchise.charge.paid")) == 1


def test_a_refused_payment_leaves_it_owed_and_may_be_tried_again(office, franchise, ledger):
    (made,) = fee(office)
    path = f"charges/{made['id']}/pay"
    ledger["refuse"] = True
    assert office.post(path).json()["code"] == "customers.insufficient_funds"
    assert Charge.objects.get().left.amount == 595_000
    ledger["refuse"] = False
    assert office.good(office.post(path))["status"] == "paid"
    assert [key.split(".")[-2] for key in ledger["holds"]] == ["2"]


def test_a_month_ahead_and_one_before_it_worked_have_no_fee(office, franchise):
    ahead = office.post("fee-runs", period="2027-01-01")
    assert ahead.json()["code"] == "franchise.charge.period_ahead"
    assert fee(office, "2026-09-30") == []
    assert len(fee(office, "2026-10-31")) == 1


def test_the_parts_of_a_fee_add_up_to_its_iva():
    whole = {"base": pesos(500_000), "iva": pesos(95_000)}
    before, taxes = pesos(0), pesos(0)
    for part in (pesos(n) for n in (133_333, 133_333, 133_334, 195_000)):
        base, iva = split(part, before=before, **whole)
        assert base + iva == part
        before, taxes = before + part, taxes + iva
    assert (before, taxes) == (pesos(595_000), pesos(95_000))


def test_nobody_is_charged_nothing(office, franchise):
    body = {"kind": "claim", "number": "r-0", "concept": "Nada", "due_on": "2026-12-20"}
    refused = office.post(f"payees/{franchise['id']}/charges", amount="0", **body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "amount"


def test_another_franchisees_charge_is_not_found(office, franchise, ledger, api):
    (made,) = fee(office)
    other = api.as_role("franchisee", franchise_id=new_id())
    assert other.post(f"{ROOT}/charges/{made['id']}/pay").status_code == 404
    assert other.get(f"{ROOT}/charges").json()["results"] == []


def test_a_franchisee_pays_from_no_wallet_but_its_own(office, franchise, ledger, api):
    """Neither its agent's nor that of who runs its point; an agent's money it does not see."""
    agent = office.partner(franchise_id=franchise["id"])
    point = office.open_point(franchise)
    office.good(office.post("payees", kind="point", of=point["id"], customer_id=str(new_id())))
    body = {"kind": "claim", "concept": "Pérdida", "amount": "80000", "due_on": "2026-12-20"}
    own = api.as_role("franchisee", franchise_id=franchise["id"])
    for payee, number, seen in ((agent, "r-1", 404), (point, "r-2", 200)):
        made = office.good(office.post(f"payees/{payee['id']}/charges", number=number, **body))
        path = f"{ROOT}/charges/{made['id']}"
        assert own.get(path).status_code == seen
        assert own.get(f"{path}/document.pdf").status_code == seen
        assert own.post(f"{path}/pay").json()["code"] == "franchise.charge.not_found"
    listed = own.get(f"{ROOT}/charges").json()["results"]
    assert [row["number"] for row in listed] == ["r-2"]
    assert own.get(f"{ROOT}/payees/{agent['id']}/certificates/2026").status_code == 404
    assert ledger["holds"] == {}


def test_a_settlement_takes_the_fee_and_pays_it(office, franchise, ledger):
    fee(office)
    earn(franchise, 20_000_000)  # 15% are 3,000,000, less 11% withheld
    row = settle(office)
    assert (row["deducted"]["amount"], row["net"]["amount"]) == ("595000.00", "2075000.00")
    charge = Charge.objects.get()
    assert (charge.reserved.amount, charge.left.amount, charge.status) == (595_000, 0, "open")
    refused = office.post(f"charges/{charge.pk}/pay")
    assert refused.json()["code"] == "franchise.charge.in_settlement"

    for action in ("approve", "pay"):
        office.good(office.post(f"settlements/{row['id']}/{action}"))
    charge.refresh_from_db()
    assert (charge.reserved.amount, charge.paid.amount, charge.status) == (0, 595_000, "paid")
    (asked,) = ledger["paid"].values()
    assert (asked["net"].amount, asked["deducted"].amount) == (2_075_000, 595_000)
    assert [(line.kind, line.tax_code, int(line.amount.amount)) for line in asked["lines"]] == [
        ("franchise_fee", "", 500_000), ("tax", "iva", 95_000),
    ]  # fmt: skip

    office.good(office.post(f"settlements/{row['id']}/return", reason="devuelto"))
    charge.refresh_from_db()
    assert (charge.reserved.amount, charge.paid.amount, charge.status) == (0, 595_000, "paid")
    office.good(office.post(f"settlements/{row['id']}/pay"))
    charge.refresh_from_db()
    assert (charge.reserved.amount, charge.paid.amount, charge.status) == (0, 595_000, "paid")
    assert len(ledger["paid"]) == 1


def test_a_settlement_takes_no_more_than_there_is_and_the_next_takes_the_rest(
    office, franchise, ledger
):
    fee(office)
    earn(franchise, 1_000_000)  # 150,000 less 16,500
    row = settle(office)
    assert (row["deducted"]["amount"], row["net"]["amount"]) == ("133500.00", "0.00")
    for action in ("approve", "pay"):
        office.good(office.post(f"settlements/{row['id']}/{action}"))
    (asked,) = ledger["paid"].values()
    assert (asked["net"].amount, asked["withheld"].amount) == (0, 16_500)
    charge = Charge.objects.get()
    assert (charge.status, charge.left.amount) == ("open", 461_500)
    assert office.good(office.post(f"charges/{charge.pk}/pay"))["status"] == "paid"
    (lines,) = ledger["captured"].values()
    assert sum(line.amount.amount for line in lines) == 461_500


def test_a_discarded_settlement_gives_the_fee_back(office, franchise):
    fee(office)
    earn(franchise, 20_000_000)
    row = settle(office)
    office.good(office.post(f"settlements/{row['id']}/discard"))
    assert Charge.objects.get().left.amount == 595_000
    assert Settlement.objects.get().status == "discarded"


def test_a_claim_is_taken_after_older_charges(office, franchise):
    fee(office)
    body = {"kind": "claim", "number": "r-7", "concept": "Pérdida", "amount": "80000"}
    path = f"payees/{franchise['id']}/charges"
    office.good(office.post(path, due_on="2026-12-20", **body))
    again = office.post(path, due_on="2026-12-20", **body)
    assert again.json()["code"] == "franchise.charge.number_taken"
    earn(franchise, 20_000_000)
    assert settle(office)["deducted"]["amount"] == "675000.00"


def test_what_is_not_paid_in_its_term_is_overdue_and_told(office, franchise, published):
    fee(office)
    with clock.at(datetime(2026, 12, 15, 15, tzinfo=UTC)):
        assert expire_charges() == 0
    with clock.at(datetime(2026, 12, 17, 15, tzinfo=UTC)):
        assert (expire_charges(), expire_charges()) == (1, 0)
    ((told, _),) = published("franchise.charge.overdue")
    assert told.left.amount == 595_000
    assert Charge.objects.get().status == "overdue"


def test_a_charge_is_cancelled_while_nobody_pays_it(office, franchise):
    (made,) = fee(office)
    path = f"charges/{made['id']}/cancel"
    assert office.good(office.post(path, reason="acuerdo"))["status"] == "cancelled"
    assert office.post(path, reason="x").json()["code"] == "franchise.charge.transition"


def test_without_quentys_own_profile_of_the_day_nothing_is_settled(office, franchise):
    earn(franchise, 1_000_000)
    PayerProfile.objects.all().delete()
    refused = office.post("settlement-runs", period="2026-11-01")
    assert refused.json()["code"] == "franchise.settlement.rate_missing"
    assert "payer 2026" in refused.json()["detail"]
    office.good(office.post("payer-profiles", valid_from="2026-06-01", agent_for=[], ica_places=[]))
    assert settle(office)["net"]["amount"] == "150000.00"
