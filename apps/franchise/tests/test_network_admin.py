"""The network in the back office: its screens, and a franchise led through its life."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.franchise.tests.networks import PDF, ROOT, office, two

__all__ = ["office", "two"]
pytestmark = pytest.mark.django_db(databases=["default", "franchise"])


@pytest.fixture
def staff() -> Client:
    user = get_user_model().objects.create_user(
        "ops@quenty.test", "x", full_name="Ops", is_staff=True
    )
    names = [f"{v}_{m}" for v in ("view", "change") for m in ("franchise", "territory", "point")]
    names += ["view_partner", "view_referral"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.mark.parametrize("model", ["franchise", "territory", "point", "partner", "referral"])
def test_every_screen_of_the_network_renders(staff, two, model):
    listed = staff.get(reverse(f"admin:franchise_{model}_changelist") + "?q=una")
    assert listed.status_code == 200
    pk = {
        "franchise": two[0]["franchise"]["id"],
        "point": two[0]["point"]["id"],
        "partner": two[0]["agent"]["id"],
    }.get(model)
    if pk:
        page = staff.get(reverse(f"admin:franchise_{model}_change", args=[pk]))
        assert page.status_code == 200


def test_a_franchise_is_led_through_its_life_in_the_back_office(staff, office):
    franchise = office.apply("nueva")
    steps = [
        ("evaluate", {"municipalities": "Medellín\n05266"}),
        ("approve", {}),
        ("contract", {"file": SimpleUploadedFile("c.pdf", PDF)}),
        ("activate", {}),
        ("suspend", {"reason": "deuda"}),
        ("terminate", {"reason": "fin"}),
    ]
    seen, page = [], reverse("admin:franchise_franchise_change", args=[franchise["id"]])
    for step, form in steps:
        path = reverse(f"admin:franchise_franchise_{step}", args=[franchise["id"]])
        assert f'href="{path}"' in staff.get(page).content.decode(), step
        assert staff.get(path).status_code == 200
        assert staff.post(path, form).status_code == 302, step
        state = office.client.get(f"{ROOT}/franchises/{franchise['id']}").json()["status"]
        seen.append(state)
    assert seen == ["in_evaluation", "approved", "approved", "active", "suspended", "terminated"]
    shown = staff.get(page).content.decode()
    sha256 = office.client.get(f"{ROOT}/franchises/{franchise['id']}").json()["contract_sha256"]
    assert sha256[:16] + "<wbr>" + sha256[16:32] in shown
    assert not [step for step, _ in steps if reverse(
        f"admin:franchise_franchise_{step}", args=[franchise["id"]]) in shown]  # fmt: skip


def test_a_refusal_is_told_above_the_form(staff, office):
    franchise = office.apply("nueva")
    path = reverse("admin:franchise_franchise_evaluate", args=[franchise["id"]])
    unknown = staff.post(path, {"municipalities": "Atlantis"})
    refused = staff.post(reverse("admin:franchise_franchise_activate", args=[franchise["id"]]), {})
    assert "Esto no es un municipio: Atlantis" in unknown.content.decode()
    assert refused.status_code == 200
    assert office.client.get(f"{ROOT}/franchises/{franchise['id']}").json()["status"] == "applicant"
