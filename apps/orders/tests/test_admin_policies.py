"""Policies in the back office: limits in pesos, and what is refused told in words."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from apps.orders.models import ShippingPolicy
from quenty.kernel import clock
from quenty.kernel.money import COP, Money

# The admin's front counts the queues of every context.
pytestmark = pytest.mark.django_db(databases="__all__")
ADD = "admin:orders_shippingpolicy_add"


@pytest.fixture
def office(client):
    client.force_login(get_user_model().objects.create_superuser(email="a@quenty.co", password="x"))
    return client


def rule(**changes):
    return {"code": "r", "title": "Regla", "valid_from": str(clock.today()), **changes}


def test_a_limit_in_pesos_is_published(office) -> None:
    answer = office.post(reverse(ADD), rule(max_cod="250000", max_declared="1000000"))

    assert answer.status_code == 302, answer.context["errors"]
    row = ShippingPolicy.objects.get()
    assert (row.max_cod, row.max_declared) == (Money(250_000, COP), Money(1_000_000, COP))
    assert office.get(reverse("admin:orders_shippingpolicy_change", args=[row.pk])).status_code


def test_a_policy_that_limits_nothing_is_refused_in_words(office) -> None:
    for language, said in (("es", "prohíbe o limita algo"), ("en", "forbids or limits something")):
        answer = office.post(reverse(ADD), rule(), headers={"Accept-Language": language})

        assert answer.status_code == 200
        assert said in answer.content.decode()
    assert not ShippingPolicy.objects.exists()


@pytest.mark.parametrize("days", [0, -3])
def test_dates_that_do_not_fit_are_refused_in_words(days, office) -> None:
    ends = str(clock.today() + timedelta(days=days))
    added = office.post(reverse(ADD), rule(forbids="on", valid_to=ends))
    office.post(reverse(ADD), rule(forbids="on"))
    row = ShippingPolicy.objects.get()

    ended = office.post(
        reverse("admin:orders_shippingpolicy_change", args=[row.pk]), {"valid_to": ends}
    )
    again = office.post(reverse(ADD), rule(forbids="on"))

    for answer in (added, ended, again):
        assert answer.status_code == 200
        assert answer.context["errors"]
    row.refresh_from_db()
    assert row.valid_to is None
