"""Guides in the back office: their price, their timeline, and what staff may do."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextInputWidget,
)

from apps.orders import services
from apps.orders.admin.acting import LookInline, OneSearch, ReasonForm, actor_of, form_page, link
from apps.orders.admin.freight import refund_form
from apps.orders.domain.pricing.limits import place
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, GuideEvent, GuidePiece
from apps.orders.selectors.lost import lost_and_seen
from apps.orders.services.correct_guide import CORRECTED_TO, ask_correction
from apps.orders.services.freight.refund import refund_freight
from apps.orders.services.record_tracking import TELLABLE
from quenty.kernel import clock
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos, told

STATUS_COLOURS = {
    "generated": "info",
    "delivered": "success",
    "voided": "danger",
    "lost": "danger",
    "damaged": "danger",
    "returned": "warning",
    "returning": "warning",
    "delivery_failed": "warning",
}


class EventForm(forms.Form):
    event = forms.ChoiceField(
        label=_("Qué pasó"),
        choices=lambda: [(s.value, told(s.value, Guide)) for s in GuideStatus if s in TELLABLE],
        widget=UnfoldAdminSelectWidget,
    )
    occurred_at = forms.SplitDateTimeField(
        label=_("Cuándo"), initial=clock.now, widget=UnfoldAdminSplitDateTimeWidget
    )
    place = forms.CharField(
        label=_("Dónde"), max_length=120, required=False, widget=UnfoldAdminTextInputWidget
    )
    reason = forms.CharField(
        label=_("Causa"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget
    )
    notes = forms.CharField(
        label=_("Nota"), max_length=500, required=False, widget=UnfoldAdminTextInputWidget
    )


class CorrectionForm(forms.Form):
    to = forms.ChoiceField(
        label=_("Queda"),
        choices=lambda: [(s.value, told(s.value)) for s in GuideStatus if s in CORRECTED_TO],
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(label=_("Motivo"), max_length=300, widget=UnfoldAdminTextInputWidget)


class GuidePieceInline(LookInline):
    model = GuidePiece
    verbose_name_plural = "piezas"
    fields = ("number", "status", "updated_at")
    readonly_fields = ("updated_at",)


class GuideEventInline(LookInline):
    model = GuideEvent
    verbose_name_plural = "recorrido"
    fields = (
        "occurred_at",
        "event",
        "piece_numbers",
        "applied",
        "place",
        "source",
        "actor",
        "reason",
        "notes",
    )
    ordering = ("-occurred_at", "-id")


class LostAndSeen(admin.SimpleListFilter):
    """Guides told as lost of which something was told afterwards, which moves nothing."""

    title = _("perdidas")
    parameter_name = "lost"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("seen", _("Con noticias después"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return lost_and_seen(queryset) if self.value() == "seen" else queryset


@admin.register(Guide)
class GuideAdmin(OneSearch, ReadOnlyAdmin):
    list_display = (
        "number",
        "shown_status",
        "operator_name",
        "service_name",
        "recipient",
        "route",
        "charged",
        "collects",
        "of_order",
        "issued_at",
        "estimated_delivery",
    )
    list_filter = (LostAndSeen, "status", "operator_name", "service_name", "livemode", "issued_at")
    search_guide, search_order = "", "order__"
    list_select_related = ("order",)
    date_hierarchy = "issued_at"
    exclude = ("service",)
    inlines = (GuidePieceInline, GuideEventInline)
    actions_detail = ("tell", "correct", "void", "drop", "refund")

    @display(description="estado", ordering="status", label=STATUS_COLOURS)
    def shown_status(self, guide: Guide) -> str:
        return guide.status

    @display(description="destinatario")
    def recipient(self, guide: Guide) -> str:
        return guide.order.recipient_name

    @display(description="ruta")
    def route(self, guide: Guide) -> str:
        return f"{place(guide.origin_dane)} → {place(guide.destination_dane)}"

    @display(description="flete", ordering="price")
    def charged(self, guide: Guide) -> str:
        return pesos(guide.price)

    @display(description="recauda", ordering="collect")
    def collects(self, guide: Guide) -> str:
        return pesos(guide.collect) if guide.collect else "-"

    @display(description="orden")
    def of_order(self, guide: Guide) -> str:
        return link(guide.order)

    @action(description="Registrar evento", permissions=["orders.change_guide"], url_path="tell")
    def tell(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(guide: Guide, data: dict[str, Any]) -> None:
            services.record_tracking(
                guide_id=guide.pk, source="admin", actor=actor_of(request), **data
            )

        return form_page(
            self, request, object_id, form_class=EventForm, title=_("Registrar evento"), act=act
        )

    @action(
        description=_("Pedir corrección"),
        permissions=["orders.add_guidecorrection"],
        url_path="correct",
    )
    def correct(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(guide: Guide, data: dict[str, Any]) -> None:
            ask_correction(guide_id=guide.pk, actor=actor_of(request), **data)

        return form_page(
            self,
            request,
            object_id,
            form_class=CorrectionForm,
            title=_("Pedir corrección"),
            act=act,
        )

    @action(description="Anular", permissions=["orders.change_guide"], url_path="void")
    def void(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(guide: Guide, data: dict[str, Any]) -> None:
            services.void_guide(
                guide_id=guide.pk,
                reason=data["reason"],
                actor=actor_of(request),
                source="admin",
            )

        return form_page(
            self, request, object_id, form_class=ReasonForm, title=_("Anular la guía"), act=act
        )

    @action(
        description=_("Retirar lo no entregado"),
        permissions=["orders.change_guide"],
        url_path="drop",
    )
    def drop(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(guide: Guide, data: dict[str, Any]) -> None:
            services.drop_pieces(
                guide_id=guide.pk,
                reason=data["reason"],
                actor=actor_of(request),
                source="admin",
            )

        return form_page(
            self,
            request,
            object_id,
            form_class=ReasonForm,
            title=_("Retirar las piezas que nadie entregó"),
            act=act,
        )

    @action(
        description=_("Devolver flete"),
        permissions=["orders.add_freightrefund"],
        url_path="refund",
    )
    def refund(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(guide: Guide, data: dict[str, Any]) -> None:
            refund_freight(guide_id=guide.pk, actor=actor_of(request), **data)

        guide = self.get_object(request, object_id)
        return form_page(
            self,
            request,
            object_id,
            form_class=refund_form(guide) if guide else ReasonForm,
            title=_("Devolver flete"),
            act=act,
        )
