"""Invoices of what merchants bought, by the ledger, and how they are paid."""

from datetime import date

import pytest

from apps.customers.models import Invoice, LedgerAccount
from apps.customers.services.invoices.follow import (
    collect_due,
    expire_invoices,
    remind_of_invoices,
)
from apps.customers.services.invoices.notes import give_credit
from apps.customers.services.invoices.pay import pay_invoice
from apps.customers.services.invoices.run import run_invoices
from apps.customers.services.ledger.verify_ledger import verify_ledger
from apps.customers.tests.billing import (
    BASE,
    FEBRUARY,
    JANUARY,
    buy,
    days_later,
    invoiced,
    ranges,
)
from apps.customers.tests.money import TESTS, balances, fund, pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

__all__ = ["ranges"]
pytestmark = [
    pytest.mark.django_db(databases=["customers"]),
    pytest.mark.usefixtures("ranges"),
]


@pytest.fixture
def on_credit(make_merchant, api):
    """A merchant that may owe 500,000 pesos, thirty days, by the month."""
    merchant = make_merchant(
        kind="company", document_type="NIT", document_number="890903938", check_digit="8"
    )
    body = {"limit": "500000", "days": 30, "cycle": "monthly"}
    answer = api.as_role("credit_officer").post(f"{BASE}/merchants/{merchant.id}/credit", json=body)
    assert answer.status_code == 201, answer.content
    return merchant


def wallet(merchant):
    return registry.get(CustomersApi).wallet(customer_id=merchant.id)


def test_what_the_wallet_had_is_paid_and_the_rest_is_owed_in_its_term(on_credit, api, published):
    fund(on_credit, 19_000)
    row = invoiced(on_credit)

    shown = api.as_merchant(on_credit.id).get(f"{BASE}/invoices/{row.id}").json()
    assert (shown["number"], shown["status"]) == ("QTY1", "open")
    assert [shown[name]["amount"] for name in ("net", "tax", "total", "owed", "outstanding")] == [
        "100000.00", "19000.00", "119000.00", "100000.00", "100000.00",
    ]  # fmt: skip
    assert (shown["issued_on"], shown["due_on"]) == ("2026-02-02", "2026-03-04")
    assert shown["taxes"] == [
        {"kind": "iva19", "amount": "19000.00", "base": "100000.00", "percent": "19"}
    ]
    assert [told.outstanding for told, _ in published("customers.invoice.issued")] == [
        pesos(100_000)
    ]
    assert not published("customers.invoice.paid")


def test_what_is_invoiced_leaves_the_wallet_and_still_takes_its_limit(on_credit):
    invoiced(on_credit)

    assert balances(on_credit) == (0, 0)
    assert wallet(on_credit).limit == pesos(381_000)
    assert LedgerAccount.objects.get(purpose="receivable").amount == -pesos(119_000)
    with days_later(1), pytest.raises(DomainError) as refused:
        buy(on_credit, 381_001)
    assert refused.value.code == "customers.insufficient_funds"
    with days_later(1):
        buy(on_credit, 381_000)


def test_each_posting_is_invoiced_once_however_often_it_is_run(on_credit):
    invoiced(on_credit)
    with clock.at(FEBRUARY):
        assert run_invoices(actor=TESTS) == []
    with clock.at(JANUARY.replace(month=2, day=20)):
        buy(on_credit, 5_000)
    with clock.at(JANUARY.replace(month=3, day=3)):
        (march,) = run_invoices(actor=TESTS)
    assert (march.number, march.total) == ("QTY2", pesos(5_000))


def test_prepaid_guides_are_invoiced_and_paid_at_once(make_merchant, published):
    merchant = make_merchant(funds=200_000)
    row = invoiced(merchant)
    assert (row.status, row.total, row.outstanding) == ("paid", pesos(119_000), pesos(0))
    assert balances(merchant) == (81_000, 0)
    assert len(published("customers.invoice.paid")) == 1


