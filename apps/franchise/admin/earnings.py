"""Commissions, parcels and settlements in the back office."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.formats import localize
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.franchise.admin.base import actor_of, pesos
from apps.franchise.admin.forms import ConfirmForm, SuspensionForm
from apps.franchise.admin.network import LookAdmin
from apps.franchise.admin.pages import Waiting, found
from apps.franchise.admin.settling import run_page
from apps.franchise.admin.term_forms import TAXES
from apps.franchise.domain.settlement.states import APPROVED
from apps.franchise.models import (
    Commission,
    GuideCopy,
    Settlement,
)
from apps.franchise.models.charges import CHARGE_KIND_LABELS
from apps.franchise.services.settlements import approve_settlement as approving
from apps.franchise.services.settlements import pay_settlement as paying
from apps.franchise.services.settlements.print_statement import print_statement
from quenty.kernel.money import COP, Money

COLOURS = {
    "pending": "info",
    "calculated": "info",
    "approved": "warning",
    "settled": "warning",
    "paid": "success",
    "blocked": "danger",
    "reversed": "danger",
    "reopened": "danger",
    "discarded": "danger",
    "open": "info",
    "overdue": "danger",
    "cancelled": "info",
}
CHANGE = ["franchise.change_settlement"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def percent(rate: str) -> str:
    """As the person's language writes it, without zeros at its end."""
    return localize(Decimal(f"{Decimal(rate).normalize():f}"))


@admin.register(Commission)
class CommissionAdmin(LookAdmin):
    list_display = ("guide", "payee", "kind", "shown_amount", "shown_status", "rule", "earned_on")
    list_filter = ("status", "kind")
    search_fields = ("guide__number", "payee__name")
    list_select_related = ("guide", "payee", "rule")
    date_hierarchy = "earned_on"

    @display(description=_("status"), ordering="status", label=COLOURS)
    def shown_status(self, row: Commission) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=_("amount"), ordering="amount")
    def shown_amount(self, row: Commission) -> str:
        return pesos(row.amount)


@admin.register(GuideCopy)
class ParcelAdmin(LookAdmin):
    list_display = ("number", "franchise", "origin", "destination", "issued_at", "delivered_at")
    # Only the order of the guide's events.
    exclude = (
        "dropped_at",
        "taken_back_at",
        "delivered_seq",
        "last_delivered_at",
        "last_delivered_seq",
        "corrected_seq",
        "undone_seq",
        "point_turn",
    )
    search_fields = ("number",)
    list_select_related = ("franchise",)


@admin.register(Settlement)
class SettlementAdmin(LookAdmin):
    list_display = ("payee", "period", "guides", "shown_gross", "shown_net", "shown_status")
    list_filter = ("status", "period")
    search_fields = ("payee__name",)
    list_select_related = ("payee",)
    exclude = ("taxes", "deductions")
    actions_list = ("run",)
    actions_detail = (
        "statement",
        "statement_xlsx",
        "approve",
        "pay",
        "discard",
        "payment_returned",
    )

    @display(description=_("status"), ordering="status", label=COLOURS)
    def shown_status(self, row: Settlement) -> tuple[str, str]:
        return row.status, row.get_status_display()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_taxes", "shown_deductions"]

    @display(description=_("taxes"))
    def shown_taxes(self, row: Settlement) -> str:
        return "\n".join(
            f"{TAXES[line['tax']]}: {pesos(Money(line['base'], COP))}"
            f" × {percent(line['rate'])} % = {pesos(Money(line['amount'], COP))}"
            for line in row.taxes
        )

    @display(description=_("deductions"))
    def shown_deductions(self, row: Settlement) -> str:
        return "\n".join(
            f"{CHARGE_KIND_LABELS[each['kind']]} {each['reference']}:"
            f" {pesos(Money(each['amount'], COP))}"
            for each in row.deductions
        )

    @display(description=_("gross"), ordering="gross")
    def shown_gross(self, row: Settlement) -> str:
        return pesos(row.gross)

    @display(description=_("net"), ordering="net")
    def shown_net(self, row: Settlement) -> str:
        return pesos(row.net)

    @action(description=_("Settle a month"), permissions=CHANGE, url_path="run")
    def run(self, request: HttpRequest) -> HttpResponse:
        return run_page(self, request)

    @action(
        description=_("Statement"),
        permissions=["franchise.view_settlement"],
        url_path="statement",
    )
    def statement(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)
        return HttpResponse(print_statement(row, layout="pdf"), content_type="application/pdf")

    @action(
        description=_("Statement (Excel)"),
        permissions=["franchise.view_settlement"],
        url_path="statement-xlsx",
    )
    def statement_xlsx(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)
        answer = HttpResponse(print_statement(row, layout="xlsx"), content_type=XLSX)
        name = f"{row.payee.name} {row.period:%Y-%m}.xlsx"
        answer["Content-Disposition"] = content_disposition_header(True, name) or ""
        return answer

    @action(description=_("Approve"), permissions=CHANGE, url_path="approve")
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Settlement, data: dict[str, Any]) -> Waiting | None:
            seen = approving.approve_settlement(settlement_id=row.pk, actor=actor_of(request))
            if seen.status == APPROVED:
                return None
            return Waiting(_("Your approval is kept. It waits for a second person's."))

        return self.step(request, object_id, ConfirmForm, _("Approve"), act)

    @action(description=_("Pay"), permissions=CHANGE, url_path="pay")
    def pay(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Settlement, data: dict[str, Any]) -> None:
            paying.pay_settlement(settlement_id=row.pk, actor=actor_of(request))

        return self.step(request, object_id, ConfirmForm, _("Pay"), act)

    @action(description=_("Discard"), permissions=CHANGE, url_path="discard")
    def discard(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Settlement, data: dict[str, Any]) -> None:
            approving.discard_settlement(settlement_id=row.pk, actor=actor_of(request))

        return self.step(request, object_id, ConfirmForm, _("Discard"), act)

    @action(description=_("Payment returned"), permissions=CHANGE, url_path="payment-returned")
    def payment_returned(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Settlement, data: dict[str, Any]) -> None:
            paying.return_payment(settlement_id=row.pk, actor=actor_of(request), **data)

        return self.step(request, object_id, SuspensionForm, _("Payment returned"), act)
