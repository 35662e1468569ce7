"""Operators in the back office."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.franchise.admin.base import ServiceModelAdmin, actor_of, become
from apps.franchise.admin.forms import ConfirmForm, InvoiceForm, OperatorForm, SuspensionForm
from apps.franchise.admin.pages import form_page, found
from apps.franchise.domain.report import Report
from apps.franchise.models import Operator, OperatorInvoice
from apps.franchise.services.activate_operator import activate_operator, suspend_operator
from apps.franchise.services.reconcile_invoice import reconcile_invoice
from apps.franchise.services.register_operator import change_operator, register_operator

COLOURS = {"draft": "info", "active": "success", "suspended": "danger"}


@admin.register(Operator)
class OperatorAdmin(ServiceModelAdmin):
    form = OperatorForm
    list_display = ("trade_name", "code", "nit", "shown_status", "services", "contact_phone")
    list_filter = ("status",)
    search_fields = ("code", "trade_name", "legal_name", "nit")
    readonly_fields = ("status", "status_reason", "created_at", "updated_at")
    actions = ("activate",)
    actions_detail = ("activate_one", "suspend_one", "take_invoice")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Operator]:
        return super().get_queryset(request).annotate(service_count=Count("services"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.readonly_fields, *(("code",) if obj else ()))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=_("status"), ordering="status", label=COLOURS)
    def shown_status(self, row: Operator) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=_("services"), ordering="service_count")
    def services(self, row: Any) -> int:
        return int(row.service_count)

    def save_model(self, request: HttpRequest, obj: Operator, form: Any, change: bool) -> None:
        actor, data = actor_of(request), form.cleaned_data
        if change:
            changes = {name: data[name] for name in form.changed_data}
            become(obj, change_operator(operator_id=obj.pk, changes=changes, actor=actor))
        else:
            become(obj, register_operator(actor=actor, **data))

    @action(description=_("Activate"), permissions=["change"])
    def activate(self, request: HttpRequest, queryset: QuerySet[Operator]) -> None:
        actor = actor_of(request)
        done = [
            row.pk
            for row in queryset
            if self.attempt(request, partial(activate_operator, operator_id=row.pk, actor=actor))
        ]
        if done:
            messages.success(request, _("%(count)s activated.") % {"count": len(done)})

    @action(
        description=_("Activate"), permissions=["franchise.change_operator"], url_path="activate"
    )
    def activate_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> None:
            activate_operator(operator_id=row.pk, actor=actor_of(request))

        return form_page(self, request, row, form_class=ConfirmForm, title=_("Activate"), act=act)

    @action(description=_("Suspend"), permissions=["franchise.change_operator"], url_path="suspend")
    def suspend_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> None:
            suspend_operator(operator_id=row.pk, reason=data["reason"], actor=actor_of(request))

        return form_page(self, request, row, form_class=SuspensionForm, title=_("Suspend"), act=act)

    @action(
        description=_("Take an invoice"),
        permissions=["franchise.add_operatorinvoice"],
        url_path="invoice",
    )
    def take_invoice(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Held against our guides; its page comes next, or its file's faults."""
        row, title = found(self, request, object_id), _("Take an invoice")

        def act(data: dict[str, Any]) -> Report | OperatorInvoice | None:
            done = reconcile_invoice(
                operator_id=row.pk,
                number=data["number"],
                data=data["file"].read(),
                source=data["file"].name[:200],
                actor=actor_of(request),
            )
            return done.invoice or done.report

        return form_page(self, request, row, form_class=InvoiceForm, title=title, act=act)
