"""Liens and what they took, to look at."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from apps.customers.admin.shown import OfMerchant, pesos
from apps.customers.models import Lien, LienTaking
from quenty.platform.store.read_only import ReadOnlyAdmin


class TakingInline(TabularInline):
    model = LienTaking
    fields = ("created_at", "posting", "amount")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Lien)
class LienAdmin(OfMerchant, ReadOnlyAdmin):
    list_display = (
        "merchant_shown",
        "kind",
        "share",
        "floor_shown",
        "rank",
        "amount_shown",
        "taken_shown",
        "status_shown",
        "created_at",
    )
    list_filter = ("status", "kind", "merchant__livemode")
    search_fields = ("id", "reference_id", "merchant__display_name", "merchant__id")
    list_select_related = ("merchant",)
    fields = (
        "merchant_shown",
        "kind",
        "reference_id",
        "share",
        "floor_shown",
        "rank",
        "amount_shown",
        "taken_shown",
        "status_shown",
        "due_on",
        "description",
        "reason",
        "created_at",
        "id",
    )
    inlines = (TakingInline,)

    @display(description=_("mínimo para el cliente"), ordering="floor")
    def floor_shown(self, row: Lien) -> str:
        return pesos(row.floor)

    @display(description=_("valor"), ordering="amount")
    def amount_shown(self, row: Lien) -> str:
        return pesos(row.amount)

    @display(description=_("tomado"), ordering="taken")
    def taken_shown(self, row: Lien) -> str:
        return pesos(row.taken)

    @display(
        description=_("estado"), ordering="status", label={"open": "info", "satisfied": "success"}
    )
    def status_shown(self, row: Lien) -> tuple[str, str]:
        return row.status, row.get_status_display()
