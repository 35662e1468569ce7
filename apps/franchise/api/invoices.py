"""Operators' invoices over HTTP."""

from typing import TYPE_CHECKING
from uuid import UUID

from rest_framework import serializers

from apps.franchise.api.reports import refuse_faults
from apps.franchise.api.routes import READ, WRITE, routes
from apps.franchise.domain.disputes import STATUSES
from apps.franchise.domain.invoices import FAULTS
from apps.franchise.selectors import invoices as selectors
from apps.franchise.services.reconcile_invoice import reconcile_invoice as take
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.franchise.models import InvoiceLine, OperatorInvoice


class InvoiceUpload(Serializer):
    """`guide,weight_kg,zone,amount` as CSV or XLSX; amounts without tax."""

    file = serializers.FileField(allow_empty_file=True)
    number = f.Text(max_length=40)


class InvoiceOut(serializers.Serializer):
    """`disputed`: what is billed beyond what we owe. `undecided`: differences that are open or
    claimed. `payable`: what may be paid, of each difference what was agreed."""

    id = serializers.UUIDField()
    operator_id = serializers.UUIDField()
    number = serializers.CharField()
    lines = serializers.IntegerField()
    faults = serializers.IntegerField()
    billed = f.Money()
    disputed = f.Money()
    undecided = serializers.IntegerField()
    payable = f.Money()
    created_at = serializers.DateTimeField()


class InvoiceFilters(Serializer):
    operator = serializers.UUIDField(required=False)


class InvoiceLineOut(serializers.Serializer):
    line = serializers.IntegerField(help_text="Of the file")
    guide = serializers.CharField()
    weight_g = serializers.IntegerField()
    zone = serializers.CharField()
    amount = f.Money()
    expected = f.Money()
    fault = serializers.CharField(allow_blank=True)
    dispute = serializers.CharField(allow_blank=True)
    agreed = f.Money(allow_null=True)


class LineFilters(Serializer):
    fault = serializers.ChoiceField(choices=FAULTS, required=False)
    faulty = serializers.BooleanField(required=False)
    dispute = serializers.ChoiceField(choices=STATUSES, required=False)


@routes.post(
    "operators/{operator_id}/invoices",
    upload=True,
    body=InvoiceUpload,
    answer=InvoiceOut,
    access=WRITE,
)
def reconcile_invoice(call: Call, operator_id: UUID) -> "OperatorInvoice | None":
    """Hold an operator's invoice against our guides"""
    file = call.body["file"]
    done = take(
        operator_id=operator_id,
        number=call.body["number"],
        data=file.read(),
        source=(file.name or "")[:200],
        actor=call.actor,
    )
    refuse_faults(done.report, dry_run=False, language=call.language)
    return done.invoice


@routes.list(
    "operator-invoices",
    item=InvoiceOut,
    query=InvoiceFilters,
    ordering=("created_at",),
    access=READ,
)
def list_operator_invoices(call: Call) -> "QuerySet[OperatorInvoice]":
    """Operators' invoices"""
    return selectors.invoices(call.principal, **call.query)


@routes.get("operator-invoices/{invoice_id}", answer=InvoiceOut, access=READ)
def get_operator_invoice(call: Call, invoice_id: UUID) -> "OperatorInvoice":
    """An operator's invoice"""
    return selectors.invoice(call.principal, invoice_id)


@routes.list(
    "operator-invoices/{invoice_id}/lines",
    item=InvoiceLineOut,
    query=LineFilters,
    ordering=("line",),
    access=READ,
)
def list_invoice_lines(call: Call, invoice_id: UUID) -> "QuerySet[InvoiceLine]":
    """The lines of an invoice, each with its fault"""
    return selectors.lines(call.principal, invoice_id, **call.query)
