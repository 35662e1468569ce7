"""Invoices, their credit notes and numbers."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from apps.customers.admin.decisions import AmountForm, DecidedAdmin, Decision, ReasonForm
from apps.customers.admin.shown import OfMerchant, link, pesos
from apps.customers.models import CreditNote, Invoice, InvoicePayment, NumberRange
from apps.customers.services.invoices.notes import give_credit
from apps.customers.services.invoices.pay import collect_invoice
from quenty.kernel.money import COP, Money
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import told

CHANGE = "customers.change_invoice"


class CreditForm(AmountForm, ReasonForm):
    """Of an invoice, taxes included."""

    field_order = ("amount", "reason")


class _Listed(TabularInline):
    extra = 0
    can_delete = False

    @display(description=_("valor"))
    def amount_shown(self, row: Any) -> str:
        return pesos(row.amount)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class PaymentInline(_Listed):
    model = InvoicePayment
    fields = ("created_at", "amount_shown", "posting", "actor")
    readonly_fields = fields


class NoteInline(_Listed):
    model = CreditNote
    fields = ("number", "issued_on", "amount_shown", "reason", "actor")
    readonly_fields = fields


@admin.register(Invoice)
class InvoiceAdmin(OfMerchant, DecidedAdmin):
    list_display = (
        "number",
        "merchant_shown",
        "total_shown",
        "outstanding_shown",
        "issued_on",
        "due_on",
        "status_shown",
    )
    list_filter = ("status", "issued_on", "due_on")
    search_fields = ("number", "merchant__display_name", "merchant__document_number", "id")
    list_select_related = ("merchant",)
    date_hierarchy = "issued_on"
    inlines = (PaymentInline, NoteInline)
    fields = (
        "decisions_shown",
        "number",
        "merchant_shown",
        "status_shown",
        "lines_shown",
        "total_shown",
        "owed_shown",
        "outstanding_shown",
        "credited_shown",
        "issued_on",
        "due_on",
        "paid_at",
        "posting_shown",
        "draft_shown",
        "id",
    )
    decisions = (
        Decision(
            "collect",
            _("Cobrar de la billetera"),
            CHANGE,
            lambda row, actor, data: collect_invoice(invoice_id=row.pk, actor=actor),
            lambda row: row.status != Invoice.Status.PAID,
        ),
        Decision(
            "credit",
            _("Nota crédito"),
            CHANGE,
            lambda row, actor, data: give_credit(
                invoice_id=row.pk, amount=data["amount"], reason=data["reason"], actor=actor
            ),
            lambda row: row.credited < row.total,
            CreditForm,
        ),
    )

    @display(description=_("renglones"))
    def lines_shown(self, row: Invoice) -> str:
        parts = [
            f"{told(line['kind'])}: {pesos(Money(line['amount'], COP))}"
            for line in (*row.lines, *row.taxes)
        ]
        return " · ".join(parts)

    @display(description=_("total"), ordering="total")
    def total_shown(self, row: Invoice) -> str:
        return pesos(row.total)

    @display(description=_("a crédito"))
    def owed_shown(self, row: Invoice) -> str:
        return pesos(row.owed)

    @display(description=_("por pagar"), ordering="outstanding")
    def outstanding_shown(self, row: Invoice) -> str:
        return pesos(row.outstanding)

    @display(description=_("acreditado"))
    def credited_shown(self, row: Invoice) -> str:
        return pesos(row.credited)

    @display(description=_("asiento"))
    def posting_shown(self, row: Invoice) -> str:
        return link("ledgerposting", row.posting_id, row.posting_id)

    @display(description=_("borrador electrónico"))
    def draft_shown(self, row: Invoice) -> str:
        text = json.dumps(row.draft, ensure_ascii=False, indent=2)
        return format_html('<pre class="overflow-x-auto text-xs">{}</pre>', text)

    @display(
        description=_("estado"),
        ordering="status",
        label={"paid": "success", "overdue": "danger", "open": "info"},
    )
    def status_shown(self, row: Invoice) -> tuple[str, str]:
        return row.status, row.get_status_display()


@admin.register(CreditNote)
class CreditNoteAdmin(ReadOnlyAdmin):
    list_display = ("number", "invoice_shown", "amount_shown", "issued_on", "reason")
    list_filter = ("issued_on",)
    search_fields = ("number", "invoice__number", "invoice__merchant__display_name")
    list_select_related = ("invoice",)
    fields = ("number", "invoice_shown", "amount_shown", "issued_on", "reason", "actor", "id")

    @display(description=_("factura"))
    def invoice_shown(self, row: CreditNote) -> str:
        return link("invoice", row.invoice_id, row.invoice)

    @display(description=_("valor"), ordering="amount")
    def amount_shown(self, row: CreditNote) -> str:
        return pesos(row.amount)


@admin.register(NumberRange)
class NumberRangeAdmin(ReadOnlyAdmin):
    list_display = (
        "kind", "prefix", "first", "last", "next", "valid_from", "valid_to", "issuer_name",
    )  # fmt: skip
    list_filter = ("kind",)
    search_fields = ("prefix", "resolution", "issuer_name")
    fields = (
        "kind", "prefix", "first", "last", "next", "resolution", "valid_from", "valid_to",
        "issuer_name", "issuer_nit", "issuer_digit", "id",
    )  # fmt: skip
