"""Invoices, credit and payouts in the back office: every page opens, decisions act."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from apps.customers.models import BankPayout, CreditProposal, Invoice
from apps.customers.services.bank.batches import make_batch
from apps.customers.tests.billing import BASE, days_later, invoiced, ranges
from apps.customers.tests.money import TESTS, balances, fund, pesos
from apps.customers.tests.test_bank_payouts import LATER, account, ask, earn, rate
from quenty.kernel import clock

__all__ = ["ranges", "rate"]
pytestmark = pytest.mark.django_db(databases="__all__")
MODELS = (
    "invoice", "creditnote", "numberrange", "billingterms", "creditproposal",
    "bankaccount", "bankpayout", "bankbatch", "gmfrate",
)  # fmt: skip


def chief(name="sol"):
    user = get_user_model().objects.create_superuser(f"{name}@quenty.co", "x", full_name="Sol")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def owing(make_merchant, api, ranges):
    """A merchant with an invoice of 119,000, paid in part, and 90,000,000 proposed to it."""
    merchant, officer = make_merchant(), api.as_role("credit_officer")
    for limit in ("500000", "90000000"):
        body = {"limit": limit, "days": 30, "cycle": "monthly"}
        officer.post(f"{BASE}/merchants/{merchant.id}/credit", json=body)
    invoiced(merchant)
    return merchant


@pytest.fixture
def paid_out(make_merchant, api, rate):
    """A merchant with one payout in a file and one that waits for two people."""
    merchant = make_merchant()
    account(api, merchant)
    with clock.at(LATER):
        earn(merchant, 40_000_000)
        ask(api, merchant, 1_000_000)
        make_batch(actor=TESTS)
        ask(api, merchant, 15_000_000)
    return merchant


def decide(client, row, name, **data):
    where = reverse(f"admin:customers_{row._meta.model_name}_decide", args=[row.pk, name])
    return client.post(where, data, headers={"Accept-Language": "es"})


def test_every_page_opens(owing, paid_out):
    client = chief()
    fund(owing, 20_000)
    invoice = Invoice.objects.get()
    decide(client, invoice, "collect")
    decide(client, invoice, "credit", amount="11900", reason="mal cobrada")
    invoice.refresh_from_db()
    assert (invoice.outstanding, invoice.credited) == (pesos(87_100), pesos(11_900))
    for model in MODELS:
        where = reverse(f"admin:customers_{model}_changelist")
        listed = client.get(where)
        assert listed.status_code == 200, model
        row = listed.context["cl"].result_list[0]
        page = client.get(reverse(f"admin:customers_{model}_change", args=[row.pk]))
        assert page.status_code == 200, model


def test_credit_is_proposed_on_a_merchants_page_and_approved_by_another(owing):
    first, second = chief("sol"), chief("luna")
    proposal = CreditProposal.objects.get(status="proposed")
    decide(first, owing, "credit", amount="30000000", days="15", cycle="weekly")
    own = CreditProposal.objects.get(limit=pesos(30_000_000))
    assert "dos personas" in decide(first, own, "approve").content.decode()
    assert decide(second, own, "approve").status_code == 302
    assert decide(second, proposal, "reject").status_code == 302
    states = dict(CreditProposal.objects.values_list("limit", "status"))
    assert states[pesos(30_000_000)] == "approved"
    assert states[pesos(90_000_000)] == "rejected"


def test_what_the_bank_said_is_told_on_a_payouts_page(paid_out):
    client = chief()
    ready = BankPayout.objects.get(amount=pesos(1_000_000))
    with clock.at(LATER):
        assert decide(client, ready.batch, "send").status_code == 302
        assert decide(client, ready, "fail", reason="cuenta cerrada").status_code == 302
    waiting = BankPayout.objects.get(status="waiting")
    assert decide(client, waiting, "cancel", reason="no").status_code == 302
    assert balances(paid_out) == (40_000_000, 0)


def test_an_overdue_invoice_is_found_by_its_state(owing):
    with days_later(31):
        Invoice.objects.update(status="overdue")
        listed = chief().get(reverse("admin:customers_invoice_changelist") + "?status=overdue")
    assert listed.context["cl"].result_count == 1
