"""What payees owe, in the back office."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.franchise.admin.base import actor_of, pesos
from apps.franchise.admin.earnings import COLOURS
from apps.franchise.admin.forms import ConfirmForm, SuspensionForm
from apps.franchise.admin.network import LookAdmin
from apps.franchise.admin.pages import form_page, found
from apps.franchise.models import Charge
from apps.franchise.services.charges import pay_charge
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
    actions_detail = ("document", "pay", "cancel")

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

        return self._page(request, object_id, ConfirmForm, _("Pay"), act)

    @action(description=_("Cancel the charge"), permissions=CHANGE, url_path="cancel")
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Charge, data: dict[str, Any]) -> None:
            pay_charge.cancel_charge(charge_id=row.pk, actor=actor_of(request), **data)

        return self._page(request, object_id, SuspensionForm, _("Cancel the charge"), act)

    def _page(
        self, request: HttpRequest, object_id: str, form: Any, title: Any, act: Any
    ) -> HttpResponse:
        row = found(self, request, object_id)
        return form_page(
            self, request, row, form_class=form, title=title, act=lambda data: act(row, data)
        )
