"""Settling a month: shown first, run once, approved by enough eyes, paid once."""

from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import pytest
from openpyxl import load_workbook

from apps.franchise.models import Commission, Settlement, TaxRate
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.services.commissions.note_guides import note_delivered, note_generated
from apps.franchise.tests.deliveries import delivered, generated, pesos
from apps.franchise.tests.networks import NAMES, PAYER, ROOT, merchant, office
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.ids import new_id

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
DECEMBER = datetime(2026, 12, 5, 15, tzinfo=UTC)


@pytest.fixture
def december():
    with clock.at(DECEMBER):
        yield


@pytest.fixture
def agent(office, december):
    seed_commissions()
    partner = office.partner()
    merchant_id = new_id()
    office.good(office.post(f"partners/{partner['id']}/merchants", merchant_id=str(merchant_id)))
    profile = {"person": "legal", "iva_responsible": True, "municipality": "11001"}
    path = f"{ROOT}/payees/{partner['id']}"
    assert office.client.patch(path, json=profile).status_code == 200
    return {**partner, "merchant_id": merchant_id}


@pytest.fixture
def ledger(fake_neighbour):
    """What was paid, by key: the same key pays once, as customers does."""
    paid: dict[str, dict] = {}

    def pay(*, idempotency_key, **asked):
        paid.setdefault(idempotency_key, {**asked, "posting": new_id()})
        return paid[idempotency_key]["posting"]

    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked), pay_settlement=pay)
    return paid


def deliver(agent, *freights):
    guides = [generated(customer_id=agent["merchant_id"], freight=f) for f in freights]
    note_generated(guides)
    note_delivered([delivered(guide, minutes=n) for n, guide in enumerate(guides)])
    return guides


def run(office, **body):
    return office.post("settlement-runs", **{"period": "2026-11-15", **body})


def settled(office, agent, *freights):
    deliver(agent, *freights)
    office.good(run(office))
    return office.client.get(f"{ROOT}/settlements").json()["results"][0]


def test_a_month_settles_to_the_peso_of_the_vectors(office, agent):
    row = settled(office, agent, 20_000_000)
    amounts = {n: row[n]["amount"] for n in ("gross", "iva", "retefuente", "reteiva", "reteica")}
    assert amounts == {
        "gross": "1000000.00", "iva": "190000.00", "retefuente": "110000.00",
        "reteiva": "28500.00", "reteica": "9660.00",
    }  # fmt: skip
    assert (row["net"]["amount"], row["guides"], row["status"]) == ("1041840.00", 1, "calculated")
    assert set(Commission.objects.values_list("status", flat=True)) == {"calculated"}


def test_a_dry_run_tells_the_same_and_changes_nothing(office, agent):
    deliver(agent, 20_000_000)
    before = list(Commission.objects.values())
    shown = office.good(run(office, dry_run=True))

    assert shown["dry_run"] is True
    assert [(p["outcome"], p["net"]["amount"]) for p in shown["payees"]] == [
        ("settled", "1041840.00")
    ]
    assert list(Commission.objects.values()) == before
    assert not Settlement.objects.exists()


def test_a_second_run_finds_what_is_there(office, agent):
    settled(office, agent, 20_000_000)
    again = office.good(run(office))
    assert [payee["outcome"] for payee in again["payees"]] == ["exists"]
    assert Settlement.objects.count() == 1


def test_steps_count_the_guides_of_the_month_in_order_of_delivery(office, agent):
    row = settled(office, agent, *[10_000] * 120)
    assert row["gross"]["amount"] == f"{50 * 500 + 50 * 600 + 20 * 700}.00"
    assert sum(c.amount.amount for c in Commission.objects.all()) == 69_000


def add_2027(office):
    office.good(office.post("tax-rates", tax="uvt", rate="55000", valid_from="2027-01-01"))


@pytest.mark.parametrize("minutes", [-5, 60], ids=["before the others", "after them"])
def test_a_month_adds_up_in_however_many_settlements_it_is_paid(office, agent, minutes):
    settled(office, agent, *[10_000] * 50)
    late = generated(customer_id=agent["merchant_id"], freight=10_000)
    note_generated([late])
    note_delivered([delivered(late, minutes=minutes)])
    with clock.at(datetime(2027, 1, 4, 15, tzinfo=UTC)):
        add_2027(office)
        office.good(run(office, period="2026-12-01"))
    assert Settlement.objects.get(period=date(2026, 12, 1)).gross == pesos(600)


def test_what_was_adjusted_after_its_settlement_is_not_paid_twice(office, agent):
    guides = deliver(agent, 10_000, 20_000)
    office.good(run(office))
    path = f"guides/{guides[0].guide_id}/adjust"
    office.good(office.post(path, freight="30000", reference="a-1"))
    deliver(agent, 10_000)
    with clock.at(datetime(2027, 1, 4, 15, tzinfo=UTC)):
        add_2027(office)
        office.good(run(office, period="2026-12-01"))
    assert Settlement.objects.get(period=date(2026, 12, 1)).gross == pesos(1000 + 500)


