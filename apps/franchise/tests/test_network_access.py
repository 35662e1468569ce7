"""What a franchisee's token opens: its own, on every route, and nothing else."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.franchise.tests.networks import PDF, ROOT, office
from quenty.kernel.ids import new_id

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["default", "franchise"])
LISTS = ("franchises", "territories", "points", "partners", "referrals")


@pytest.fixture
def two(office):
    """Two franchises with a point, an agent and a merchant brought each."""
    made = []
    for code, at in (("una", "05001"), ("otra", "76001")):
        franchise = office.active(code, at)
        point = office.open_point(franchise, f"punto-{code}")
        agent = office.partner(code=f"agente-{code}", franchise_id=franchise["id"])
        office.good(office.post(f"partners/{agent['id']}/merchants", merchant_id=str(new_id())))
        made.append({"franchise": franchise, "point": point, "agent": agent})
    return made


def pages(of: dict) -> list[str]:
    franchise = f"{ROOT}/franchises/{of['franchise']['id']}"
    return [
        franchise,
        f"{franchise}/contract",
        f"{ROOT}/points/{of['point']['id']}",
        f"{ROOT}/partners/{of['agent']['id']}",
    ]


def test_a_franchisee_sees_its_own_and_nothing_of_another(api, two):
    own, other = two
    client = api.as_role("franchisee", franchise_id=own["franchise"]["id"])

    lists = {name: client.get(f"{ROOT}/{name}").json()["results"] for name in LISTS}

    assert {name: len(rows) for name, rows in lists.items()} == dict.fromkeys(LISTS, 1)
    assert lists["franchises"][0]["id"] == own["franchise"]["id"]
    assert lists["points"][0]["id"] == own["point"]["id"]
    assert lists["referrals"][0]["partner_id"] == own["agent"]["id"]
    assert [client.get(path).status_code for path in pages(own)] == [200] * 4
    assert [client.get(path).status_code for path in pages(other)] == [404] * 4
    asked = client.get(f"{ROOT}/points?franchise={other['franchise']['id']}")
    assert asked.json()["results"] == []


def test_a_franchisee_without_a_franchise_sees_nothing(api, two):
    client = api.as_role("franchisee")
    assert all(client.get(f"{ROOT}/{name}").json()["results"] == [] for name in LISTS)


def test_a_franchisee_changes_nothing(api, two):
    own = two[0]
    client = api.as_role("franchisee", franchise_id=own["franchise"]["id"])
    franchise, point = pages(own)[0], pages(own)[2]
    writes = [
        ("POST", f"{ROOT}/franchises"),
        ("PATCH", franchise),
        *(("POST", f"{franchise}/{a}") for a in ("evaluate", "contract", "approve", "activate")),
        *(("POST", f"{franchise}/{a}") for a in ("suspend", "terminate", "territories")),
        ("DELETE", f"{franchise}/territories/5001"),
        ("POST", f"{ROOT}/points"),
        ("PATCH", point),
        ("POST", f"{point}/close"),
        ("POST", f"{ROOT}/partners"),
        ("POST", f"{pages(own)[3]}/end"),
        ("POST", f"{pages(own)[3]}/merchants"),
    ]
    assert {client.request(method, path).status_code for method, path in writes} == {403}


@pytest.mark.parametrize("role", ["merchant", "driver", "operator", "credit_officer"])
def test_others_are_refused(api, two, role):
    client = api.as_role(role, customer_id=new_id())
    assert {client.get(f"{ROOT}/{name}").status_code for name in LISTS} == {403}
    assert {client.get(path).status_code for path in pages(two[0])} == {403}


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
    seen = []
    for step, form in steps:
        path = reverse(f"admin:franchise_franchise_{step}", args=[franchise["id"]])
        assert staff.get(path).status_code == 200
        assert staff.post(path, form).status_code == 302, step
        state = office.client.get(f"{ROOT}/franchises/{franchise['id']}").json()["status"]
        seen.append(state)
    assert seen == ["in_evaluation", "approved", "approved", "active", "suspended", "terminated"]


def test_a_refusal_is_told_above_the_form(staff, office):
    franchise = office.apply("nueva")
    path = reverse("admin:franchise_franchise_evaluate", args=[franchise["id"]])
    unknown = staff.post(path, {"municipalities": "Atlantis"})
    refused = staff.post(reverse("admin:franchise_franchise_activate", args=[franchise["id"]]), {})
    assert "Atlantis" in unknown.content.decode()
    assert refused.status_code == 200
    assert office.client.get(f"{ROOT}/franchises/{franchise['id']}").json()["status"] == "applicant"
