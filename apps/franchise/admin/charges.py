"""What payees owe, in the back office."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.franchise.admin.base import actor_of, pesos
from apps.franchise.admin.earnings import COLOURS
from apps.franchise.admin.forms import ConfirmForm, SuspensionForm
from apps.franchise.admin.network import LookAdmin
from apps.franchise.admin.network_forms import ChargeForm, FeeRunForm
from apps.franchise.admin.pages import found, new_page
from apps.franchise.models import Charge
from apps.franchise.services.charges import issue, pay_charge
from apps.franchise.services.settlements.print_statement import print_charge

CHANGE = ["franchise.change_charge"]


@admin.register(Charge)
class ChargeAdmin(LookAdmin):
    list_display = (
        "number",
        "payee",
        "kind",
        "shown_total",
        "shown_left",
        "due_on",
        "shown_status",
    )
    list_filter = ("status", "kind")
    search_fields = ("number", "payee__name")
    list_select_related = ("payee",)
    date_hierarchy = "issued_on"
    actions_list = ("add_new", "run_fees")
    actions_detail = ("document", "pay", "cancel")

    @action(
        description=_("Charge a claim or loan"),
        permissions=["franchise.add_charge"],
        url_path="new",
    )
    def add_new(self, request: HttpRequest) -> HttpResponse:
        def act(data: dict[str, Any]) -> Charge:
            payee = data.pop("payee")
            return issue.add_charge(payee_id=payee.pk, actor=actor_of(request), **data)

        title = _("Charge a claim or loan")
        return new_page(self, request, form_class=ChargeForm, title=title, act=act)

    @action(
        description=_("Invoice a month's fees"),
        permissions=["franchise.add_charge"],
        url_path="fees",
    )
    def run_fees(self, request: HttpRequest) -> HttpResponse:
        """Those that are missing: run again it issues nothing twice."""

        def act(data: dict[str, Any]) -> None:
            made = issue.issue_fees(actor=actor_of(request), **data)
            messages.info(request, _("Fees issued: %(count)s.") % {"count": len(made)})

        title = _("Invoice a month's fees")
        return new_page(self, request, form_class=FeeRunForm, title=title, act=act)

    @display(description=_("status"), ordering="status", label=COLOURS)
    def shown_status(self, row: Charge) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=_("total"), ordering="total")
    def shown_total(self, row: Charge) -> str:
        return pesos(row.total)

    @display(description=_("owed"))
    def shown_left(self, row: Charge) -> str:
        return pesos(row.total - row.paid)

    @action(description=_("Document"), permissions=["franchise.view_charge"], url_path="document")
    def document(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)
        return HttpResponse(print_charge(row), content_type="application/pdf")

    @action(description=_("Pay"), permissions=CHANGE, url_path="pay")
    def pay(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Charge, data: dict[str, Any]) -> None:
            pay_charge.pay_charge(charge_id=row.pk, actor=actor_of(request))

        return self.step(request, object_id, ConfirmForm, _("Pay"), act)

    @action(description=_("Cancel the charge"), permissions=CHANGE, url_path="cancel")
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Charge, data: dict[str, Any]) -> None:
            pay_charge.cancel_charge(charge_id=row.pk, actor=actor_of(request), **data)

        return self.step(request, object_id, SuspensionForm, _("Cancel the charge"), act)