def test_what_franchise_charges_is_on_its_own_invoices(make_merchant):
    merchant = make_merchant(funds=200_000)
    customers = registry.get(CustomersApi)
    with clock.at(JANUARY):
        hold = customers.place_hold(
            idempotency_key="fee", customer_id=merchant.id, amount=pesos(1_000),
            purpose="franchise_charge", reference_id=new_id(),
        )  # fmt: skip
        customers.capture_hold(
            idempotency_key="fee2", hold_id=hold.hold_id, description="FEE",
            lines=(RevenueLine(kind="franchise_fee", amount=pesos(1_000)),),
        )  # fmt: skip
    with clock.at(FEBRUARY):
        assert run_invoices(actor=TESTS) == []


def test_play_money_is_not_invoiced(make_merchant):
    twin = make_merchant(funds=200_000, livemode=False)
    with clock.at(JANUARY):
        buy(twin, 1_000)
    with clock.at(FEBRUARY):
        assert run_invoices(actor=TESTS) == []


def test_it_is_paid_from_the_wallet_in_parts_and_its_limit_comes_back(on_credit, api, published):
    row = invoiced(on_credit)
    fund(on_credit, 150_000)
    mine = api.as_merchant(on_credit.id)

    part = mine.post(f"{BASE}/invoices/{row.id}/payments", json={"amount": "19000"}, key="p1")
    again = mine.post(f"{BASE}/invoices/{row.id}/payments", json={"amount": "19000"}, key="p1")
    assert part.json()["outstanding"]["amount"] == again.json()["outstanding"]["amount"]
    rest = mine.post(f"{BASE}/invoices/{row.id}/payments", json={}, key="p2")

    assert part.json()["status"] == "open"
    assert (rest.json()["status"], rest.json()["outstanding"]["amount"]) == ("paid", "0.00")
    assert balances(on_credit) == (31_000, 0)
    assert wallet(on_credit).limit == pesos(500_000)
    assert len(published("customers.invoice.paid")) == 1
    third = mine.post(f"{BASE}/invoices/{row.id}/payments", json={}, key="p3")
    assert third.json()["code"] == "customers.invoice.nothing_owed"


@pytest.mark.parametrize(
    ("funds", "amount", "code"),
    [
        (100, {}, "customers.insufficient_funds"),
        (900_000, {"amount": "119001"}, "customers.invoice.exceeds_owed"),
        (900_000, {"amount": "0"}, "customers.amount_not_positive"),
    ],
)
def test_refuses_a_payment_that_is_none(on_credit, api, funds, amount, code):
    row = invoiced(on_credit)
    fund(on_credit, funds)
    mine = api.as_merchant(on_credit.id)
    answer = mine.post(f"{BASE}/invoices/{row.id}/payments", json=amount)
    assert answer.json()["code"] == code
    assert balances(on_credit) == (funds, 0)


def test_another_merchants_invoice_is_not_found(on_credit, make_merchant, api):
    row = invoiced(on_credit)
    other = api.as_merchant(make_merchant().id)
    assert other.get(f"{BASE}/invoices").json()["results"] == []
    for path in ("", "/electronic-draft", "/charges", "/credit-notes"):
        answer = other.get(f"{BASE}/invoices/{row.id}{path}")
        assert answer.json()["code"] == "customers.invoice.not_found"
    paid = other.post(f"{BASE}/invoices/{row.id}/payments", json={})
    assert paid.json()["code"] == "customers.invoice.not_found"


def test_overdue_debt_stops_new_guides_and_payment_lets_them_go_on(on_credit, api, published):
    row = invoiced(on_credit)
    with days_later(30):
        expire_invoices()
        buy(on_credit, 10)
    with days_later(31):
        assert expire_invoices() == 1
        assert expire_invoices() == 0
        with pytest.raises(DomainError) as refused:
            buy(on_credit, 10)
        assert refused.value.code == "customers.credit.overdue"
        fund(on_credit, 150_000)
        collect_due()
        buy(on_credit, 10)
    told = published("customers.invoice.overdue")
    assert [(t.invoice_id, t.outstanding) for t, _ in told] == [(row.id, pesos(119_000))]
    assert Invoice.objects.get().status == "paid"


