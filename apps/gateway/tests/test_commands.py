"""Commands and seeds."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from apps.gateway.models import Delivery, SigningKey, User
from apps.gateway.seeds import DEMO_ADMIN, PASSWORD_VARIABLE, seed
from apps.gateway.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(databases=["default"])


def _create(*arguments):
    out = StringIO()
    call_command("create_staff", *arguments, stdout=out)
    return out.getvalue()


def test_creates_staff_with_a_password_from_the_environment(monkeypatch, client):
    monkeypatch.setenv("QUENTY_STAFF_PASSWORD", PASSWORD)
    assert "support" in _create("Eva@quenty.co", "--role", "support")
    user = User.objects.get(email="eva@quenty.co")
    assert (user.is_staff, user.is_superuser, user.roles) == (True, False, ["support"])
    assert user.check_password(PASSWORD)


def test_sends_a_link_instead(monkeypatch):
    monkeypatch.delenv("QUENTY_STAFF_PASSWORD", raising=False)
    _create("eva@quenty.co", "--role", "support", "--role", "analyst", "--send-link")
    assert Delivery.objects.get().template == "reset_password"
    assert {group.name for group in User.objects.get().groups.all()} == {"support", "analyst"}


@pytest.mark.parametrize(
    ("password", "arguments"),
    [
        ("1234", ("eva@quenty.co", "--role", "support")),
        (PASSWORD, ("eva@quenty.co", "--role", "merchant")),
        (PASSWORD, ("eva@quenty.co",)),
        ("", ("eva@quenty.co", "--role", "support")),
    ],
)
def test_says_why_not(monkeypatch, password, arguments):
    monkeypatch.setenv("QUENTY_STAFF_PASSWORD", password)
    with pytest.raises(CommandError):
        _create(*arguments)
    assert not User.objects.exists()


def test_seeds_groups_key_and_demo_admin_once(monkeypatch, log_in):
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    told = []
    seed(told.append)
    seed(told.append)
    assert set(Group.objects.values_list("name", flat=True)) == {
        "support",
        "analyst",
        "admin",
        "credit_officer",
    }
    assert SigningKey.objects.count() == 1
    assert User.objects.get().email == DEMO_ADMIN
    assert any(DEMO_ADMIN in line for line in told)
    assert log_in(DEMO_ADMIN).get("/api/v1/gateway/users").status_code == 200


def test_seeds_no_admin_without_a_password(monkeypatch):
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    seed()
    assert not User.objects.exists()
    assert Group.objects.count() == 4


def test_a_groups_permissions_follow_the_code():
    seed()
    group = Group.objects.get(name="analyst")
    group.permissions.clear()
    seed()
    names = set(group.permissions.values_list("codename", flat=True))
    assert "view_inbox" in names
    assert not any(name.startswith(("change_", "delete_", "add_")) for name in names)
