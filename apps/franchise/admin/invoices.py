"""Operators' invoices in the back office."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.franchise.admin.base import pesos
from apps.franchise.admin.network import LookAdmin
from apps.franchise.models import InvoiceLine, OperatorInvoice


@admin.register(OperatorInvoice)
class OperatorInvoiceAdmin(LookAdmin):
    list_display = ("number", "operator", "lines", "faults", "shown_billed", "shown_disputed")
    list_filter = ("operator",)
    search_fields = ("number",)
    list_select_related = ("operator",)

    @display(description=_("billed"), ordering="billed")
    def shown_billed(self, row: OperatorInvoice) -> str:
        return pesos(row.billed)

    @display(description=_("disputed"), ordering="disputed")
    def shown_disputed(self, row: OperatorInvoice) -> str:
        return pesos(row.disputed)


@admin.register(InvoiceLine)
class InvoiceLineAdmin(LookAdmin):
    list_display = ("invoice", "line", "guide", "fault", "shown_amount", "shown_expected")
    list_filter = ("fault", "invoice")
    search_fields = ("guide",)
    list_select_related = ("invoice",)

    @display(description=_("amount"), ordering="amount")
    def shown_amount(self, row: InvoiceLine) -> str:
        return pesos(row.amount)

    @display(description=_("expected"), ordering="expected")
    def shown_expected(self, row: InvoiceLine) -> str:
        return pesos(row.expected)
