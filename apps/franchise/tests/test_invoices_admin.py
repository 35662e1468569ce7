"""Operators' invoices in the back office."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.franchise.tests.test_invoices import priced, send

__all__ = ["priced"]

pytestmark = pytest.mark.django_db(databases=["default", "franchise"])


def test_the_screens_of_invoices_render(desk, priced):
    user = get_user_model().objects.create_user(
        "ops@quenty.test", "x", full_name="Ops", is_staff=True
    )
    names = ("view_operatorinvoice", "view_invoiceline")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    admin_client = Client()
    admin_client.force_login(user)
    invoice = send(desk, priced, ["NADA,1.000,local,4000"]).json()
    for model in ("operatorinvoice", "invoiceline"):
        listed = admin_client.get(reverse(f"admin:franchise_{model}_changelist"))
        assert listed.status_code == 200
    page = reverse("admin:franchise_operatorinvoice_change", args=[invoice["id"]])
    assert admin_client.get(page).status_code == 200
