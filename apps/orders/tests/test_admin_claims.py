"""Losses that turned up, in the back office: one list, and two people take back what was paid."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.orders.models import Claim, Guide, GuideCorrection
from apps.orders.tests.collecting import BASE
from apps.orders.tests.test_claims import claim

pytestmark = pytest.mark.django_db(databases="__all__")


def url(model: Any, what: str, *args: Any) -> str:
    return reverse(f"admin:orders_{model._meta.model_name}_{what}", args=args)


@pytest.fixture
def office(client: Any) -> Any:
    """`office(name)`: the back office of that person."""

    def enter(name: str) -> Any:
        people = get_user_model().objects
        mail = f"{name}@quenty.co"
        person = people.filter(email=mail).first() or people.create_superuser(
            email=mail, password="x"
        )
        client.force_login(person)
        return client

    return enter


@pytest.fixture
def paid(confirmed, collecting, merchant) -> Claim:
    guide = confirmed()
    collecting.tell(guide, "lost")
    opened = claim(merchant, guide).json()
    body = {"amount": "50000", "recover": "50000", "reason": "x"}
    collecting.staff.post(f"{BASE}/claims/{opened['id']}/pay", json=body)
    return Claim.objects.get()


def act(office: Any, row: Any, name: str, **data: Any) -> Any:
    return office.post(url(type(row), name, row.pk), data)


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_two_fields_of_its_page_have_one_name(office, paid, language) -> None:
    page = office("ana").get(url(Claim, "change", paid.pk), headers={"Accept-Language": language})
    labels = re.findall(r"<label[^>]*>\s*([^<]*?)\s*:?\s*</label>", page.content.decode())
    twice = {label for label in labels if labels.count(label) > 1}
    assert len(labels) > 20
    assert not twice


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_loss_that_turned_up_is_corrected_and_taken_back(
    office, paid, collecting, language
) -> None:
    number = paid.guide.number
    collecting.tell({"number": number}, "delivered")
    first = office("ana")
    first.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    claims, guides = url(Claim, "changelist"), url(Guide, "changelist")
    assert number in first.get(f"{claims}?turned_up=yes").content.decode()
    assert number in first.get(f"{guides}?lost=seen").content.decode()
    assert first.get(url(Claim, "appeared", paid.pk)).status_code == 200

    asked = act(first, paid, "appeared", to="delivered", reason="lo firmó el destinatario")
    assert asked.status_code == 302
    chosen = {"action": "approve", "_selected_action": [str(GuideCorrection.objects.get().pk)]}
    first.post(url(GuideCorrection, "changelist"), chosen)
    assert Guide.objects.get().status == "lost"
    office("luis").post(url(GuideCorrection, "changelist"), chosen)

    paid.refresh_from_db()
    assert (Guide.objects.get().status, paid.status) == ("delivered", "overturned")
    assert number not in first.get(f"{claims}?turned_up=yes").content.decode()
    assert number not in first.get(f"{guides}?lost=seen").content.decode()
    assert first.get(url(Claim, "change", paid.pk)).status_code == 200


def test_a_claim_of_what_arrived_is_taken_back_on_its_own(office, paid, collecting, api) -> None:
    # Found and on its way again by a correction, and then delivered.
    where = f"{BASE}/guides/{paid.guide.number}/corrections"
    asked = collecting.staff.post(where, json={"to": "in_transit", "reason": "en bodega"})
    path = f"{BASE}/corrections/{asked.json()['id']}/decision"
    assert api.as_role("admin").post(path, json={"approve": True}).status_code == 200
    collecting.tell({"number": paid.guide.number}, "delivered")

    assert act(office("ana"), paid, "appeared", to="delivered", reason="llegó").status_code == 302
    assert act(office("ana"), paid, "overturn").status_code == 200
    assert act(office("luis"), paid, "keep").status_code == 302
    act(office("ana"), paid, "appeared", to="delivered", reason="llegó")
    assert paid.guide.number in (
        office("luis").get(url(Claim, "changelist") + "?turned_up=asked").content.decode()
    )
    assert act(office("luis"), paid, "overturn").status_code == 302

    paid.refresh_from_db()
    assert paid.status == "overturned"


def test_news_that_is_not_so_is_dismissed(office, paid, collecting) -> None:
    collecting.tell({"number": paid.guide.number}, "delivered")
    assert act(office("ana"), paid, "not_appeared", reason="otro paquete").status_code == 302
    paid.refresh_from_db()
    assert (paid.turned_up_at, paid.status) == (None, "paid")
