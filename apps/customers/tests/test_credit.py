"""What a merchant may owe: terms, two people for much, credit notes, numbers."""

import pytest

from apps.customers.consumers import invoice_delivered
from apps.customers.models import CreditNote, Invoice, LedgerEntry
from apps.customers.services.invoices.run import run_invoices
from apps.customers.tests.billing import BASE, FEBRUARY, JANUARY, buy, invoiced, ranges
from apps.customers.tests.money import TESTS, balances, pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.orders.guide_events import GuideDeliveredV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

__all__ = ["invoice_delivered", "ranges"]
pytestmark = [
    pytest.mark.django_db(databases=["customers"]),
    pytest.mark.usefixtures("ranges"),
]


def propose(api, merchant, limit, *, days=15, cycle="weekly", officer=None):
    officer = officer or api.as_role("credit_officer")
    body = {"limit": str(limit), "days": days, "cycle": cycle}
    return officer.post(f"{BASE}/merchants/{merchant.id}/credit", json=body)


def decide(officer, proposal, decision):
    path = f"{BASE}/credit-proposals/{proposal['id']}/decisions"
    return officer.post(path, json={"decision": decision})


def test_credit_up_to_the_threshold_is_in_force_at_once(make_merchant, api, published):
    merchant = make_merchant()
    answer = propose(api, merchant, 20_000_000).json()
    assert (answer["status"], answer["decided_by"]) == ("approved", "")
    terms = api.as_merchant(merchant.id).get(f"{BASE}/credit").json()
    assert (terms["limit"]["amount"], terms["days"], terms["cycle"]) == (
        "20000000.00", 15, "weekly",
    )  # fmt: skip
    ((told, _),) = published("customers.credit_limit.changed")
    assert told.limit == pesos(20_000_000)


def test_more_takes_a_second_person(make_merchant, api):
    merchant, officer = make_merchant(), api.as_role("credit_officer")
    proposal = propose(api, merchant, 20_000_001, officer=officer).json()
    assert proposal["status"] == "proposed"
    assert registry.get(CustomersApi).wallet(customer_id=merchant.id).limit == pesos(0)

    assert decide(officer, proposal, "approve").json()["code"] == "customers.credit.second_person"
    assert decide(officer, proposal, "reject").json()["code"] == "customers.credit.second_person"
    second = api.as_role("admin")
    assert decide(second, proposal, "approve").json()["status"] == "approved"
    assert registry.get(CustomersApi).wallet(customer_id=merchant.id).limit == pesos(20_000_001)
    assert decide(second, proposal, "reject").json()["code"] == "customers.credit.proposal_ended"


def test_a_rejected_proposal_changes_nothing(make_merchant, api):
    merchant = make_merchant()
    proposal = propose(api, merchant, 30_000_000).json()
    assert decide(api.as_role("admin"), proposal, "reject").json()["status"] == "rejected"
    assert registry.get(CustomersApi).wallet(customer_id=merchant.id).limit == pesos(0)
    listed = api.as_role("analyst").get(f"{BASE}/credit-proposals?status=rejected").json()
    assert [row["id"] for row in listed["results"]] == [proposal["id"]]


def test_nobody_passes_the_threshold_by_the_wallets_limit(make_merchant, api):
    path = f"{BASE}/merchants/{make_merchant().id}/wallet/limit"
    answer = api.as_role("admin").put(path, json={"limit": "20000001"})
    assert answer.json()["code"] == "customers.credit.second_person"


def test_refuses_a_limit_below_what_is_owed_of_invoices(make_merchant, api):
    merchant = make_merchant()
    propose(api, merchant, 500_000, cycle="monthly")
    invoiced(merchant)
    answer = propose(api, merchant, 118_999)
    assert answer.json()["code"] == "customers.limit_below_debt"
    assert propose(api, merchant, 119_000).json()["status"] == "approved"


def test_refuses_a_proposal_that_is_not_there(api):
    answer = decide(api.as_role("admin"), {"id": new_id()}, "approve")
    assert answer.json()["code"] == "customers.credit.proposal_not_found"


def delivered(merchant, order_id):
    ids = {name: new_id() for name in ("guide_id", "operator_id", "service_id")}
    return GuideDeliveredV1(
        **ids, number="QTY100000003", order_id=order_id, customer_id=merchant.id, pieces=(1,),
        occurred_at=clock.now(), place="11001", source="operator", reason="",
    )  # fmt: skip


def test_a_guide_is_invoiced_once_it_is_delivered(make_merchant, api, deliver):
    merchant, order, other = make_merchant(), new_id(), new_id()
    propose(api, merchant, 500_000, cycle="delivery")
    buy(merchant, 10_000, reference=order)
    buy(merchant, 7_000, reference=other)
    assert Invoice.objects.count() == 0

    deliver(delivered(merchant, order), consumer_context="customers", times=2)

    invoice = Invoice.objects.get()
    assert (invoice.total, invoice.status) == (pesos(10_000), "open")
    charges = api.as_merchant(merchant.id).get(f"{BASE}/invoices/{invoice.id}/charges").json()
    assert [row["reference_id"] for row in charges["results"]] == [str(order)]