def test_a_year_without_its_uvt_refuses_to_settle_and_names_it(office, agent):
    deliver(agent, 10_000)
    with clock.at(datetime(2027, 1, 4, 15, tzinfo=UTC)):
        refused = run(office)
    assert refused.json()["code"] == "franchise.settlement.rate_missing"
    assert "uvt 2027" in refused.json()["detail"]
    assert not Settlement.objects.exists()


def test_a_missing_row_settles_nobody(office, agent):
    deliver(agent, 20_000_000)
    TaxRate.objects.filter(tax="reteica").delete()
    answer = run(office)
    assert answer.status_code == 409
    assert "reteica 11001 2026" in answer.json()["detail"]
    assert not Settlement.objects.exists()
    assert set(Commission.objects.values_list("status", flat=True)) == {"pending"}


def test_a_month_that_is_not_over_is_not_settled(office, agent):
    assert run(office, period="2026-12-01").json()["code"] == "franchise.settlement.period_open"
    assert run(office, period="9999-12-31").json()["code"] == "franchise.settlement.period_open"


def test_a_debt_is_carried_to_the_next_month(office, agent):
    guides = deliver(agent, 10_000)
    Commission.objects.update(status="paid")
    office.good(office.post(f"guides/{guides[0].guide_id}/give-back", reason="reclamo"))
    shown = office.good(run(office))
    assert [payee["outcome"] for payee in shown["payees"]] == ["carried"]
    assert not Settlement.objects.exists()
    assert Commission.objects.get(kind="reversal").status == "pending"


def test_a_settlement_is_approved_and_paid_once(office, agent, ledger, published):
    row = settled(office, agent, 20_000_000)
    path = f"settlements/{row['id']}"
    early = office.post(f"{path}/pay")
    approved = office.good(office.post(f"{path}/approve"))
    paid = [office.good(office.post(f"{path}/pay")) for _ in range(2)]

    assert early.json()["code"] == "franchise.settlement.transition"
    assert [approved["status"], *(p["status"] for p in paid)] == ["approved", "paid", "paid"]
    (payment,) = ledger.values()
    assert payment["net"] == pesos(1_041_840)
    assert payment["withheld"] == pesos(148_160)
    assert set(Commission.objects.values_list("status", flat=True)) == {"paid"}
    assert len(published("franchise.settlement.approved")) == 1
    assert len(published("franchise.settlement.paid")) == 1


def test_above_the_threshold_two_people_approve(office, agent, api):
    row = settled(office, agent, 200_000_000)
    path = f"settlements/{row['id']}"
    first = office.good(office.post(f"{path}/approve"))
    same = office.post(f"{path}/approve")
    second = api.as_role("admin").post(f"{ROOT}/{path}/approve")

    assert first["status"] == "calculated"
    assert same.json()["code"] == "franchise.settlement.second_approver"
    assert second.json()["status"] == "approved"
    assert second.json()["first_approver"] != second.json()["approved_by"]


def test_a_discarded_settlement_lets_its_commissions_wait_again(office, agent):
    row = settled(office, agent, 20_000_000)
    office.good(office.post(f"settlements/{row['id']}/discard"))
    assert set(Commission.objects.values_list("status", "settlement")) == {("pending", None)}
    office.good(run(office))
    assert Settlement.objects.exclude(status="discarded").count() == 1


def test_a_refused_payment_is_told_and_may_be_tried_again(
    office, agent, ledger, fake_neighbour, published
):
    row = settled(office, agent, 20_000_000)
    path = f"settlements/{row['id']}"
    office.good(office.post(f"{path}/approve"))

    def refuse(**asked):
        raise CustomerError.NOT_FOUND()

    known = {"merchant": lambda **asked: merchant(**asked)}
    fake_neighbour(CustomersApi, pay_settlement=refuse, **known)
    refused = office.post(f"{path}/pay")
    kept = office.client.get(f"{ROOT}/{path}").json()
    fake_neighbour(CustomersApi, pay_settlement=lambda **asked: new_id(), **known)
    paid = office.good(office.post(f"{path}/pay"))

    assert refused.json()["code"] == "customers.not_found"
    assert (kept["status"], kept["problem"]) == ("approved", "customers.not_found")
    assert (paid["status"], paid["problem"]) == ("paid", "")
    told = published("franchise.settlement.payment_failed")
    assert [event.reason for event, _ in told] == ["customers.not_found"]


def test_who_has_no_kyc_in_force_is_not_paid_until_it_has(office, agent, fake_neighbour):
    row = settled(office, agent, 20_000_000)
    path = f"settlements/{row['id']}"
    office.good(office.post(f"{path}/approve"))
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(kyc_level="none"))
    refused = office.post(f"{path}/pay")
    kept = office.client.get(f"{ROOT}/{path}").json()
    fake_neighbour(
        CustomersApi,
        merchant=lambda **asked: merchant(kyc_level="basic"),
        pay_settlement=lambda **asked: new_id(),
    )

    assert refused.json()["code"] == "franchise.settlement.kyc_missing"
    assert (kept["status"], kept["problem"]) == ("approved", "franchise.settlement.kyc_missing")
    assert office.good(office.post(f"{path}/pay"))["status"] == "paid"


