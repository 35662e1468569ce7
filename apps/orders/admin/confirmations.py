"""Confirmations: where each stands, and finishing those that are stuck."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.decorators import display

from apps.orders import services
from apps.orders.admin.acting import for_each, link
from apps.orders.models import Confirmation
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos

STATUS_COLOURS = {
    "charged": "success",
    "refunded": "info",
    "failed": "danger",
    "started": "warning",
    "held": "warning",
    "issued": "warning",
    "undo_due": "warning",
    "refund_due": "warning",
}


@admin.register(Confirmation)
class ConfirmationAdmin(ReadOnlyAdmin):
    list_display = (
        "of_order",
        "attempt",
        "shown_status",
        "offer",
        "amount",
        "failure",
        "tries",
        "created_at",
    )
    list_filter = ("status", "failure", "created_at")
    search_fields = ("order__reference", "order__id", "hold_id", "guide__number")
    list_select_related = ("order", "offer")
    actions = ("finish",)

    @display(description="orden")
    def of_order(self, row: Confirmation) -> str:
        return link(row.order)

    @display(description="estado", ordering="status", label=STATUS_COLOURS)
    def shown_status(self, row: Confirmation) -> str:
        return row.status

    @display(description="cobro", ordering="charge")
    def amount(self, row: Confirmation) -> str:
        return pesos(row.charge)

    @admin.action(description="Terminar o deshacer ahora", permissions=["change"])
    def finish(self, request: HttpRequest, rows: "QuerySet[Confirmation]") -> None:
        for_each(request, rows, lambda row: services.take_up(confirmation_id=row.pk))
