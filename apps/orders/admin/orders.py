"""Orders in the back office."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.orders import services
from apps.orders.admin.acting import (
    LookInline,
    OneSearch,
    ReasonForm,
    actor_of,
    for_each,
    form_page,
    link,
)
from apps.orders.domain.pricing.limits import place
from apps.orders.models import Guide, Order, OrderLine, OrderTransition, Piece
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos

STATUS_COLOURS = {
    "pending": "warning",
    "quoted": "info",
    "confirmed": "info",
    "with_guide": "success",
    "cancelled": "danger",
}


class PieceInline(LookInline):
    model = Piece
    verbose_name_plural = "piezas"
    fields = ("number", "weight_kg", "length_cm", "width_cm", "height_cm", "contents")
    readonly_fields = ("weight_kg", "length_cm", "width_cm", "height_cm")


class LineInline(LookInline):
    model = OrderLine
    verbose_name_plural = "artículos"
    fields = ("position", "sku", "description", "quantity", "unit_price", "hs_code", "serial")


class TransitionInline(LookInline):
    model = OrderTransition
    verbose_name_plural = "historia"
    fields = ("occurred_at", "event", "from_status", "to_status", "actor", "source", "reason")


@admin.register(Order)
class OrderAdmin(OneSearch, ReadOnlyAdmin):
    list_display = (
        "shown_reference",
        "shown_status",
        "recipient_name",
        "route",
        "value",
        "cod",
        "guide",
        "channel",
        "live",
        "created_at",
    )
    list_filter = ("status", "channel", "livemode", "payer", "created_at")
    search_guide, search_order = "guides__", ""
    date_hierarchy = "created_at"
    inlines = (PieceInline, LineInline, TransitionInline)
    actions = ("quote_all",)
    actions_detail = ("quote", "cancel")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Order]":
        living = Guide.objects.exclude(status="voided")
        rows: QuerySet[Order] = super().get_queryset(request)
        return rows.prefetch_related(Prefetch("guides", queryset=living, to_attr="living"))

    @display(description="referencia", ordering="reference")
    def shown_reference(self, order: Order) -> str:
        return order.reference or str(order.id)[:13]

    @display(description="estado", ordering="status", label=STATUS_COLOURS)
    def shown_status(self, order: Order) -> str:
        return order.status

    @display(description="ruta")
    def route(self, order: Order) -> str:
        return f"{place(order.origin_dane)} → {place(order.recipient_dane)}"

    @display(description="declarado", ordering="declared_value")
    def value(self, order: Order) -> str:
        return pesos(order.declared_value)

    @display(description="recaudo", ordering="cod_amount")
    def cod(self, order: Order) -> str:
        return pesos(order.cod_amount) if order.cod_amount else "-"

    @display(description="guía")
    def guide(self, order: Any) -> str:
        return link(order.living[0] if order.living else None)

    @display(description="real", boolean=True)
    def live(self, order: Order) -> bool:
        return order.livemode

    @admin.action(description="Cotizar", permissions=["change"])
    def quote_all(self, request: HttpRequest, rows: "QuerySet[Order]") -> None:
        actor = actor_of(request)
        for_each(
            request,
            rows,
            lambda o: services.quote_order(order_id=o.pk, actor=actor, source="admin"),
        )

    @action(description="Cotizar", permissions=["orders.change_order"], url_path="quote")
    def quote(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(order: Order, data: dict[str, Any]) -> None:
            services.quote_order(order_id=order.pk, actor=actor_of(request), source="admin")

        return form_page(self, request, object_id, form_class=Form, title=_("Cotizar"), act=act)

    @action(description="Cancelar", permissions=["orders.change_order"], url_path="cancel")
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(order: Order, data: dict[str, Any]) -> None:
            services.cancel_order(
                order_id=order.pk,
                reason=data["reason"],
                actor=actor_of(request),
                source="admin",
            )

        return form_page(
            self, request, object_id, form_class=ReasonForm, title=_("Cancelar la orden"), act=act
        )