def test_a_delivery_of_who_is_invoiced_by_the_month_waits(make_merchant, deliver):
    merchant, order = make_merchant(funds=50_000), new_id()
    buy(merchant, 10_000, reference=order)
    deliver(delivered(merchant, order), consumer_context="customers")
    assert Invoice.objects.count() == 0


def test_a_refund_after_the_invoice_is_a_credit_note_of_it(make_merchant, api, published):
    merchant = make_merchant(funds=500_000)
    with clock.at(JANUARY):
        hold = buy(merchant, 100_000, iva=19_000)
    with clock.at(FEBRUARY):
        run_invoices(actor=TESTS)
        registry.get(CustomersApi).refund(
            idempotency_key="back", hold_id=hold.hold_id, amount=pesos(59_500), reason="anulada"
        )
        buy(merchant, 1_000)
    with clock.at(FEBRUARY.replace(month=3)):
        (march,) = run_invoices(actor=TESTS)

    assert march.total == pesos(1_000)
    invoice = Invoice.objects.get(number="QTY1")
    (note,) = (
        api.as_merchant(merchant.id)
        .get(f"{BASE}/invoices/{invoice.id}/credit-notes")
        .json()["results"]
    )
    assert (note["number"], note["amount"]["amount"]) == ("QNC1", "59500.00")
    assert (note["taxes"][0]["amount"], note["taxes"][0]["base"]) == ("9500.00", "50000.00")
    assert invoice.credited == pesos(59_500)
    assert CreditNote.objects.get().draft["BillingReference"] == {"ID": "QTY1"}
    assert len(published("customers.credit_note.issued")) == 1


def test_a_refund_in_the_same_month_is_not_invoiced(make_merchant):
    merchant = make_merchant(funds=500_000)
    with clock.at(JANUARY):
        hold = buy(merchant, 100_000, iva=19_000)
        buy(merchant, 1_000)
        registry.get(CustomersApi).refund(
            idempotency_key="back", hold_id=hold.hold_id, amount=pesos(119_000), reason="anulada"
        )
    with clock.at(FEBRUARY):
        (row,) = run_invoices(actor=TESTS)
    assert (row.total, CreditNote.objects.count()) == (pesos(1_000), 0)


def test_a_credit_note_takes_debt_first_and_gives_the_rest_back(make_merchant, api, published):
    merchant = make_merchant(funds=50_000)
    propose(api, merchant, 500_000, cycle="monthly")
    row = invoiced(merchant)
    admin, path = api.as_role("admin"), f"{BASE}/invoices/{row.id}/credit-notes"

    note = admin.post(path, json={"amount": "100000", "reason": "no se prestó"}).json()

    row.refresh_from_db()
    assert (row.status, row.outstanding, row.credited) == ("paid", pesos(0), pesos(100_000))
    assert balances(merchant) == (31_000, 0)
    assert note["taxes"][0]["amount"] == "15966.00"
    over = admin.post(path, json={"amount": "19001", "reason": "más"})
    assert over.json()["code"] == "customers.invoice.note_exceeds"
    assert admin.post(path, json={"amount": "19000", "reason": "todo"}).status_code == 201
    income = LedgerEntry.objects.filter(account__owner_id=None, account__purpose="revenue")
    assert sum(entry.amount for entry in income) == 0
    assert len(published("customers.invoice.paid")) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"first": 500, "last": 2_000}, "customers.invoice.range_taken"),
        ({"first": 3_000, "last": 2_000}, "customers.invoice.range_invalid"),
        ({"issuer_nit": "800197268-5"}, "customers.nit_check_digit"),
    ],
)
def test_refuses_a_range_that_is_none(api, changes, code):
    body = {
        "kind": "invoice", "prefix": "QTY", "first": 1_001, "last": 2_000,
        "valid_from": "2026-01-01", "valid_to": "2027-12-31",
        "issuer_name": "Quenty S.A.S.", "issuer_nit": "800197268-4", **changes,
    }  # fmt: skip
    admin = api.as_role("admin")
    assert admin.post(f"{BASE}/number-ranges", json=body).json()["code"] == code
    assert len(admin.get(f"{BASE}/number-ranges").json()["results"]) == 2


def test_a_spent_range_is_followed_by_the_next(make_merchant, api):
    merchant = make_merchant(funds=500_000)
    body = {
        "kind": "invoice", "prefix": "QTZ", "first": 7, "last": 7,
        "valid_from": "2025-06-01", "valid_to": "2027-12-31",
        "issuer_name": "Quenty S.A.S.", "issuer_nit": "800197268-4",
    }  # fmt: skip
    assert api.as_role("admin").post(f"{BASE}/number-ranges", json=body).status_code == 201
    numbers = []
    for month in (1, 2):
        with clock.at(JANUARY.replace(month=month)):
            buy(merchant, 1_000)
        with clock.at(FEBRUARY.replace(month=month + 1)):
            numbers += [row.number for row in run_invoices(actor=TESTS)]
    assert numbers == ["QTZ7", "QTY1"]
