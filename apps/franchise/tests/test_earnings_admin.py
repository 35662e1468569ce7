"""Commissions and settlements in the back office."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from apps.franchise.models import Commission, CommissionRule, Payee, Settlement, TaxRate
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.services.commissions.note_guides import note_delivered, note_generated
from apps.franchise.tests.deliveries import delivered, generated
from apps.franchise.tests.networks import merchant, office
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["default", "franchise"])
MODELS = ("commission", "commissionrule", "taxrate", "payee", "guidecopy", "settlement")


@pytest.fixture
def settled(office, fake_neighbour):
    fake_neighbour(
        CustomersApi,
        merchant=lambda **asked: merchant(**asked),
        pay_settlement=lambda **asked: new_id(),
        resend_payout=lambda **asked: new_id(),
    )
    with clock.at(datetime(2026, 12, 5, 15, tzinfo=UTC)):
        seed_commissions()
        agent, whose = office.partner(), new_id()
        office.good(office.post(f"partners/{agent['id']}/merchants", merchant_id=str(whose)))
        guide = generated(customer_id=whose, freight=1_000_000)
        note_generated([guide])
        note_delivered([delivered(guide)])
        office.good(office.post("settlement-runs", period="2026-11-01"))
        yield Settlement.objects.get()


@pytest.fixture
def staff() -> Client:
    user = get_user_model().objects.create_user(
        "ops@quenty.test", "x", full_name="Ops", is_staff=True
    )
    names = [f"view_{model}" for model in MODELS] + ["change_settlement"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_a_month_is_looked_at_and_settled_in_the_back_office(staff, settled, office):
    page = reverse("admin:franchise_settlement_run")
    Commission.objects.update(status="pending", settlement=None)
    Settlement.objects.all().delete()
    open_month = staff.post(page, {"period": "2026-12-01", "dry_run": "on"})
    looked = staff.post(page, {"period": "2026-11-10", "dry_run": "on"})
    written = Settlement.objects.count()
    done = staff.post(page, {"period": "2026-11-10"})
    again = staff.post(page, {"period": "2026-11-10"})

    assert "2026-12" in str(open_month.context["form"].non_field_errors())
    assert written == 0
    assert [looked.context["plans"][0][name] for name in ("commissions", "net")] == [
        1, done.context["plans"][0]["net"],
    ]  # fmt: skip
    assert Settlement.objects.count() == 1
    assert [str(plan["outcome"]) for plan in again.context["plans"]] == ["su mes ya está liquidado"]


def test_who_may_only_look_settles_nothing(staff, settled):
    user = get_user_model().objects.get(email="ops@quenty.test")
    user.user_permissions.remove(Permission.objects.get(codename="change_settlement"))
    page = reverse("admin:franchise_settlement_run")
    assert staff.post(page, {"period": "2026-11-10"}).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_every_screen_of_earnings_renders(staff, settled, model):
    listed = staff.get(reverse(f"admin:franchise_{model}_changelist") + "?q=a")
    assert listed.status_code == 200
    rows = {
        "commission": Commission, "commissionrule": CommissionRule, "taxrate": TaxRate,
        "payee": Payee, "settlement": Settlement,
    }  # fmt: skip
    if model in rows:
        pk = rows[model].objects.first().pk
        assert staff.get(reverse(f"admin:franchise_{model}_change", args=[pk])).status_code == 200


def test_a_settlement_is_led_through_its_life(staff, settled):
    seen = []
    for step, form in (
        ("approve", {}),
        ("pay", {}),
        ("payment_returned", {"reason": "cuenta cerrada"}),
        ("pay", {}),
    ):
        path = reverse(f"admin:franchise_settlement_{step}", args=[settled.pk])
        assert staff.get(path).status_code == 200
        assert staff.post(path, form).status_code == 302, step
        settled.refresh_from_db()
        seen.append(settled.status)
    assert seen == ["approved", "paid", "reopened", "paid"]
    statement = staff.get(reverse("admin:franchise_settlement_statement", args=[settled.pk]))
    assert statement.content.startswith(b"%PDF-")
    book = staff.get(reverse("admin:franchise_settlement_statement_xlsx", args=[settled.pk]))
    assert load_workbook(BytesIO(book.content)).sheetnames
    page = staff.get(reverse("admin:franchise_settlement_change", args=[settled.pk]))
    assert "Retefuente: $ 50.000 × 11 % = $ 5.500" in page.content.decode()


def test_a_refusal_is_shown_and_changes_nothing(staff, settled):
    answer = staff.post(reverse("admin:franchise_settlement_pay", args=[settled.pk]), {})
    assert answer.status_code == 200
    settled.refresh_from_db()
    assert settled.status == "calculated"


def test_one_person_has_two_eyes_in_the_back_office_and_by_api(staff, settled, api):
    Settlement.objects.update(net=Money(5_000_001, COP))
    user = get_user_model().objects.get(email="ops@quenty.test")
    page = reverse("admin:franchise_settlement_approve", args=[settled.pk])
    first = staff.post(page, follow=True).content.decode()
    assert "Falta la de una segunda persona" in first
    assert "Hecho." not in first
    path = f"/api/v1/franchise/settlements/{settled.pk}/approve"
    with clock.at(datetime(2026, 12, 5, 15, tzinfo=UTC)):
        same = api.as_role("admin", sub=user.pk).post(path)
        other = api.as_role("admin").post(path)
    assert same.json()["code"] == "franchise.settlement.second_approver"
    assert other.json()["status"] == "approved"
