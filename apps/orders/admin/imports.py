"""Imported files in the back office: their counts, their rows, the bad ones as a file."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from unfold.decorators import action, display

from apps.orders.admin.acting import link
from apps.orders.admin.event_files import event_file_page
from apps.orders.models import ImportBatch, ImportRow
from apps.orders.services.imports.rejected_file import rejected_file
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import language


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = (
        "file_name",
        "created_at",
        "layout",
        "encoding",
        "shown_status",
        "dry_run",
        "rows_total",
        "rows_created",
        "rows_known",
        "rows_bad",
        "its_rows",
        "customer_id",
        "operator_id",
    )
    list_filter = ("status", "layout", "dry_run", "livemode", "created_at")
    search_fields = ("file_name", "file_hash", "customer_id", "operator_id", "id")
    date_hierarchy = "created_at"
    actions_detail = ("bad_rows",)
    actions_list = ("events_file",)

    @display(
        description="estado",
        ordering="status",
        label={"done": "success", "failed": "danger", "running": "info"},
    )
    def shown_status(self, batch: ImportBatch) -> str:
        return batch.status

    @display(description="filas")
    def its_rows(self, batch: ImportBatch) -> SafeString:
        page = reverse("admin:orders_importrow_changelist")
        address = f"{page}?batch__id__exact={batch.pk}"
        return format_html('<a class="text-primary-600" href="{}">{}</a>', address, _("Ver"))

    @action(
        description=_lazy("Cargar eventos de un operador"),
        permissions=["orders.add_importbatch"],
        url_path="events",
    )
    def events_file(self, request: HttpRequest) -> HttpResponse:
        return event_file_page(self, request)

    @action(
        description="Descargar rechazadas",
        permissions=["orders.view_importbatch"],
        url_path="rejected",
    )
    def bad_rows(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        batch = self.get_object(request, object_id)
        if batch is None:
            raise Http404
        return StreamingHttpResponse(
            rejected_file(batch, language()),
            content_type="text/csv; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="rejected-{batch.pk}.csv"',
                "Cache-Control": "private, no-store",
            },
        )


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    list_display = ("line", "reference", "shown_status", "of_order", "reasons", "of_batch")
    list_filter = ("status",)
    search_fields = ("reference", "batch__id", "batch__file_name")
    list_select_related = ("order", "batch")
    ordering = ("batch", "line")
    # What was read holds people's addresses: it goes out by the file alone.
    exclude = ("raw", "problems")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ImportRow]":
        rows: QuerySet[ImportRow] = super().get_queryset(request).defer("raw")
        return rows

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return lookup == "batch__id__exact" or super().lookup_allowed(lookup, value, request)

    @display(
        description="estado",
        ordering="status",
        label={"created": "success", "valid": "success", "known": "info", "bad": "danger"},
    )
    def shown_status(self, row: ImportRow) -> str:
        return row.status

    @display(description="orden")
    def of_order(self, row: ImportRow) -> str:
        return link(row.order)

    @display(description="archivo")
    def of_batch(self, row: ImportRow) -> str:
        return link(row.batch)

    @display(description="motivos")
    def reasons(self, row: ImportRow) -> SafeString | str:
        lines = ((problem["column"], problem[language()]) for problem in row.problems)
        return format_html_join("; ", "{}: {}", lines) or "-"
