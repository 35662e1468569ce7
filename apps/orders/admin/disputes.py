"""Weight disputes in the back office, with what staff decide of them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.orders.admin.acting import ReasonForm, actor_of, form_page, link
from apps.orders.admin.evidence import WithEvidence
from apps.orders.models import WeightDispute
from apps.orders.services.weight.resolve import decide_weight
from quenty.kernel.money import Money
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos, told


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