def test_the_statement_says_the_same_as_pdf_and_xlsx(office, agent):
    row = settled(office, agent, 20_000_000)
    path = f"{ROOT}/settlements/{row['id']}/statement"
    english = {"Accept-Language": "en"}
    pdf = office.client.get(f"{path}.pdf", headers=english)
    xlsx = office.client.get(f"{path}.xlsx")

    text = pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_range()
    book = load_workbook(BytesIO(xlsx.content))
    summary = dict(book["Resumen"].iter_rows(values_only=True))
    assert "$ 1.041.840" in text
    assert "-$ 110.000" in text
    assert "calculada" in text
    assert "ReteICA Comisiones $ 1.000.000 0,966 % $ 9.660" in text
    assert ("ReteIVA", "Comisiones", 190_000, 15, 28_500) in list(book["Impuestos"].values)
    assert (summary["Neto a pagar"], summary["ReteICA"]) == (1_041_840, -9_660)
    assert sum(line[4] for line in list(book["Guías"].values)[1:]) == 1_000_000


def test_the_years_certificate_counts_what_was_paid(office, agent, ledger):
    row = settled(office, agent, 20_000_000)
    path = f"{ROOT}/payees/{agent['id']}/certificates"

    def text(year: int) -> str:
        content = office.client.get(f"{path}/{year}").content
        return pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()

    unnamed = office.client.get(f"{path}/2026")
    assert unnamed.json()["code"] == "franchise.settlement.payer_unnamed"
    part = office.post("payer-profiles", **PAYER, name="Quenty S.A.S.")
    assert part.json()["code"] == "franchise.settlement.payer_unnamed"
    wrong = office.post("payer-profiles", **PAYER, **{**NAMES, "nit": "999000101-9"})
    assert wrong.json()["code"] == "franchise.nit_invalid"
    assert office.good(office.post("payer-profiles", **PAYER, **NAMES))["nit"] == "999000101-0"
    assert "$ 110.000" not in text(2026)
    for step in ("approve", "pay"):
        office.good(office.post(f"settlements/{row['id']}/{step}"))
    named = (
        "Quenty S.A.S., NIT 999000101-0",
        "Calle 72 # 10-07, Bogotá",
        "Agente Legal S.A.S., NIT 900123456-8",
        "Año gravable: 2026",
    )
    for word in (*named, "Retefuente Comisiones $ 1.000.000 11 % $ 110.000", "$ 148.160"):
        assert word in text(2026)
    assert "$ 110.000" not in text(2025)
    assert office.client.get(f"{path}/99999").status_code == 404


def test_a_payee_sees_its_own_earnings_and_nothing_else(office, agent, api):
    row = settled(office, agent, 20_000_000)
    guide = Commission.objects.get()
    office.good(office.post("payer-profiles", **PAYER, **NAMES))
    own = api.as_merchant(agent["customer_id"])
    other = api.as_merchant(new_id())
    franchisee = api.as_role("franchisee", franchise_id=new_id())
    settlement = f"{ROOT}/settlements/{row['id']}"
    pages = [
        settlement,
        f"{settlement}/statement.pdf",
        f"{settlement}/statement.xlsx",
        f"{ROOT}/payees/{agent['id']}/certificates/2026",
    ]

    assert [own.get(path).status_code for path in pages] == [200] * 4
    assert own.get(f"{ROOT}/commissions").json()["results"][0]["id"] == str(guide.pk)
    for client in (other, franchisee):
        assert [client.get(path).status_code for path in pages] == [404] * 4
        for name in ("settlements", "commissions", "payees"):
            assert client.get(f"{ROOT}/{name}").json()["results"] == []
    assert franchisee.get(f"{ROOT}/parcels").json()["results"] == []
    writes = ("approve", "pay", "discard", "return")
    assert {own.post(f"{settlement}/{name}").status_code for name in writes} == {403}
    assert own.post(f"{ROOT}/settlement-runs").status_code == 403


def test_a_franchisee_sees_its_own_parcels_and_statements(office, december, api):
    seed_commissions()
    with clock.at(datetime(2026, 10, 1, 12, tzinfo=UTC)):
        franchise = office.active()
    deliver({"merchant_id": new_id()}, 1_000_000)
    office.good(run(office))
    own = api.as_role("franchisee", franchise_id=franchise["id"])

    parcels, statements = (
        own.get(f"{ROOT}/{name}").json()["results"] for name in ("parcels", "settlements")
    )
    assert [row["franchise_id"] for row in parcels] == [franchise["id"]]
    assert [row["gross"]["amount"] for row in statements] == ["150000.00"]
