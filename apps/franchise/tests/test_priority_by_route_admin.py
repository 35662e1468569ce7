"""Priorities by route in the back office."""

import pytest
from django.urls import reverse

from apps.franchise.models import RoutePriority
from apps.franchise.tests.test_admin import staff

pytestmark = pytest.mark.django_db(databases=["default", "franchise"])


def page(name, *args):
    return reverse(f"admin:franchise_routepriority_{name}", args=args)


def test_a_route_is_added_changed_and_dropped_through_the_services(desk, service, published):
    client = staff(*(f"{verb}_routepriority" for verb in ("view", "add", "change", "delete")))
    form = {"operator": service["operator_id"], "service": "", "zone": "", "priority": 5}

    wrong = client.post(page("add"), {**form, "origin": "Macondo", "destination": ""})
    assert (wrong.status_code, "Macondo" in wrong.content.decode()) == (200, True)
    added = client.post(page("add"), {**form, "origin": "Bogotá", "destination": "05"})
    assert added.status_code == 302
    row = RoutePriority.objects.get()
    assert (row.origin, row.destination, row.service_id) == ("11001", "05", None)

    assert client.post(page("change", row.pk), {"priority": 8}).status_code == 302
    row.refresh_from_db()
    assert row.priority == 8
    listed = client.get(page("changelist")).content.decode()
    assert "Bogotá" in listed
    assert "Antioquia" in listed
    assert client.post(page("delete", row.pk), {"post": "yes"}).status_code == 302
    assert not RoutePriority.objects.exists()
    assert len(published("franchise.service.changed")) == 4
