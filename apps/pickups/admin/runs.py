"""Runs and stops, with the map."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.pickups.admin.acting import LookInline, actor_of, for_each, link, when
from apps.pickups.domain.route_map import drawn
from apps.pickups.models import Run, Stop
from apps.pickups.selectors.maps import picture_of_runs
from apps.pickups.selectors.routing import run_by_id, runs_of
from apps.pickups.services.runs.arrange import lock_whole_run, take_stop_off
from apps.pickups.services.runs.cancel import cancel_run
from apps.pickups.services.runs.export import FORMS
from apps.pickups.services.runs.publish import publish_run
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos, told

RUN_COLOURS = {
    "draft": "info",
    "published": "info",
    "started": "warning",
    "completed": "success",
    "cancelled": "danger",
}
STOP_COLOURS = {
    "open": "info",
    "planned": "info",
    "en_route": "warning",
    "arrived": "warning",
    "done": "success",
    "failed": "danger",
    "cancelled": "danger",
}


class StopInline(LookInline):
    model = Stop
    fields = ("position", "kind", "status", "contact_name", "address", "planned_start", "eta")
    readonly_fields = fields
    ordering = ("position",)


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = (
        "number",
        "day",
        "driver",
        "shown_status",
        "stop_count",
        "km",
        "shown_cost",
        "locked",
        "see",
    )
    list_filter = ("status", "day", "shift__start_depot")
    search_fields = ("number", "shift__driver__name", "shift__vehicle__plate")
    list_select_related = ("shift__driver", "shift__vehicle")
    inlines = (StopInline,)
    actions = ("publish", "lock", "unlock", "withdraw", "on_one_map")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Run]":
        return super().get_queryset(request).annotate(stop_total=Count("stops"))

    def get_urls(self) -> list[Any]:
        own = [
            path(
                "<uuid:run_id>/map/", self.admin_site.admin_view(self.map), name="pickups_run_map"
            ),
            path(
                "<uuid:run_id>/export/<str:form>/",
                self.admin_site.admin_view(self.export),
                name="pickups_run_export",
            ),
        ]
        return [*own, *super().get_urls()]

    @display(description="conductor")
    def driver(self, row: Run) -> str:
        return f"{row.shift.driver} · {row.shift.vehicle}"

    @display(description="estado", ordering="status", label=RUN_COLOURS)
    def shown_status(self, row: Run) -> str:
        return row.status

    @display(description="paradas", ordering="stop_total")
    def stop_count(self, row: Any) -> int:
        return int(row.stop_total)

    @display(description="km (estimados)")
    def km(self, row: Run) -> str:
        driven = f" / {row.driven_m / 1000:.0f}" if row.driven_m is not None else ""
        return f"{row.planned_m / 1000:.1f}{driven}"

    @display(description="costo")
    def shown_cost(self, row: Run) -> str:
        return pesos(row.planned_cost)

    @display(description="")
    def see(self, row: Run) -> SafeString:
        page = reverse("admin:pickups_run_map", args=[row.pk])
        return format_html('<a class="text-primary-600" href="{}">{}</a>', page, _("Mapa"))

    @admin.action(description="Publicar", permissions=["change"])
    def publish(self, request: HttpRequest, rows: "QuerySet[Run]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda row: publish_run(run_id=row.pk, actor=actor))

    @admin.action(description="Fijar la secuencia", permissions=["change"])
    def lock(self, request: HttpRequest, rows: "QuerySet[Run]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda r: lock_whole_run(run_id=r.pk, locked=True, actor=actor))

    @admin.action(description="Soltar la secuencia", permissions=["change"])
    def unlock(self, request: HttpRequest, rows: "QuerySet[Run]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda r: lock_whole_run(run_id=r.pk, locked=False, actor=actor))

    @admin.action(
        description="Anular: sus paradas vuelven a quedar abiertas", permissions=["change"]
    )
    def withdraw(self, request: HttpRequest, rows: "QuerySet[Run]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda r: cancel_run(run_id=r.pk, reason="admin", actor=actor))

    @admin.action(description="Ver en un mapa", permissions=["view"])
    def on_one_map(self, request: HttpRequest, rows: "QuerySet[Run]") -> HttpResponse:
        chosen = list(runs_of().filter(pk__in=rows.values("pk")))
        return _map_page(self, request, picture_of_runs(chosen), _("Rutas"), None)

    def map(self, request: HttpRequest, run_id: Any) -> HttpResponse:
        run = run_by_id(run_id)
        return _map_page(self, request, picture_of_runs([run]), run.number, run)

    def export(self, request: HttpRequest, run_id: Any, form: str) -> HttpResponse:
        run, chosen = run_by_id(run_id), FORMS[form]
        answer = HttpResponse(chosen.write(run), content_type=chosen.media)
        name = f"{run.number}.{chosen.ending}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _map_page(
    owner: Any, request: HttpRequest, picture: Any, title: Any, run: Run | None
) -> HttpResponse:
    stops = sorted(run.stops.all(), key=lambda s: s.position or 0) if run else []
    exports = (
        [(form, reverse("admin:pickups_run_export", args=[run.pk, form])) for form in FORMS]
        if run
        else []
    )
    context = {
        **owner.admin_site.each_context(request),
        "title": title,
        "opts": owner.opts,
        # Built from our own numbers and escaped words.
        "map": mark_safe(drawn(picture)),  # noqa: S308
        "run": run,
        "rows": [_row(stop) for stop in stops],
        "exports": exports,
    }
    return TemplateResponse(request, "pickups/admin/map.html", context)


def _row(stop: Stop) -> tuple[Stop, str, str, str]:
    return stop, when(stop.planned_start), when(stop.eta), told(stop.status, Stop)


@admin.register(Stop)
class StopAdmin(ReadOnlyAdmin):
    list_display = (
        "what",
        "kind",
        "shown_status",
        "due_on",
        "contact_name",
        "address",
        "zone_code",
        "of_run",
        "priority",
    )
    list_filter = ("status", "kind", "due_on", "zone_code")
    search_fields = ("guide_number", "contact_name", "address", "pickup__number")
    list_select_related = ("run", "pickup")
    exclude = ("follow_token",)
    actions = ("take_off",)

    @display(description="guía o recogida")
    def what(self, row: Stop) -> str:
        return row.guide_number or str(row.pickup)

    @display(description="estado", ordering="status", label=STOP_COLOURS)
    def shown_status(self, row: Stop) -> str:
        return row.status

    @display(description="ruta", ordering="run")
    def of_run(self, row: Stop) -> str:
        return link(row.run)

    @admin.action(description="Quitar de su ruta", permissions=["change"])
    def take_off(self, request: HttpRequest, rows: "QuerySet[Stop]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda row: take_stop_off(stop_id=row.pk, actor=actor))
