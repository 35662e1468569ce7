"""Weight disputes and claims in the back office, with what staff decide of them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminTextInputWidget

from apps.orders.admin.acting import ReasonForm, actor_of, form_page, link
from apps.orders.admin.evidence import WithEvidence
from apps.orders.models import Claim, WeightDispute
from apps.orders.services.claims.decide import end_recovery, pay_claim, reject_claim
from apps.orders.services.weight.resolve import decide_weight
from quenty.kernel.money import COP, Money
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos, told


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


@admin.register(WeightDispute)
class WeightDisputeAdmin(WithEvidence, ReadOnlyAdmin):
    list_display = (
        "of_guide",
        "shown_status",
        "declared_g",
        "measured_g",
        "shown_amount",
        "due_at",
        "appeal",
        "resolved_at",
    )
    list_filter = ("status", "livemode", "due_at")
    search_fields = ("guide__number", "customer_id", "id")
    list_select_related = ("guide",)
    fields = (
        "guide",
        "customer_id",
        "livemode",
        "shown_status",
        "declared_g",
        "measured_g",
        "pieces",
        "price_lines",
        "shown_amount",
        "freight",
        "notes",
        "its_files",
        "reported_by",
        "created_at",
        "due_at",
        "appeal",
        "resolved_at",
        "resolved_by",
        "reason",
    )
    actions_detail = ("uphold", "reject")

    @display(description=_("piezas medidas"))
    def pieces(self, row: WeightDispute) -> SafeString | str:
        sides = ("length_mm", "width_mm", "height_mm")
        said = (
            (p["number"], f"{p['weight_g'] / 1000:g}", *(f"{p[side] / 10:g}" for side in sides))
            for p in row.measured
        )
        return format_html_join(" · ", "{}: {} kg, {} x {} x {} cm", said) or "-"

    @display(description=_("renglones del precio"))
    def price_lines(self, row: WeightDispute) -> SafeString | str:
        said = ((told(li["kind"]), pesos(Money.from_units(li["units"]))) for li in row.lines)
        return format_html_join(" · ", "{}: {}", said) or "-"

    @display(description=_("guía"))
    def of_guide(self, row: WeightDispute) -> str:
        return link(row.guide)

    @display(
        description=_("estado"),
        ordering="status",
        label={"open": "warning", "appealed": "danger", "rejected": "info"},
    )
    def shown_status(self, row: WeightDispute) -> str:
        return row.status

    @display(description=_("diferencia"), ordering="amount")
    def shown_amount(self, row: WeightDispute) -> str:
        return pesos(row.amount)

    @action(
        description=_("Confirmar el peso"),
        permissions=["orders.change_weightdispute"],
        url_path="uphold",
    )
    def uphold(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, upheld=True, title=_("Confirmar el peso"))

    @action(
        description=_("Descartar el peso"),
        permissions=["orders.change_weightdispute"],
        url_path="reject",
    )
    def reject(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._decide(request, object_id, upheld=False, title=_("Descartar el peso"))

    def _decide(
        self, request: HttpRequest, object_id: str, *, upheld: bool, title: Any
    ) -> HttpResponse:
        def act(row: WeightDispute, data: dict[str, Any]) -> None:
            decide_weight(
                dispute_id=row.pk, upheld=upheld, reason=data["reason"], actor=actor_of(request)
            )

        return form_page(self, request, object_id, form_class=ReasonForm, title=title, act=act)


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
    )
    list_filter = ("status", "kind", "regime", "recovery", "livemode", "decide_by")
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
        "value",
        "shown_most",
        "description",
        "its_files",
        "opened_by",
        "created_at",
        "decide_by",
        "amount",
        "reason",
        "decided_at",
        "decided_by",
        "recovery",
        "recover",
    )
    actions_detail = ("pay", "reject", "recovered", "refused")

    @display(description=_("guía"))
    def of_guide(self, row: Claim) -> str:
        return link(row.guide)

    @display(
        description=_("estado"),
        ordering="status",
        label={"open": "warning", "paid": "success", "rejected": "danger"},
    )
    def shown_status(self, row: Claim) -> str:
        return row.status

    @display(description=_("pedido"), ordering="asked")
    def shown_asked(self, row: Claim) -> str:
        return pesos(row.asked)

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
