"""Operators' invoices in the back office: taken from a file, and decided upon by two people."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.franchise.models import DisputeStep, InvoiceLine, OperatorInvoice
from apps.franchise.tests.conftest import csv_file
from apps.franchise.tests.test_invoices import HEADER, good, guides, priced, send

__all__ = ["priced"]

pytestmark = pytest.mark.django_db(databases=["default", "franchise"])
VIEW = ("view_operator", "view_operatorinvoice", "view_invoiceline", "view_disputestep")
ALL = (*VIEW, "add_operatorinvoice", "change_operatorinvoice")


def staff(name: str, *codenames: str) -> Client:
    user = get_user_model().objects.create_user(
        f"{name}@quenty.test", "x", full_name=name, is_staff=True
    )
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


def page(model: str, name: str, *args: object) -> str:
    return reverse(f"admin:franchise_{model}_{name}", args=args)


def test_the_screens_of_invoices_render(desk, priced):
    client = staff("ops", *VIEW)
    invoice = send(desk, priced, ["NADA,1.000,local,4000"]).json()
    for model in ("operatorinvoice", "invoiceline"):
        assert client.get(page(model, "changelist")).status_code == 200
    assert client.get(page("operatorinvoice", "change", invoice["id"])).status_code == 200
    decide = page("operatorinvoice", "decide", invoice["id"])
    assert client.post(decide, {"action": "claim", "reason": "x"}).status_code == 403
    taking = page("operator", "take_invoice", priced["operator_id"])
    assert client.get(taking).status_code == 403


def test_a_file_is_taken_or_its_faults_are_shown(priced):
    client = staff("ops", *ALL)
    (guide,) = guides(priced, 1)
    where = page("operator", "take_invoice", priced["operator_id"])

    bad = csv_file(f"{HEADER}\nG1,-1,national,9000\n")
    shown = client.post(where, {"number": "F-1", "file": bad})
    assert (shown.status_code, "weight_kg" in shown.content.decode()) == (200, True)
    assert not OperatorInvoice.objects.exists()

    right = csv_file(f"{HEADER}\n{good(guide)}\n")
    taken = client.post(where, {"number": "F-1", "file": right})
    invoice = OperatorInvoice.objects.get()
    assert taken["Location"] == page("operatorinvoice", "change", invoice.pk)
    assert (invoice.number, invoice.source, invoice.faults) == ("F-1", "file.csv", 0)
    again = client.post(where, {"number": "F-1", "file": csv_file(f"{HEADER}\n{good(guide)}\n")})
    assert "ya fue recibida" in again.content.decode()


def test_a_line_is_claimed_and_agreed_upon_by_two_people(desk, priced):
    one, two = staff("uno", *ALL), staff("dos", *ALL)
    invoice = send(desk, priced, ["NADA,1.000,local,4000", "NADIE,1.000,local,3000"]).json()
    claim = {"action": "claim", "reason": "No es nuestra", "reference": "R-1"}
    one.post(page("operatorinvoice", "decide", invoice["id"]), claim, follow=True)
    row = InvoiceLine.objects.order_by("line").first()
    where = page("invoiceline", "decide", row.pk)
    agreed = {"action": "resolve", "amount": "1500", "reason": "Acta 3", "reference": ""}

    first = one.post(where, agreed, follow=True).content.decode()
    assert ("1 línea espera a una segunda persona" in first, "Hecho." in first) == (True, False)
    alone = one.post(where, agreed)
    assert "segunda persona" in alone.content.decode()
    assert "Hecho." in two.post(where, agreed, follow=True).content.decode()

    row.refresh_from_db()
    kept = OperatorInvoice.objects.get()
    assert (row.dispute, str(row.agreed.amount)) == ("resolved", "1500.00")
    assert (kept.undecided, str(kept.payable.amount)) == (1, "1500.00")
    assert DisputeStep.objects.filter(row=row).count() == 3
    looked = one.get(page("invoiceline", "change", row.pk)).content.decode()
    assert "Acta 3" in looked
    assert "$ 1.500" in looked
