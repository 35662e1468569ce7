"""Invoices: a merchant's own, or everybody's for staff."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from apps.customers.api.routes import ADMIN, WALLET_READ, WALLET_WRITE, routes
from apps.customers.selectors import invoices as selectors
from apps.customers.selectors.merchants import merchant_of
from apps.customers.services.invoices.notes import give_credit
from apps.customers.services.invoices.pay import pay_invoice
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.customers.models import CreditNote, Invoice, InvoicedPosting

READ = allow(
    Role.MERCHANT,
    Role.SUPPORT,
    Role.CREDIT_OFFICER,
    Role.ANALYST,
    Role.ADMIN,
    scope="wallet:read",
)
STATES = ["open", "overdue", "paid"]


class InvoiceLineOut(Serializer):
    """`base`, `percent`: of a tax, where its code says the rate."""

    kind = serializers.CharField()
    amount = serializers.DecimalField(max_digits=18, decimal_places=2)
    base = serializers.DecimalField(max_digits=18, decimal_places=2, allow_null=True)
    percent = serializers.CharField(allow_null=True)


class InvoiceOut(Serializer):
    """`total` = `net` + `tax`; what the wallet had is paid of it, `owed` is on credit, and
    `outstanding` is left of that. `credited`: taken back by credit notes."""

    id = serializers.UUIDField()
    customer_id = serializers.UUIDField(source="merchant_id")
    number = serializers.CharField()
    status = serializers.ChoiceField(choices=STATES)
    net = f.Money()
    tax = f.Money()
    total = f.Money()
    owed = f.Money()
    outstanding = f.Money()
    credited = f.Money()
    issued_on = serializers.DateField()
    due_on = serializers.DateField()
    paid_at = serializers.DateTimeField(allow_null=True)
    lines = InvoiceLineOut(many=True)
    taxes = InvoiceLineOut(many=True)


class InvoiceFilters(Serializer):
    status = serializers.ChoiceField(choices=STATES, required=False)
    customer_id = serializers.UUIDField(required=False, help_text="For staff")


class InvoicedOut(Serializer):
    """`reference_id`: the order or guide. `amount`: taxes included."""

    posting_id = serializers.UUIDField()
    reference_id = serializers.UUIDField(allow_null=True)
    description = serializers.CharField(source="posting.description")
    amount = f.Money()
    posted_at = serializers.DateTimeField(source="posting.created_at")


class CreditNoteOut(Serializer):
    id = serializers.UUIDField()
    invoice_id = serializers.UUIDField()
    number = serializers.CharField()
    amount = f.Money()
    reason = serializers.CharField()
    issued_on = serializers.DateField()
    lines = InvoiceLineOut(many=True)
    taxes = InvoiceLineOut(many=True)


class CreditNoteBody(Serializer):
    amount = f.Amount()
    reason = f.Text(max_length=300)


class InvoicePaymentBody(Serializer):
    """`amount`: all that is owed where none is given."""

    amount = f.Amount(required=False)


class ElectronicDraftOut(Serializer):
    """`document`: names of DIAN's Anexo técnico 1.9. Nothing is transmitted."""

    number = serializers.CharField()
    document = serializers.DictField()


class CreditOut(Serializer):
    """`limit`: how far below zero wallet and unpaid invoices may go together. `days`: until an
    invoice is due. `owed`: of unpaid invoices; `overdue`: past its day, which stops guides."""

    limit = f.Money()
    days = serializers.IntegerField()
    cycle = serializers.CharField()
    owed = f.Money()
    overdue = f.Money()


@routes.list(
    "invoices",
    item=InvoiceOut,
    query=InvoiceFilters,
    ordering=("created_at", "due_on"),
    access=READ,
    operation="customers_invoices",
    summary="Invoices",
)
def list_invoices(call: Call) -> "QuerySet[Invoice]":
    return selectors.invoices(call.principal, **call.query)


@routes.get(
    "invoices/{invoice_id}",
    answer=InvoiceOut,
    access=READ,
    operation="customers_invoice",
    summary="An invoice",
)
def show_invoice(call: Call, invoice_id: UUID) -> "Invoice":
    return selectors.invoice(call.principal, invoice_id)


@routes.get(
    "invoices/{invoice_id}/electronic-draft",
    answer=ElectronicDraftOut,
    access=READ,
    operation="customers_invoice_draft",
    summary="An invoice as data ready for electronic invoicing; it is not transmitted",
)
def show_draft(call: Call, invoice_id: UUID) -> dict[str, Any]:
    row = selectors.invoice(call.principal, invoice_id)
    return {"number": row.number, "document": row.draft}


@routes.list(
    "invoices/{invoice_id}/charges",
    item=InvoicedOut,
    ordering=("created_at",),
    access=READ,
    operation="customers_invoice_charges",
    summary="What an invoice is made of, guide by guide",
)
def list_charges(call: Call, invoice_id: UUID) -> "QuerySet[InvoicedPosting]":
    return selectors.invoiced_postings(call.principal, invoice_id)


@routes.list(
    "invoices/{invoice_id}/credit-notes",
    item=CreditNoteOut,
    ordering=("created_at",),
    access=READ,
    operation="customers_credit_notes",
    summary="Credit notes of an invoice",
)
def list_notes(call: Call, invoice_id: UUID) -> "QuerySet[CreditNote]":
    return selectors.notes(call.principal, invoice_id)


@routes.post(
    "invoices/{invoice_id}/credit-notes",
    body=CreditNoteBody,
    answer=CreditNoteOut,
    access=ADMIN,
    operation="customers_credit_note_give",
    summary="Take part of an invoice back: of its debt first, the rest into the wallet",
)
def give_note(call: Call, invoice_id: UUID) -> "CreditNote":
    return give_credit(invoice_id=invoice_id, actor=call.actor, **call.body)


@routes.post(
    "invoices/{invoice_id}/payments",
    body=InvoicePaymentBody,
    answer=InvoiceOut,
    status=200,
    access=WALLET_WRITE,
    operation="customers_invoice_pay",
    summary="Pay an invoice from my wallet",
)
def pay(call: Call, invoice_id: UUID) -> "Invoice":
    row = selectors.invoice(call.principal, invoice_id)
    return pay_invoice(invoice_id=row.id, amount=call.body.get("amount"), actor=call.actor)


@routes.get(
    "credit",
    answer=CreditOut,
    access=WALLET_READ,
    operation="customers_credit",
    summary="My credit: terms and debt",
)
def show_credit(call: Call) -> dict[str, Any]:
    return selectors.credit_of(merchant_of(call.principal).id)
