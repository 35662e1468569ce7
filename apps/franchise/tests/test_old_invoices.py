"""Invoices that were reconciled before their differences had a life of their own."""

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from apps.franchise.models import InvoiceLine, OperatorInvoice
from apps.franchise.tests.deliveries import pesos
from quenty.platform.db.migrate import as_owner, migrate_context

pytestmark = pytest.mark.django_db(databases=["franchise"], transaction=True)
BEFORE = ("franchise", "0014_priority_by_route")
# Billed, what we owe by our own cost, fault.
LINES = [
    (10_000, 10_000, ""), (15_000, 12_000, "weight"), (9_000, 11_000, "amount"),
    (8_000, 0, "unknown_guide"),
]  # fmt: skip


def keep_as_before(operator_id, lines):
    with as_owner("franchise") as alias:
        executor = MigrationExecutor(connections[alias])
        executor.migrate([BEFORE])
        old = executor.loader.project_state([BEFORE]).apps
        invoice = old.get_model("franchise", "OperatorInvoice").objects.using(alias).create(
            operator_id=operator_id, number=f"FV-{len(lines)}", lines=len(lines),
            faults=sum(bool(fault) for _, _, fault in lines),
            billed=pesos(sum(billed for billed, _, _ in lines)), disputed=pesos(0),
        )  # fmt: skip
        old.get_model("franchise", "InvoiceLine").objects.using(alias).bulk_create(
            old.get_model("franchise", "InvoiceLine")(
                invoice=invoice, line=n, guide=f"G{n}", weight_g=1000, zone="local",
                amount=pesos(billed), expected=pesos(expected), fault=fault,
            )
            for n, (billed, expected, fault) in enumerate(lines, 2)
        )  # fmt: skip
        return invoice.pk


@pytest.fixture
def migrated():
    """The tables as they are now again, whatever comes between."""
    yield
    migrate_context("franchise")


def test_their_differences_are_open_and_what_we_owe_may_be_paid(desk, migrated):
    operator = desk.register()
    kept = keep_as_before(operator["id"], LINES)
    assert "franchise.0015_invoice_disputes" in migrate_context("franchise")

    invoice = OperatorInvoice.objects.get(pk=kept)
    # 10,000 and, of the others, the lesser of what is billed and what we owe.
    assert (invoice.undecided, invoice.payable) == (3, pesos(10_000 + 12_000 + 9_000))
    assert dict(InvoiceLine.objects.values_list("fault", "dispute")) == {
        "": "", "weight": "open", "amount": "open", "unknown_guide": "open",
    }  # fmt: skip
    path = f"/api/v1/franchise/operator-invoices/{kept}/disputes"
    body = {"action": "claim", "reason": "peso", "reference": "R-1"}
    assert desk.client.post(path, json=body).status_code == 200


def test_one_without_lines_is_owed_nothing(desk, migrated):
    kept = keep_as_before(desk.register()["id"], [])
    migrate_context("franchise")
    assert OperatorInvoice.objects.get(pk=kept).payable == pesos(0)
