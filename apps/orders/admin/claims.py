"""Claims in the back office: what staff decide of them, and of losses that turned up."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from apps.orders.admin.acting import ReasonForm, actor_of, form_page, link
from apps.orders.admin.evidence import WithEvidence
from apps.orders.domain.money.claims import STANDING
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Claim, Guide
from apps.orders.services.claims.decide import end_recovery, pay_claim, reject_claim
from apps.orders.services.claims.news import dismiss_news
from apps.orders.services.claims.overturn import ask_overturn, decide_overturn
from apps.orders.services.correct_guide import ask_correction
from quenty.kernel.money import COP, Money
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos, told

_FOUND = (GuideStatus.DELIVERED, GuideStatus.RETURNED, GuideStatus.IN_TRANSIT)


class PayForm(forms.Form):
    """`recover`: of the amount, what the operator has to make good."""

    amount = forms.DecimalField(
        label=_("Valor a pagar"),
        min_value=1,
        max_digits=13,
        decimal_places=0,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    recover = forms.DecimalField(
        label=_("A cargo del operador"),
        min_value=0,
        max_digits=13,
        decimal_places=0,
        initial=0,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    reason = forms.CharField(label=_("Motivo"), max_length=300, widget=UnfoldAdminTextInputWidget)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("amount", "recover"):
            if name in data:
                data[name] = Money(data[name], COP)
        return data


class AppearedForm(forms.Form):
    """`to`: where the guide is to be, for one that is still told as lost."""

    to = forms.ChoiceField(
        label=_("Queda"),
        choices=lambda: [(s.value, told(s.value, Guide)) for s in _FOUND],
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(label=_("Motivo"), max_length=300, widget=UnfoldAdminTextInputWidget)


class News(admin.SimpleListFilter):
    """Losses whose parcel was told of since."""

    title = _("el paquete")
    parameter_name = "turned_up"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Apareció: por decidir")), ("asked", _("Reversión por aprobar"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        news = queryset.filter(turned_up_at__isnull=False, status__in=STANDING)
        return {
            "yes": news,
            "asked": queryset.filter(status="paid").exclude(overturn_asked_by=""),
        }.get(self.value() or "", queryset)


@admin.register(Claim)
class ClaimAdmin(WithEvidence, ReadOnlyAdmin):
    list_display = (
        "of_guide",
        "kind",
        "regime",
        "shown_status",
        "shown_asked",
        "shown_most",
        "shown_paid",
        "decide_by",
        "recovery",
        "shown_news",
    )
    list_filter = (News, "status", "kind", "regime", "recovery", "livemode", "decide_by")
    search_fields = ("guide__number", "customer_id", "id", "description")
    list_select_related = ("guide",)
    fields = (
        "guide",
        "customer_id",
        "livemode",
        "kind",
        "regime",
        "shown_status",
        "asked",
        "tariff",
        "shown_value",
        "shown_most",
        "description",
        "its_files",
        "opened_by",
        "created_at",
        "decide_by",
        "shown_paid",
        "reason",
        "decided_at",
        "decided_by",
        "recovery",
        "recover",
        "shown_news",
        "turned_up_at",
        "overturn_asked_by",
        "overturn_reason",
        "overturned_by",
        "overturned_at",
    )
    actions_detail = (
        "pay",
        "reject",
        "recovered",
        "refused",
        "appeared",
        "not_appeared",
        "overturn",
        "keep",
    )

    @display(description=_("guía"))
    def of_guide(self, row: Claim) -> str:
        return link(row.guide)

    @display(
        description=_("estado"),
        ordering="status",
        label={
            "open": "warning",
            "paid": "success",
            "rejected": "danger",
            "overturned": "info",
        },
    )
    def shown_status(self, row: Claim) -> str:
        return row.status

    @display(description=_("pedido"), ordering="asked")
    def shown_asked(self, row: Claim) -> str:
        return pesos(row.asked)

    @display(description=_("por el contenido"))
    def shown_value(self, row: Claim) -> str:
        return pesos(row.value)

    @display(description=_("tope legal"))
    def shown_most(self, row: Claim) -> str:
        return pesos(row.tariff + row.value)

    @display(description=_("pagado"), ordering="amount")
    def shown_paid(self, row: Claim) -> str:
        return pesos(row.amount)

    @action(description=_("Pagar"), permissions=["orders.change_claim"], url_path="pay")
    def pay(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Claim, data: dict[str, Any]) -> None:
            pay_claim(claim_id=row.pk, actor=actor_of(request), **data)

        title = _("Pagar la reclamación")
        return form_page(self, request, object_id, form_class=PayForm, title=title, act=act)

    @action(description=_("Rechazar"), permissions=["orders.change_claim"], url_path="reject")
    def reject(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Claim, data: dict[str, Any]) -> None:
            reject_claim(claim_id=row.pk, reason=data["reason"], actor=actor_of(request))

        title = _("Rechazar la reclamación")
        return form_page(self, request, object_id, form_class=ReasonForm, title=title, act=act)

    @action(
        description=_("El operador respondió"),
        permissions=["orders.change_claim"],
        url_path="recovered",
    )
    def recovered(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._end(request, object_id, recovered=True, title=_("El operador respondió"))

    @action(
        description=_("El operador se negó"),
        permissions=["orders.change_claim"],
        url_path="refused",
    )
    def refused(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._end(request, object_id, recovered=False, title=_("El operador se negó"))

    def _end(
        self, request: HttpRequest, object_id: str, *, recovered: bool, title: Any
    ) -> HttpResponse:
        def act(row: Claim, data: dict[str, Any]) -> None:
            end_recovery(
                claim_id=row.pk,
                recovered=recovered,
                reason=data["reason"],
                actor=actor_of(request),
            )

        return form_page(self, request, object_id, form_class=ReasonForm, title=title, act=act)

    @display(description=_("noticias del paquete"), ordering="turned_up_at")
    def shown_news(self, row: Claim) -> str:
        return str(told(row.turned_up, Guide)) if row.turned_up else "-"

    @action(
        description=_("Apareció"),
        permissions=["orders.add_guidecorrection"],
        url_path="appeared",
    )
    def appeared(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asked for here and decided by another: as a correction of the guide, which takes back
        what was paid, or of the claim alone where the guide says already that it arrived."""

        def act(row: Claim, data: dict[str, Any]) -> None:
            actor = actor_of(request)
            if row.guide.status == GuideStatus.LOST:
                ask_correction(guide_id=row.guide_id, actor=actor, **data)
            else:
                ask_overturn(claim_id=row.pk, reason=data["reason"], actor=actor)

        title = _("El paquete apareció: pedir que se corrija")
        return form_page(
            self,
            request,
            object_id,
            form_class=AppearedForm,
            title=title,
            act=act,
            initial=lambda row: {"to": row.turned_up},
        )

    @action(
        description=_("No apareció"),
        permissions=["orders.change_claim"],
        url_path="not-appeared",
    )
    def not_appeared(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Claim, data: dict[str, Any]) -> None:
            dismiss_news(claim_id=row.pk, reason=data["reason"], actor=actor_of(request))

        title = _("Descartar las noticias: sigue perdido")
        return form_page(self, request, object_id, form_class=ReasonForm, title=title, act=act)

    @action(
        description=_("Aprobar la reversión"),
        permissions=["orders.decide_guidecorrection"],
        url_path="overturn",
    )
    def overturn(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, approve=True, title=_("Aprobar la reversión"))

    @action(
        description=_("Negar la reversión"),
        permissions=["orders.decide_guidecorrection"],
        url_path="keep",
    )
    def keep(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, approve=False, title=_("Negar la reversión"))

    def _decide(
        self, request: HttpRequest, object_id: str, *, approve: bool, title: Any
    ) -> HttpResponse:
        def act(row: Claim, data: dict[str, Any]) -> None:
            decide_overturn(claim_id=row.pk, approve=approve, actor=actor_of(request))

        return form_page(self, request, object_id, form_class=forms.Form, title=title, act=act)
