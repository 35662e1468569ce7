"""What begins in the back office: applicants, points, partners, payees, charges, fees."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.franchise.models import Charge, Franchise, Partner, Payee, Point, Referral
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.tests.networks import merchant, office, two
from apps.franchise.tests.test_unknown_customers import away, unknown
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.ids import new_id

__all__ = ["office", "two"]
pytestmark = pytest.mark.django_db(databases=["default", "franchise"])
MODELS = ("franchise", "territory", "point", "partner", "referral", "payee", "charge")
POINT = {
    "code": "norte", "name": "Punto Norte", "address": "Calle 1 # 2-3", "dane_code": "Medellín",
    "hours": "lun-vie 8:00-12:00 14:00-18:00\nsáb 09:00-13:00", "services": ["drop_off"],
    "capacity": "80",
}  # fmt: skip


def person(*verbs: str) -> Client:
    user = get_user_model().objects.create_user(
        f"{new_id()}@quenty.test", "x", full_name="Ops", is_staff=True
    )
    names = [f"{verb}_{model}" for verb in verbs for model in MODELS]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def staff() -> Client:
    return person("view", "add", "change")


def page(model, action, pk=None):
    return reverse(f"admin:franchise_{model}_{action}", args=[pk] if pk else [])


def sent(client, path, **form):
    assert client.get(path).status_code == 200
    answer = client.post(path, form)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def test_an_applicant_is_taken_and_its_terms_changed(staff, office):
    form = {"code": "nueva", "name": "Nueva", "customer_id": new_id(), "capital": "5000000"}
    sent(staff, page("franchise", "add_new"), monthly_fee="450000", **form)
    row = Franchise.objects.get()
    assert (row.status, int(row.monthly_fee.amount)) == ("applicant", 450_000)
    change = page("franchise", "change_terms", row.pk)
    assert staff.get(change).context["form"].initial["capital"] == 5_000_000
    sent(staff, change, name="Otra", capital="7000000", monthly_fee="500000")
    row.refresh_from_db()
    assert (row.name, int(row.capital.amount), Payee.objects.get().name) == (
        "Otra", 7_000_000, "Otra",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "field"), [(unknown, "customer_id"), (away, "__all__")], ids=["unknown", "away"]
)
def test_who_is_no_customer_is_shown_at_its_field(staff, office, fake_neighbour, answer, field):
    fake_neighbour(CustomersApi, merchant=answer)
    id_ = new_id()
    forms = {
        page("franchise", "add_new"): {
            "code": "n", "name": "N", "customer_id": id_, "capital": "1", "monthly_fee": "1",
        },
        page("partner", "add_new"): {
            "kind": "ally", "code": "n", "name": "N", "customer_id": id_, "level": "1",
            "starts_on": "2026-01-01",
        },
    }  # fmt: skip
    for path, form in forms.items():
        shown = staff.post(path, form)
        assert list(shown.context["form"].errors) == [field]
    assert not Franchise.objects.exists()
    assert not Partner.objects.exists()


def test_territory_is_claimed_and_released(staff, two):
    franchise = Franchise.objects.get(code="una")
    claim = page("franchise", "claim", franchise.pk)
    taken = staff.post(claim, {"municipalities": "76001"})
    assert "otra franquicia" in taken.context["form"].errors["municipalities"][0]
    sent(staff, claim, municipalities="Envigado")
    mine = franchise.territories.get(municipality=5266)
    sent(staff, page("territory", "release", mine.pk))
    mine.refresh_from_db()
    assert mine.status == "released"


def test_a_point_is_opened_changed_and_shown(staff, two):
    franchise = Franchise.objects.get(code="una")
    path = page("point", "add_new")
    sent(staff, path, franchise=franchise.pk, **POINT)
    row = Point.objects.get(code="norte")
    assert (row.dane_code, row.hours["wed"], row.hours["sat"], "sun" in row.hours) == (
        "05001", [["08:00", "12:00"], ["14:00", "18:00"]], [["09:00", "13:00"]], False,
    )  # fmt: skip
    outside = staff.post(path, {**POINT, "franchise": franchise.pk, "dane_code": "Cali"})
    assert list(outside.context["form"].errors) == ["dane_code"]
    wrong = {"hours": "lun 18:00-08:00"}
    assert list(staff.post(path, {**POINT, **wrong}).context["form"].errors) == ["hours"]
    unread = {"hours": "siempre"}
    assert list(staff.post(path, {**POINT, **unread}).context["form"].errors) == ["hours"]

    change = page("point", "change_settings", row.pk)
    began = staff.get(change).context["form"].initial
    assert began["hours"] == "lun-vie 08:00-12:00 14:00-18:00\nsáb 09:00-13:00"
    sent(staff, change, **{**POINT, "capacity": "90", "hours": began["hours"]})
    row.refresh_from_db()
    assert (row.capacity, row.hours["mon"]) == (90, [["08:00", "12:00"], ["14:00", "18:00"]])
    shown = staff.get(page("point", "change", row.pk)).content.decode()
    assert "lun-vie 08:00-12:00" in shown


def test_a_partner_is_added_brings_a_merchant_and_ends(staff, two):
    form = {
        "kind": "ally", "code": "tienda", "name": "Tienda", "customer_id": new_id(),
        "level": "2", "starts_on": "2026-01-01",
    }  # fmt: skip
    sent(staff, page("partner", "add_new"), **form)
    row = Partner.objects.get(code="tienda")
    brought = new_id()
    refer = page("partner", "refer", row.pk)
    sent(staff, refer, merchant_id=brought)
    assert Referral.objects.get(merchant_id=brought).partner == row
    again = staff.post(refer, {"merchant_id": brought})
    assert list(again.context["form"].errors) == ["merchant_id"]
    sent(staff, page("partner", "end", row.pk), ends_on="2027-01-01")
    row.refresh_from_db()
    assert str(row.ends_on) == "2027-01-01"


def test_a_point_is_made_a_payee_once(staff, two):
    point = two[0]["point"]["id"]
    path = page("payee", "add_new")
    sent(staff, path, point=point, customer_id=new_id())
    assert Payee.objects.get(pk=point).kind == "point"
    again = staff.post(path, {"point": point, "customer_id": new_id()})
    assert again.context["form"].non_field_errors()
    none = staff.post(path, {"customer_id": new_id()})
    assert none.context["form"].non_field_errors()


def test_a_claim_is_charged_and_the_months_fees_are_invoiced_once(staff, two):
    seed_commissions()
    payee = two[0]["franchise"]["id"]
    form = {
        "payee": payee, "kind": "claim", "number": "r-7", "concept": "Pérdida",
        "due_on": "2027-01-20",
    }  # fmt: skip
    path = page("charge", "add_new")
    nothing = staff.post(path, {**form, "amount": "0"})
    assert list(nothing.context["form"].errors) == ["amount"]
    sent(staff, path, amount="80000", **form)
    assert int(Charge.objects.get().total.amount) == 80_000
    taken = staff.post(path, {**form, "amount": "80000"})
    assert list(taken.context["form"].errors) == ["number"]

    today = clock.today().isoformat()
    for _ in range(2):
        sent(staff, page("charge", "run_fees"), period=today)
        assert Charge.objects.filter(kind="fee").count() == 2
    ahead = staff.post(page("charge", "run_fees"), {"period": "2100-01-01"})
    assert list(ahead.context["form"].errors) == ["period"]


def test_a_certificate_that_nobody_can_give_says_why(staff, two):
    path = page("payee", "certificate", two[0]["agent"]["id"])
    answer = staff.get(path, follow=True)
    assert "razón social" in answer.content.decode()


def test_who_may_only_look_begins_nothing(two):
    client = person("view")
    made = two[0]
    paths = [
        page(model, "add_new") for model in ("franchise", "point", "partner", "payee", "charge")
    ]
    paths += [
        page("charge", "run_fees"),
        page("franchise", "claim", made["franchise"]["id"]),
        page("franchise", "change_terms", made["franchise"]["id"]),
        page("point", "change_settings", made["point"]["id"]),
        page("partner", "refer", made["agent"]["id"]),
        page("partner", "end", made["agent"]["id"]),
    ]
    assert {client.post(path).status_code for path in paths} == {403}
    assert client.get(page("charge", "changelist")).status_code == 200


def test_a_franchise_of_a_customer_that_is_gone_is_still_shown(staff, office, fake_neighbour):
    franchise = office.apply()
    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked, status="closed"))
    assert staff.get(page("franchise", "change", franchise["id"])).status_code == 200
