"""Operators' invoices in the back office, and what becomes of their differences."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action, display

from apps.franchise.admin.base import ReadOnlyInline, actor_of, pesos, pesos_column
from apps.franchise.admin.forms import DecisionForm, LineDecisionForm
from apps.franchise.admin.network import LookAdmin
from apps.franchise.admin.pages import Waiting
from apps.franchise.models import DisputeStep, InvoiceLine, OperatorInvoice
from apps.franchise.services.decide_differences import decide_differences
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money

if TYPE_CHECKING:
    from django.db.models import QuerySet

DECIDE = ["franchise.change_operatorinvoice"]
DISPUTE_COLOURS = {
    "open": "danger",
    "claimed": "warning",
    "accepted": "info",
    "credited": "success",
    "resolved": "success",
}


@admin.register(OperatorInvoice)
class OperatorInvoiceAdmin(LookAdmin):
    list_display = (
        "number",
        "operator",
        "lines",
        "faults",
        "undecided",
        "shown_billed",
        "shown_disputed",
        "shown_payable",
    )
    list_filter = ("operator",)
    search_fields = ("number",)
    list_select_related = ("operator",)
    actions_detail = ("decide",)

    shown_billed = pesos_column("billed", _("billed"))
    shown_disputed = pesos_column("disputed", _("disputed"))
    shown_payable = pesos_column("payable", _("to be paid"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "rows"]

    @display(description=_("lines and differences"))
    def rows(self, row: OperatorInvoice) -> str:
        url = reverse("admin:franchise_invoiceline_changelist")
        query = f"invoice__id__exact={row.pk}"
        return format_html('<a href="{}?{}" class="text-primary-600">{}</a>', url, query, _("see"))

    @action(description=_("Decide on its differences"), permissions=DECIDE, url_path="decide")
    def decide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: OperatorInvoice, data: dict[str, Any]) -> Waiting | None:
            actor = actor_of(request)
            decide_differences(invoice_id=row.pk, actor=actor, **data)
            return _waiting(row.rows.all(), data["action"], actor)

        title = _("Decide on its differences")
        return self.step(request, object_id, DecisionForm, title, act)


class StepInline(ReadOnlyInline):
    model = DisputeStep
    fields = ("created_at", "action", "status", "shown_amount", "reference", "reason", "actor")
    readonly_fields = fields

    @display(description=_("amount"))
    def shown_amount(self, row: DisputeStep) -> str:
        return pesos(row.amount) if row.amount is not None else ""


@admin.register(InvoiceLine)
class InvoiceLineAdmin(LookAdmin):
    list_display = (
        "invoice",
        "line",
        "guide",
        "fault",
        "shown_amount",
        "shown_expected",
        "shown_dispute",
        "proposed",
    )
    list_filter = ("fault", "dispute", "proposed", "invoice")
    search_fields = ("guide",)
    list_select_related = ("invoice",)
    inlines = (StepInline,)
    actions_detail = ("decide",)

    shown_amount = pesos_column("amount", _("amount"))
    shown_expected = pesos_column("expected", _("expected"))

    @display(description=_("dispute"), ordering="dispute", label=DISPUTE_COLOURS)
    def shown_dispute(self, row: InvoiceLine) -> tuple[str, str]:
        return row.dispute, row.get_dispute_display()

    @action(description=_("Decide on the difference"), permissions=DECIDE, url_path="decide")
    def decide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: InvoiceLine, data: dict[str, Any]) -> Waiting | None:
            said = data.pop("amount")
            actor = actor_of(request)
            decide_differences(
                invoice_id=row.invoice_id,
                lines=[row.line],
                amount=None if said is None else Money(said, COP),
                actor=actor,
                **data,
            )
            return _waiting(InvoiceLine.objects.filter(pk=row.pk), data["action"], actor)

        title = _("Decide on the difference")
        return self.step(request, object_id, LineDecisionForm, title, act)


def _waiting(rows: "QuerySet[InvoiceLine]", action: str, actor: Actor) -> Waiting | None:
    """What this person said of these rows, as long as nobody else has said the same."""
    count = rows.filter(proposed=action, proposed_by=str(actor)).count()
    if not count:
        return None
    told = ngettext(
        "%(count)d line waits for a second person, who has to say the same.",
        "%(count)d lines wait for a second person, who has to say the same.",
        count,
    )
    return Waiting(told % {"count": count})
