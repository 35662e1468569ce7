"""Every list of the back office survives whatever is posted to it."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.test import Client, RequestFactory
from django.urls import reverse

from quenty.kernel.contexts import CONTEXTS
from quenty.kernel.ids import new_id
from quenty.platform.store.staff_admin import StaffAdmin

pytestmark = pytest.mark.django_db(databases=[context.alias for context in CONTEXTS.values()])

# Parked events have pages of their own, without actions of Django's kind.
LISTED = {m: a for m, a in admin.site._registry.items() if m._meta.label != "platform.Inbox"}
MALFORMED = ("abc", "-1", "1e400", "\x00", "9" * 40, "", "{}", "0f" * 40)
NOTHING = {
    "es": "Se deben seleccionar elementos",
    "en": "Items must be selected",
}


@pytest.fixture
def person() -> Any:
    user = get_user_model()(pk=new_id(), email="chief@example.test", is_staff=True)
    user.is_active = user.is_superuser = True
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def staff(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def every_action(person: Any) -> list[tuple[str, str]]:
    request = RequestFactory().get("/")
    request.user = person
    return [
        (reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), action)
        for model, registered in LISTED.items()
        for action in registered.get_actions(request)
    ]


def test_every_admin_is_one_of_ours() -> None:
    assert [a for a in admin.site._registry.values() if not isinstance(a, StaffAdmin)] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_malformed_choice_is_no_choice_and_says_so(
    staff: Client, person: Any, language: str
) -> None:
    actions = every_action(person)
    assert len(actions) > 20
    for page, action in actions:
        staff.cookies.pop("messages", None)
        answer = staff.post(
            page,
            {"action": action, "_selected_action": "abc", "index": "0"},
            headers={"Accept-Language": language},
        )

        assert (answer.status_code, answer["Location"]) == (302, page), action
        (told,) = get_messages(answer.wsgi_request)
        assert str(told).startswith(NOTHING[language])


@pytest.mark.parametrize("chosen", MALFORMED)
def test_no_choice_whatever_breaks_a_list(staff: Client, person: Any, chosen: str) -> None:
    for page, action in every_action(person):
        answer = staff.post(page, {"action": action, "_selected_action": chosen})

        assert answer.status_code in (200, 302), (page, action)
