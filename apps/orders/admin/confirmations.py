"""Confirmations: where each stands, and finishing those that are stuck."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.orders import services
from apps.orders.admin.acting import for_each, link
from apps.orders.models import Checkout, Confirmation
from apps.orders.services.checkout.carry_on import carry_on_checkout
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


CHECKOUT_COLOURS = {
    "confirmed": "success",
    "refunded": "info",
    "failed": "danger",
    "started": "warning",
    "awaiting": "warning",
    "paid": "warning",
    "refunding": "warning",
}


@admin.register(Checkout)
class CheckoutAdmin(ReadOnlyAdmin):
    list_display = (
        "of_order",
        "shown_status",
        "topped_up",
        "method",
        "failure",
        "actor",
        "created_at",
    )
    list_filter = ("status", "method", "livemode", "created_at")
    search_fields = ("order__reference", "order__id", "top_up_id", "customer_id")
    list_select_related = ("order",)
    actions = ("go_on",)

    @display(description=_("orden"))
    def of_order(self, row: Checkout) -> str:
        return link(row.order)

    @display(description=_("estado"), ordering="status", label=CHECKOUT_COLOURS)
    def shown_status(self, row: Checkout) -> str:
        return row.status

    @display(description=_("recarga"), ordering="amount")
    def topped_up(self, row: Checkout) -> str:
        return pesos(row.amount)

    @admin.action(description=_("Terminar o deshacer ahora"), permissions=["change"])
    def go_on(self, request: HttpRequest, rows: "QuerySet[Checkout]") -> None:
        for_each(request, rows, lambda row: carry_on_checkout(row.pk))
