"""Top-ups: look, and take back."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.customers.admin.decisions import DecidedAdmin, Decision, ReasonForm
from apps.customers.admin.shown import OfMerchant, link, pesos
from apps.customers.models import TopUp
from apps.customers.services.topups.end_top_ups import reverse_top_up


@admin.register(TopUp)
class TopUpAdmin(OfMerchant, DecidedAdmin):
    list_display = (
        "created_at",
        "merchant",
        "amount_shown",
        "method",
        "provider",
        "status_shown",
        "provider_reference",
    )
    list_filter = ("status", "method", "provider", "merchant__livemode")
    search_fields = ("id", "provider_reference", "merchant__display_name", "merchant__id")
    fields = (
        "decisions_shown",
        "merchant_shown",
        "amount_shown",
        "status_shown",
        "method",
        "provider",
        "provider_reference",
        "posting_shown",
        "created_at",
        "expires_at",
        "ended_at",
        "id",
    )
    decisions = (
        Decision(
            "reverse",
            _("Reversar"),
            "customers.reverse_topup",
            lambda row, actor, data: reverse_top_up(
                top_up_id=row.pk, reason=data["reason"], actor=actor
            ),
            lambda row: row.status == TopUp.Status.CONFIRMED,
            ReasonForm,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TopUp]:
        rows: QuerySet[TopUp] = super().get_queryset(request)
        return rows.select_related("merchant", "posting")

    @display(description=_("asiento"))
    def posting_shown(self, row: TopUp) -> str:
        return link("ledgerposting", row.posting_id, row.posting)

    @display(description=_("valor"), ordering="amount")
    def amount_shown(self, row: TopUp) -> str:
        return pesos(row.amount)

    @display(
        description=_("estado"),
        ordering="status",
        label={"confirmed": "success", "failed": "danger", "pending": "info"},
    )
    def status_shown(self, row: TopUp) -> tuple[str, str]:
        return row.status, row.get_status_display()
