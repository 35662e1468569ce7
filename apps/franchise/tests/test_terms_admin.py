"""Rules, tax rows and tax profiles, set in the back office through the services."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.franchise.models import CommissionRule, Payee, PayerProfile, TaxRate
from apps.franchise.tests.networks import office

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["default", "franchise"])
MAY = (
    "add_commissionrule", "change_commissionrule", "add_taxrate", "add_payerprofile",
    "change_payee",
)  # fmt: skip
RULE = {
    "code": "diciembre", "scope": "agent", "concept": "commission", "basis": "freight",
    "bands": "0 5\n50 6,5", "measure": "guides", "method": "marginal", "maximum": "20000",
    "valid_from": "2026-12-01",
}  # fmt: skip
RATE = {
    "tax": "reteica", "place": "Medellín", "rate": "0.7", "from_uvt": "0",
    "valid_from": "2027-01-01",
}  # fmt: skip
PAYER = {
    "valid_from": "2027-01-01", "agent_for": ["retefuente", "reteica"],
    "ica_places": "Bogotá\n05001", "name": "Quenty S.A.S.", "nit": "999000101-0",
    "address": "Calle 72 # 10-07", "dane_code": "11001",
}  # fmt: skip


@pytest.fixture
def staff() -> Client:
    user = get_user_model().objects.create_user("t@quenty.test", "x", full_name="T", is_staff=True)
    views = [f"view_{m}" for m in ("commissionrule", "taxrate", "payerprofile", "payee")]
    user.user_permissions.set(Permission.objects.filter(codename__in=[*MAY, *views]))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def new(model):
    return reverse(f"admin:franchise_{model}_add_new")


def test_a_rule_is_added_and_ended(staff):
    assert staff.get(new("commissionrule")).status_code == 200
    assert staff.post(new("commissionrule"), RULE).status_code == 302
    rule = CommissionRule.objects.get()
    assert rule.bands == [{"from": "0", "percent": "5"}, {"from": "50", "percent": "6.5"}]
    assert (rule.maximum.amount, rule.payee, rule.size) == (20_000, None, "")
    shown = staff.get(reverse("admin:franchise_commissionrule_change", args=[rule.pk]))
    assert "50: 6.5 %" in shown.content.decode()
    end = reverse("admin:franchise_commissionrule_end", args=[rule.pk])
    assert staff.get(end).status_code == 200
    assert staff.post(end, {"valid_to": "2027-01-01"}).status_code == 302
    rule.refresh_from_db()
    assert str(rule.valid_to) == "2027-01-01"
    later = staff.post(end, {"valid_to": "2028-01-01"})
    assert list(later.context["form"].errors) == ["valid_to"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"bands": "cero cinco"}, "bands"),
        ({"bands": "10 5"}, "bands"),
        ({"bands": "0 101"}, "bands"),
        ({"basis": "fixed"}, "fixed"),
        ({"minimum": "30000"}, "maximum"),
        ({"scope": "nobody"}, "scope"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_at_its_field(staff, changes, field):
    page = staff.post(new("commissionrule"), {**RULE, **changes})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert not CommissionRule.objects.exists()


def test_a_tax_row_is_added_once(staff):
    assert staff.get(new("taxrate")).status_code == 200
    assert staff.post(new("taxrate"), RATE).status_code == 302
    assert TaxRate.objects.get().place == "05001"
    again = staff.post(new("taxrate"), RATE)
    nowhere = staff.post(new("taxrate"), {**RATE, "place": "Macondo"})
    assert list(again.context["form"].errors) == ["valid_from"]
    assert list(nowhere.context["form"].errors) == ["place"]
    assert TaxRate.objects.count() == 1
    shown = staff.get(reverse("admin:franchise_taxrate_changelist")).content.decode()
    assert "ReteICA" in shown
    assert "Medellín (05001)" in shown


def test_a_payer_profile_is_added_with_its_names(staff):
    assert staff.get(new("payerprofile")).status_code == 200
    part = staff.post(new("payerprofile"), {**PAYER, "nit": ""})
    assert list(part.context["form"].errors) == ["nit"]
    assert staff.post(new("payerprofile"), PAYER).status_code == 302
    row = PayerProfile.objects.get()
    assert (row.nit, row.ica_places) == ("999000101-0", ["11001", "05001"])
    shown = staff.get(reverse("admin:franchise_payerprofile_change", args=[row.pk]))
    text = shown.content.decode()
    assert "Retefuente, ReteICA" in text
    assert "Bogotá, D.C. (11001), Medellín (05001)" in text


def test_a_payees_tax_profile_is_set(staff, office):
    payee = Payee.objects.get(pk=office.partner()["id"])
    page = reverse("admin:franchise_payee_taxes", args=[payee.pk])
    assert staff.get(page).context["form"]["person"].value() == "legal"
    sent = {"person": "natural", "iva_responsible": "on", "self_withholds": ["reteica"],
            "municipality": "Bogotá"}  # fmt: skip
    assert staff.post(page, sent).status_code == 302
    payee.refresh_from_db()
    assert (payee.person, payee.iva_responsible, payee.filer) == ("natural", True, False)
    assert (payee.self_withholds, payee.municipality) == (["reteica"], "11001")
    shown = staff.get(reverse("admin:franchise_payee_change", args=[payee.pk]))
    assert "ReteICA" in shown.content.decode()


@pytest.mark.parametrize("model", ["commissionrule", "taxrate", "payerprofile"])
def test_who_may_only_look_adds_nothing(staff, model):
    user = get_user_model().objects.get(email="t@quenty.test")
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    assert staff.post(new(model), RULE).status_code == 403