def test_the_day_after_its_term_stops_guides_before_anybody_said_so(on_credit):
    invoiced(on_credit)
    with days_later(31), pytest.raises(DomainError) as refused:
        buy(on_credit, 10)
    assert refused.value.code == "customers.credit.overdue"


def test_what_is_due_is_taken_of_what_the_wallet_has(on_credit):
    invoiced(on_credit)
    fund(on_credit, 50_000)
    with days_later(29):
        assert collect_due() == 0
    with days_later(30):
        assert collect_due() == 1
        assert collect_due() == 0
    assert Invoice.objects.get().outstanding == pesos(69_000)
    assert balances(on_credit) == (0, 0)


def test_reminds_five_days_and_one_day_before_once_each(on_credit, published):
    invoiced(on_credit)
    told = []
    for day in (20, 25, 26, 29, 29, 30):
        with days_later(day):
            told.append(remind_of_invoices())
    assert told == [0, 1, 0, 1, 0, 0]
    assert len(published("customers.invoice.due_soon")) == 2


def test_ages_what_is_owed(on_credit, api):
    invoiced(on_credit)
    ages = []
    for day in (30, 31, 60, 61, 120, 121):
        with days_later(day):
            (row,) = api.as_role("analyst").get(f"{BASE}/receivables?owing=true").json()["results"]
        assert row["owed"]["amount"] == "119000.00"
        buckets = ("current", "to_30", "to_60", "to_90", "older")
        ages += [name for name in buckets if row[name]["amount"] == "119000.00"]
    assert ages == ["current", "to_30", "to_30", "to_60", "to_90", "older"]


def test_closing_an_account_that_owes_is_refused(on_credit, api):
    invoiced(on_credit)
    path = f"{BASE}/merchants/{on_credit.id}/closure"
    answer = api.as_role("admin").post(path, json={"reason": "fin"})
    assert answer.json()["code"] == "customers.invoice.outstanding"


def test_without_numbers_in_force_nobody_is_invoiced_and_nothing_is_lost(make_merchant):
    merchant = make_merchant(funds=200_000)
    with clock.at(JANUARY.replace(year=2025)):
        buy(merchant, 1_000)
    with clock.at(FEBRUARY.replace(year=2025)):
        assert run_invoices(actor=TESTS) == []
    with clock.at(FEBRUARY):
        assert [row.total for row in run_invoices(actor=TESTS)] == [pesos(1_000)]


def test_the_electronic_draft_says_what_dian_asks(on_credit, api):
    row = invoiced(on_credit)
    path = f"{BASE}/invoices/{row.id}/electronic-draft"
    draft = api.as_merchant(on_credit.id).get(path).json()["document"]
    assert draft["transmitted"] is False
    assert draft["ID"] == "QTY1"
    assert draft["InvoiceControl"]["AuthorizedInvoices"] == {"Prefix": "QTY", "From": 1, "To": 1000}
    assert draft["AccountingSupplierParty"]["CompanyID"] == {
        "value": "800197268", "schemeID": "4", "schemeName": "31",
    }  # fmt: skip
    assert draft["AccountingCustomerParty"]["CompanyID"] == {
        "value": "890903938", "schemeID": "8", "schemeName": "31",
    }  # fmt: skip
    assert draft["PaymentMeans"] == {"ID": "2", "PaymentDueDate": "2026-03-04"}
    assert draft["LegalMonetaryTotal"]["PayableAmount"] == "119000.00"
    assert date.fromisoformat(draft["IssueDate"]) == date(2026, 2, 2)


@pytest.mark.django_db(databases=["customers"], transaction=True)
def test_the_ledger_agrees_after_invoice_payment_and_note(on_credit):
    row = invoiced(on_credit)
    fund(on_credit, 50_000)
    pay_invoice(invoice_id=row.id, amount=pesos(30_000), actor=TESTS)
    give_credit(invoice_id=row.id, amount=pesos(100_000), reason="no se prestó", actor=TESTS)
    assert not verify_ledger().difference
    assert balances(on_credit) == (31_000, 0)
    assert wallet(on_credit).limit == pesos(500_000)
