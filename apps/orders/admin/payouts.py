"""Payouts, paydays and remittances in the back office."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.orders.admin.acting import LookInline, ReasonForm, actor_of, form_page
from apps.orders.admin.holders import name_of
from apps.orders.models import Payout, PayoutCalendar, PayoutLine, Remittance, RemittanceLine
from apps.orders.services.payouts.set_calendar import pause_payouts
from quenty.kernel.money import Money
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos, told


class PayoutLineInline(LookInline):
    model = PayoutLine
    fields = ("guide", "net", "liens", "paid")


@admin.register(Payout)
class PayoutAdmin(ReadOnlyAdmin):
    list_display = ("day", "customer_id", "shown_gross", "shown_paid", "shown_status", "failure")
    list_filter = ("status", "day", "livemode")
    search_fields = ("customer_id", "posting_id", "id", "lines__guide__number")
    date_hierarchy = "day"
    fields = (
        "customer_id",
        "livemode",
        "day",
        "gross",
        "its_liens",
        "paid",
        "shown_status",
        "failure",
        "posting_id",
        "created_at",
        "paid_at",
        "actor",
    )
    inlines = (PayoutLineInline,)

    @display(description=_("gravámenes"))
    def its_liens(self, row: Payout) -> SafeString | str:
        said = ((told(li["kind"]), pesos(Money.from_units(li["units"]))) for li in row.liens)
        return format_html_join(" · ", "{}: {}", said) or "-"

    @display(description=_("por pagar"), ordering="gross")
    def shown_gross(self, row: Payout) -> str:
        return pesos(row.gross)

    @display(description=_("pagado"), ordering="paid")
    def shown_paid(self, row: Payout) -> str:
        return pesos(row.paid)

    @display(
        description=_("estado"),
        ordering="status",
        label={"due": "warning", "paid": "success", "failed": "danger"},
    )
    def shown_status(self, row: Payout) -> str:
        return row.status


@admin.register(PayoutCalendar)
class PayoutCalendarAdmin(ReadOnlyAdmin):
    list_display = ("customer_id", "weekdays", "hour", "shown_minimum", "paused", "updated_at")
    list_filter = ("paused",)
    search_fields = ("customer_id",)
    actions_detail = ("pause", "resume")

    @display(description=_("mínimo"), ordering="minimum")
    def shown_minimum(self, row: PayoutCalendar) -> str:
        return pesos(row.minimum)

    @action(
        description=_("Suspender pagos"),
        permissions=["orders.change_payoutcalendar"],
        url_path="pause",
    )
    def pause(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._set(request, object_id, paused=True, title=_("Suspender pagos"))

    @action(
        description=_("Reanudar pagos"),
        permissions=["orders.change_payoutcalendar"],
        url_path="resume",
    )
    def resume(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._set(request, object_id, paused=False, title=_("Reanudar pagos"))

    def _set(
        self, request: HttpRequest, object_id: str, *, paused: bool, title: Any
    ) -> HttpResponse:
        def act(row: PayoutCalendar, data: dict[str, Any]) -> None:
            pause_payouts(
                customer_id=row.customer_id,
                paused=paused,
                reason=data["reason"],
                actor=actor_of(request),
            )

        return form_page(self, request, object_id, form_class=ReasonForm, title=title, act=act)


class RemittanceLineInline(LookInline):
    model = RemittanceLine
    fields = ("number", "told", "expected", "outcome")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[RemittanceLine]":
        """Differences first."""
        rows: QuerySet[RemittanceLine] = super().get_queryset(request)
        return rows.order_by("outcome", "number")


@admin.register(Remittance)
class RemittanceAdmin(ReadOnlyAdmin):
    list_display = (
        "day",
        "who_paid",
        "reference",
        "source",
        "shown_told",
        "shown_matched",
        "shown_expected",
        "shown_difference",
        "agrees",
    )
    list_filter = ("source", "day", "livemode")
    search_fields = ("holder", "reference", "who", "lines__number")
    inlines = (RemittanceLineInline,)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Remittance]":
        rows: QuerySet[Remittance] = super().get_queryset(request)
        return rows.annotate(holder_name=name_of("holder"))

    @display(description=_("titular"), ordering="holder")
    def who_paid(self, row: Remittance) -> str:
        return str(row.holder_name or told(row.holder))  # type: ignore[attr-defined]

    @display(description=_("entregado"), ordering="told")
    def shown_told(self, row: Remittance) -> str:
        return pesos(row.told)

    @display(description=_("conciliado"), ordering="matched")
    def shown_matched(self, row: Remittance) -> str:
        return pesos(row.matched)

    @display(description=_("por recibir"), ordering="expected")
    def shown_expected(self, row: Remittance) -> str:
        return pesos(row.expected)

    @display(description=_("diferencia"), ordering="difference")
    def shown_difference(self, row: Remittance) -> str:
        return pesos(row.difference) if row.difference else "-"

    @display(description=_("cuadra"), boolean=True)
    def agrees(self, row: Remittance) -> bool:
        return bool(row.told == row.expected == row.matched)
