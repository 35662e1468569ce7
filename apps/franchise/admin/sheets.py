"""Rate sheets in the back office: drafts to publish or discard, the rest to look at."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.franchise.admin.base import ServiceModelAdmin, actor_of, become
from apps.franchise.admin.forms import ConfirmForm
from apps.franchise.admin.pages import form_page, found
from apps.franchise.admin.sheet_rows import (
    BracketInline,
    ExceptionInline,
    SurchargeInline,
    TaxInline,
    ZoneInline,
)
from apps.franchise.domain.sheets import DRAFT
from apps.franchise.models import RateSheet
from apps.franchise.services.change_sheet import change_sheet, discard_sheet
from apps.franchise.services.publish_sheet import publish_sheet

COLOURS = {"draft": "info", "published": "success", "superseded": "warning"}
EDITABLE = ("valid_from", "valid_to", "note")


@admin.register(RateSheet)
class RateSheetAdmin(ServiceModelAdmin):
    fields = (
        "service", "side", "version", "status", *EDITABLE, "source", "row_count", "pairs",
        "shown_warnings", "hash", "published_at", "published_by", "superseded_at",
    )  # fmt: skip
    readonly_fields = tuple(name for name in fields if name not in EDITABLE)
    inlines = (ZoneInline, BracketInline, SurchargeInline, TaxInline, ExceptionInline)
    list_display = (
        "service", "operator", "side", "version", "shown_status", "valid_from", "valid_to",
        "row_count", "warning_count", "published_at",
    )  # fmt: skip
    list_filter = ("status", "side", "service__operator", "service")
    list_select_related = ("service__operator",)
    search_fields = ("service__name", "service__operator__trade_name", "source", "note", "hash")
    date_hierarchy = "valid_from"
    actions = ("publish",)
    actions_detail = ("publish_one",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Sheets come of files, from the page of their service.
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        editable = not isinstance(obj, RateSheet) or obj.status == DRAFT
        return editable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        discardable = isinstance(obj, RateSheet) and obj.status == DRAFT
        return discardable and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: RateSheet, form: Any, change: bool) -> None:
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        become(obj, change_sheet(sheet_id=obj.pk, changes=changes, actor=actor_of(request)))

    def delete_model(self, request: HttpRequest, obj: RateSheet) -> None:
        discard_sheet(sheet_id=obj.pk, actor=actor_of(request))

    @display(description=_("operator"), ordering="service__operator")
    def operator(self, row: RateSheet) -> str:
        return str(row.service.operator)

    @display(description=_("status"), ordering="status", label=COLOURS)
    def shown_status(self, row: RateSheet) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=_("warnings"))
    def warning_count(self, row: RateSheet) -> int:
        return len(row.warnings)

    @display(description=_("warnings"))
    def shown_warnings(self, row: RateSheet) -> str:
        language = "en" if (get_language() or "es").startswith("en") else "es"
        lines = ((warning[language],) for warning in row.warnings)
        return format_html_join("", "<p>{}</p>", lines) or "-"

    @display(description=_("pairs of places"))
    def pairs(self, row: RateSheet) -> str:
        url = reverse("admin:franchise_pairrow_changelist")
        return format_html('<a href="{}?sheet__id__exact={}">{}</a>', url, row.pk, _("see"))

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        # A draft's rows go with it, whoever may not delete them alone.
        return [str(row) for row in objs], {}, set(), []

    @action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[RateSheet]) -> None:
        for row in queryset:
            self.attempt(request, partial(self._publish, request, row.pk))

    @action(
        description=_("Publish"), permissions=["franchise.change_ratesheet"], url_path="publish"
    )
    def publish_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> None:
            self._publish(request, row.pk)

        return form_page(self, request, row, form_class=ConfirmForm, title=_("Publish"), act=act)

    def _publish(self, request: HttpRequest, pk: Any) -> None:
        sheet = publish_sheet(sheet_id=pk, actor=actor_of(request))
        messages.success(request, _("%(sheet)s published.") % {"sheet": sheet})
        if sheet.warnings:
            count = {"count": len(sheet.warnings)}
            messages.warning(request, _("Prices fall in %(count)s places; see it.") % count)
