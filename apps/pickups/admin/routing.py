"""Routing jobs: watch, look at the proposal on a map, put it in force."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminSingleDateWidget

from apps.pickups.admin.acting import actor_of, for_each
from apps.pickups.domain.route_map import drawn
from apps.pickups.models import RoutingJob, Stop
from apps.pickups.selectors.maps import picture_of_job
from apps.pickups.selectors.routing import job_by_id
from apps.pickups.services.routing.ask import ask_for_routes, cancel_job
from apps.pickups.services.routing.commit import commit_plan, discard_plan
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import language

COLOURS = {
    "queued": "info",
    "running": "warning",
    "proposed": "warning",
    "committed": "success",
    "discarded": "info",
    "failed": "danger",
    "cancelled": "danger",
}
AIMS = (
    ("cheapest", _("Más barato")),
    ("fewest", _("Menos vehículos")),
    ("balanced", _("Equilibrado")),
)
SCOPES = (("day", _("Todo el día")), ("rest", _("Lo que falta, desde donde están")))


class AskForm(forms.ModelForm):
    class Meta:
        model = RoutingJob
        fields = ("day", "depot", "scope", "aim")
        widgets = {
            "day": UnfoldAdminSingleDateWidget,
            "depot": UnfoldAdminSelectWidget,
            "scope": UnfoldAdminSelectWidget(choices=SCOPES),
            "aim": UnfoldAdminSelectWidget(choices=AIMS),
        }


@admin.register(RoutingJob)
class RoutingJobAdmin(ReadOnlyAdmin):
    form = AskForm
    list_display = (
        "day",
        "aim",
        "scope",
        "shown_status",
        "bar",
        "stops",
        "vehicles",
        "left_out",
        "engine",
        "saved",
        "see",
    )
    list_filter = ("status", "day", "depot")
    actions = ("commit", "publish", "discard", "cancel")
    exclude = ("plan", "evaluation", "comparison", "reasons")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("pickups.add_routingjob"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("see", *super().get_readonly_fields(request, obj)) if obj else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj else AskForm.Meta.fields

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        adding = kwargs.get("add") or (args and args[0])
        answer = super().render_change_form(request, context, *args, **kwargs)
        if adding:
            context["show_save"] = True
        return answer

    def save_model(self, request: HttpRequest, obj: RoutingJob, form: Any, change: bool) -> None:
        if change:
            return
        data = form.cleaned_data
        made = ask_for_routes(
            day=data["day"],
            depot=data["depot"].code if data["depot"] else "",
            scope=data["scope"],
            aim=data["aim"],
            actor=actor_of(request),
        )
        obj.__dict__.update(made.__dict__)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.map)
        own = path("<uuid:job_id>/map/", view, name="pickups_routingjob_map")
        return [own, *super().get_urls()]

    @display(description="estado", ordering="status", label=COLOURS)
    def shown_status(self, row: RoutingJob) -> str:
        return row.status

    @display(description="avance")
    def bar(self, row: RoutingJob) -> SafeString:
        return format_html('<progress max="100" value="{}"></progress>', row.progress)

    @display(description="sin servir")
    def left_out(self, row: RoutingJob) -> int:
        return len((row.plan or {}).get("unserved", ()))

    @display(description="ahorro")
    def saved(self, row: RoutingJob) -> str:
        told = row.comparison
        if not told or not told["by_hand"]["cost"]:
            return "-"
        share = 1 - told["proposed"]["cost"] / told["by_hand"]["cost"]
        return f"{100 * share:.0f}%"

    @display(description="")
    def see(self, row: RoutingJob) -> SafeString | str:
        if row.plan is None:
            return "-"
        page = reverse("admin:pickups_routingjob_map", args=[row.pk])
        return format_html('<a class="text-primary-600" href="{}">{}</a>', page, _("Mapa"))

    def map(self, request: HttpRequest, job_id: Any) -> HttpResponse:
        job = job_by_id(job_id)
        stops = Stop.objects.in_bulk([reason["stop"] for reason in job.reasons])
        named = {str(key): stop for key, stop in stops.items()}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Propuesta del %(day)s") % {"day": f"{job.day:%d/%m/%Y}"},
            "opts": self.opts,
            # Built from our own numbers and escaped words.
            "map": mark_safe(drawn(picture_of_job(job))),  # noqa: S308
            "job": job,
            "reasons": [_reason(named.get(reason["stop"]), reason) for reason in job.reasons],
        }
        return TemplateResponse(request, "pickups/admin/map.html", context)

    @admin.action(description="Poner en vigor", permissions=["change"])
    def commit(self, request: HttpRequest, rows: "QuerySet[RoutingJob]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda row: commit_plan(job_id=row.pk, actor=actor))

    @admin.action(description="Poner en vigor y publicar", permissions=["change"])
    def publish(self, request: HttpRequest, rows: "QuerySet[RoutingJob]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda r: commit_plan(job_id=r.pk, actor=actor, publish=True))

    @admin.action(description="Descartar", permissions=["change"])
    def discard(self, request: HttpRequest, rows: "QuerySet[RoutingJob]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda row: discard_plan(job_id=row.pk, actor=actor))

    @admin.action(description="Detener", permissions=["change"])
    def cancel(self, request: HttpRequest, rows: "QuerySet[RoutingJob]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda row: cancel_job(job_id=row.pk, actor=actor))


def _reason(stop: Stop | None, reason: dict[str, Any]) -> tuple[Stop | None, str, str]:
    """A stop left out, why, and what would serve it, in the reader's language."""
    return stop, reason[language()], reason[f"change_{language()}"]
