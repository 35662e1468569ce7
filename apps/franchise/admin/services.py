"""Services of operators in the back office, with the uploads of coverage and rates."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.franchise.admin.base import ServiceModelAdmin, actor_of, become, pesos_column
from apps.franchise.admin.forms import CoverageForm, RateSheetForm, ServiceForm
from apps.franchise.admin.pages import form_page, found
from apps.franchise.domain.report import Report
from apps.franchise.models import Service
from apps.franchise.services.import_coverage import import_coverage
from apps.franchise.services.import_rate_sheet import import_rate_sheet
from apps.franchise.services.set_service import add_service, change_service

MONEY = ("max_declared_value", "max_cod")
SHOWN_MONEY = tuple(f"shown_{name}" for name in MONEY)


@admin.register(Service)
class ServiceAdmin(ServiceModelAdmin):
    form = ServiceForm
    list_display = ("name", "operator", "mode", "regime", "covered", "cod_allowed", "active")
    list_filter = ("operator", "mode", "regime", "cod_allowed", "active")
    list_select_related = ("operator",)
    search_fields = ("code", "name", "operator__trade_name")
    readonly_fields = ("covered", "sheets", "created_at", "updated_at")
    actions_detail = ("upload_coverage", "upload_rates")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        looks = () if self.has_change_permission(request, obj) else SHOWN_MONEY
        return (*self.readonly_fields, *looks, *(("operator", "code") if obj else ()))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """To look at, money is shown as people write it; to edit, as a number."""
        names = list(super().get_fields(request, obj))
        if self.has_change_permission(request, obj):
            return names
        return list(dict.fromkeys(f"shown_{n}" if n in MONEY else n for n in names))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    shown_max_declared_value = pesos_column("max_declared_value", _("highest declared value"))
    shown_max_cod = pesos_column("max_cod", _("highest cash on delivery"))

    @display(description=_("municipalities"))
    def covered(self, row: Service) -> str:
        return _link("coverage", f"service__id__exact={row.pk}", row.coverage_rows)

    @display(description=_("rate sheets"))
    def sheets(self, row: Service) -> str:
        return _link("ratesheet", f"service__id__exact={row.pk}", _("see"))

    def save_model(self, request: HttpRequest, obj: Service, form: Any, change: bool) -> None:
        actor = actor_of(request)
        if change:
            # The form has put its values on the row already, as the model's fields read them.
            changes = {name: getattr(obj, name) for name in form.changed_data}
            become(obj, change_service(service_id=obj.pk, changes=changes, actor=actor))
        else:
            names = [name for name in form.cleaned_data if name != "operator"]
            settings = {name: getattr(obj, name) for name in names}
            saved = add_service(operator_id=obj.operator_id, actor=actor, **settings)
            become(obj, saved)

    @action(
        description=_("Import coverage"),
        permissions=["franchise.change_service"],
        url_path="import-coverage",
    )
    def upload_coverage(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> Report | None:
            done = import_coverage(
                service_id=row.pk,
                data=data["file"].read(),
                dry_run=data["dry_run"],
                actor=actor_of(request),
            )
            return None if done.applied else done.report

        return form_page(
            self, request, row, form_class=CoverageForm, title=_("Import coverage"), act=act
        )

    @action(
        description=_("Import rates"),
        permissions=["franchise.add_ratesheet"],
        url_path="import-rates",
    )
    def upload_rates(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> Report | None:
            file = data.pop("file")
            done = import_rate_sheet(
                service_id=row.pk,
                data=file.read(),
                source=file.name[:200],
                actor=actor_of(request),
                **data,
            )
            return None if done.applied else done.report

        return form_page(
            self, request, row, form_class=RateSheetForm, title=_("Import rates"), act=act
        )


def _link(model: str, query: str, text: Any) -> str:
    url = reverse(f"admin:franchise_{model}_changelist")
    return format_html('<a href="{}?{}" class="text-primary-600">{}</a>', url, query, text)
