"""The admin: what staff sees, what its decisions do, and who may not."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.customers.domain.kyc import DocumentKind
from apps.customers.models import (
    Hold,
    KycCase,
    KycDocument,
    LedgerAccount,
    LedgerEntry,
    LedgerPosting,
    Merchant,
    TopUp,
)
from apps.customers.services.kyc.upload_document import upload_document
from apps.customers.services.ledger.chain_postings import chain_postings
from apps.customers.services.ledger.place_hold import place_hold
from apps.customers.services.ledger.verify_ledger import LedgerCheck
from apps.customers.services.topups.pay_in_sandbox import pay_in_sandbox
from apps.customers.services.topups.start_top_up import start_top_up
from apps.customers.tests.files import png
from apps.customers.tests.money import TESTS, balances, pesos
from quenty.kernel.ids import new_id
from quenty.kernel.spanish import SPANISH

# The sidebar counts what is parked anywhere.
pytestmark = pytest.mark.django_db(databases="__all__")
MODELS = (
    "merchant",
    "kyccase",
    "kycdocument",
    "ledgeraccount",
    "ledgerposting",
    "ledgerentry",
    "hold",
    "topup",
    "ledgercheck",
    "ledgerblock",
)


def page(model, row=None, what="change"):
    if row is None:
        return reverse(f"admin:customers_{model}_changelist")
    return reverse(f"admin:customers_{model}_{what}", args=[row.pk])


def decision(model, row, name):
    return reverse(f"admin:customers_{model}_decide", args=[row.pk, name])


@pytest.fixture
def staff(client):
    """A client logged in with these permissions; all of them when none is named."""

    def enter(*codenames, client=client):
        users = get_user_model().objects
        email = f"{new_id().hex}@quenty.co"
        if codenames:
            user = users.create_user(email, "x", is_staff=True, full_name="Sol")
            wanted = Permission.objects.filter(
                content_type__app_label="customers", codename__in=codenames
            )
            assert wanted.count() == len(codenames)
            user.user_permissions.set(wanted)
        else:
            user = users.create_superuser(email, "x", full_name="Sol")
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def rows(make_merchant):
    """Something of everything."""

    def make():
        merchant = make_merchant(funds=12_500)
        place_hold(
            idempotency_key=str(new_id()),
            merchant=merchant,
            amount=pesos(2_500),
            purpose="freight",
            reference_id=new_id(),
            expires_in_seconds=60,
            actor=TESTS,
        )
        top_up = start_top_up(merchant=merchant, amount=pesos(50_000), method="pse")
        pay_in_sandbox(top_up_id=top_up.id)
        upload_document(merchant=merchant, kind=DocumentKind.ID_FRONT, content=png(), actor=TESTS)
        LedgerCheck.objects.create(accounts=1, entries=1, seconds=0.1)
        chain_postings()
        return merchant

    return make


@pytest.mark.parametrize("model", MODELS)
def test_every_list_is_searched_and_every_row_opens(staff, rows, model):
    merchant, client = rows(), staff()

    shown = client.get(page(model))
    found = client.get(f"{page(model)}?q={merchant.display_name}")
    row = shown.context["cl"].result_list[0]

    assert (shown.status_code, found.status_code) == (200, 200)
    opened = client.get(page(model, row))
    assert opened.status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_lists_take_the_same_queries_for_few_rows_and_for_many(staff, rows, model):
    rows()
    client = staff()

    def count():
        with CaptureQueriesContext(connections["customers"]) as queries:
            assert client.get(page(model)).status_code == 200
        return len(queries)

    few = count()
    for _ in range(4):
        rows()

    assert count() == few


def test_money_and_documents_are_written_as_people_do(staff, rows):
    merchant, client = rows(), staff()

    text = client.get(page("merchant", merchant)).content.decode()
    holds = client.get(page("hold")).content.decode()

    assert "$ 60.000 disponibles, $ 2.500 retenidos, cupo $ 0" in text
    assert f"CC {merchant.document_number}" in text
    assert "$ 2.500" in holds


def test_an_entrys_account_is_said_in_words(staff, rows):
    rows()
    client, entry = staff(), LedgerEntry.objects.first()
    for model, row in (("ledgerentry", None), ("ledgerposting", entry.posting)):
        text = client.get(page(model, row)).content.decode()
        assert SPANISH[entry.account.purpose] in text
        assert f">{entry.account.purpose}" not in text


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_added_edited_or_deleted_by_hand(staff, rows, model):
    rows()
    client = staff()
    row = client.get(page(model)).context["cl"].result_list[0]

    assert client.get(reverse(f"admin:customers_{model}_add")).status_code == 403
    assert client.get(page(model, row, "delete")).status_code == 403


def test_a_posted_form_changes_nothing(staff, rows):
    merchant, client = rows(), staff()

    client.post(page("merchant", merchant), {"display_name": "Robado", "status": "closed"})

    merchant.refresh_from_db()
    assert (merchant.display_name, merchant.status) == ("Tienda Ñandú", "active")


def test_staff_with_permissions_suspends_by_a_form_and_not_by_a_link(staff, rows, published):
    merchant, client = rows(), staff("view_merchant", "suspend_merchant")
    where = decision("merchant", merchant, "suspend")

    assert where in client.get(page("merchant", merchant)).content.decode()
    assert client.get(where).status_code == 200
    assert Merchant.objects.get(pk=merchant.pk).status == "active"
    assert client.post(where, {"reason": ""}).status_code == 200
    assert Merchant.objects.get(pk=merchant.pk).status == "active"

    done = client.post(where, {"reason": "Fraude"})

    assert done.status_code == 302
    assert Merchant.objects.get(pk=merchant.pk).status == "suspended"
    ((told, envelope),) = published("customers.customer.suspended")
    assert (told.reason, envelope.actor.split(":")[0]) == ("Fraude", "staff")
    again = client.post(where, {"reason": "Fraude"})
    assert "no admite" in again.content.decode()


def test_staff_that_may_only_look_decides_nothing(staff, rows):
    merchant, client = rows(), staff("view_merchant", "view_topup")
    top_up = TopUp.objects.get()

    assert "decide" not in client.get(page("merchant", merchant)).content.decode()
    for model, row, name in (("merchant", merchant, "suspend"), ("topup", top_up, "reverse")):
        assert client.post(decision(model, row, name), {"reason": "x"}).status_code == 403
    assert client.get(page("ledgeraccount")).status_code == 403
    assert Merchant.objects.get(pk=merchant.pk).status == "active"


def test_sizes_and_limits_are_decisions(staff, rows):
    merchant, client = rows(), staff("view_merchant", "resize_merchant", "limit_wallet")

    client.post(decision("merchant", merchant, "large"))
    client.post(decision("merchant", merchant, "limit"), {"amount": "100000"})
    refused = client.post(decision("merchant", merchant, "limit"), {"amount": "-1"})

    assert Merchant.objects.get(pk=merchant.pk).size == "large"
    wallet = LedgerAccount.objects.get(owner_id=merchant.pk, purpose="wallet_available")
    assert wallet.floor == -10_000_000
    assert refused.status_code == 200


def test_a_top_up_is_taken_back(staff, rows):
    merchant, client = rows(), staff("view_topup", "reverse_topup")
    top_up = TopUp.objects.get()

    done = client.post(decision("topup", top_up, "reverse"), {"reason": "Contracargo"})

    assert done.status_code == 302
    assert TopUp.objects.get().status == "reversed"
    assert balances(merchant) == (10_000, 2_500)
    assert LedgerPosting.objects.filter(kind="reversal").count() == 1


def test_high_risk_takes_two_pairs_of_eyes(staff, make_merchant):
    merchant = make_merchant(kyc="", status="prospect")
    case = KycCase.objects.create(merchant=merchant, level="basic", status="in_review", risk="high")
    where = decision("kyccase", case, "approve")
    client = staff("view_kyccase", "review_kyccase")

    assert client.post(where).status_code == 302
    assert "dos revisores distintos" in client.post(where).content.decode()
    assert KycCase.objects.get().status == "in_review"
    assert staff("view_kyccase", "review_kyccase").post(where).status_code == 302

    assert KycCase.objects.get().status == "approved"
    assert Merchant.objects.get(pk=merchant.pk).status == "active"


def test_a_document_is_seen_through_a_signed_link_by_reviewers(staff, rows):
    rows()
    document = KycDocument.objects.get()
    where = reverse("admin:customers_kycdocument_look", args=[document.pk])

    assert staff("view_kycdocument").get(where).status_code == 403
    sent = staff("view_kycdocument", "review_kyccase").get(where)

    assert sent.status_code == 302
    assert "/api/v1/customers/kyc/files/" in sent["Location"]


def test_who_is_no_staff_does_not_get_in(client):
    assert client.get(page("merchant")).status_code == 302
    assert (Hold.objects.count(), LedgerEntry.objects.count()) == (0, 0)
