"""Holds to look at."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.customers.admin.shown import OfMerchant, pesos
from apps.customers.models import Hold
from quenty.platform.store.read_only import ReadOnlyAdmin


@admin.register(Hold)
class HoldAdmin(OfMerchant, ReadOnlyAdmin):
    list_display = (
        "created_at",
        "merchant",
        "amount_shown",
        "captured_shown",
        "refunded_shown",
        "status_shown",
        "purpose",
        "expires_at",
    )
    list_filter = ("status", "purpose", "merchant__livemode")
    search_fields = ("id", "reference_id", "merchant__display_name", "merchant__id")
    list_select_related = ("merchant",)
    fields = (
        "merchant_shown",
        "amount_shown",
        "captured_shown",
        "refunded_shown",
        "status_shown",
        "purpose",
        "reference_id",
        "reason",
        "created_at",
        "expires_at",
        "ended_at",
        "id",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hold]:
        rows: QuerySet[Hold] = super().get_queryset(request)
        return rows.select_related("merchant")

    @display(description=_("valor"), ordering="amount")
    def amount_shown(self, row: Hold) -> str:
        return pesos(row.amount)

    @display(description=_("cobrado"), ordering="captured")
    def captured_shown(self, row: Hold) -> str:
        return pesos(row.captured)

    @display(description=_("devuelto"), ordering="refunded")
    def refunded_shown(self, row: Hold) -> str:
        return pesos(row.refunded)

    @display(
        description=_("estado"), ordering="status", label={"open": "info", "captured": "success"}
    )
    def status_shown(self, row: Hold) -> tuple[str, str]:
        return row.status, row.get_status_display()
