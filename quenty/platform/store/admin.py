"""Parked events in the admin: seen, understood, put back. Rows live in nine databases, so
these are pages of our own under the model's address and permissions.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language

from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events.parked import unpark
from quenty.platform.store.models import Inbox
from quenty.platform.store.parked_rows import hosted, parked_row, parked_rows
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.titles import title


@admin.register(Inbox)
class ParkedAdmin(ReadOnlyAdmin):
    """`view_inbox` lets in, `change_inbox` replays."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        name = "platform_inbox"
        return [
            path("", wrap(self.changelist_view), name=f"{name}_changelist"),
            path("replay/", wrap(self.replay_view), name=f"{name}_replay"),
            path("<str:context>/<int:row_id>/", wrap(self.row_view), name=f"{name}_row"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        self._require(request, self.has_view_permission(request))
        context = request.GET.get("context", "")
        if context and context not in hosted():
            raise Http404
        rows = parked_rows(context)
        return self._page(request, "admin/parked.html", rows=rows, context_name=context)

    def row_view(self, request: HttpRequest, context: str, row_id: int) -> HttpResponse:
        self._require(request, self.has_view_permission(request))
        if context not in hosted():
            raise Http404
        row = parked_row(context, row_id)
        if row is None:
            raise Http404
        return self._page(request, "admin/parked_row.html", row=row)

    def replay_view(self, request: HttpRequest) -> HttpResponse:
        """POST `row=<context>:<id>`, as often as there are rows."""
        self._require(request, self.has_change_permission(request))
        if request.method == "POST":
            count = _replay(request.POST.getlist("row"), Actor("staff", str(request.user.pk)))
            told = {"en": f"{count} put back.", "es": f"{count} puestos de nuevo en la cola."}
            level = messages.SUCCESS if count else messages.WARNING
            self.message_user(request, told[_language()], level)
        return HttpResponseRedirect(reverse("admin:platform_inbox_changelist"))

    def _require(self, request: HttpRequest, allowed: bool) -> None:
        if not allowed:
            raise PermissionDenied

    def _page(self, request: HttpRequest, template: str, **values: Any) -> HttpResponse:
        titles = {"en": "Parked events", "es": "Eventos aparcados"}
        shown = {
            **self.admin_site.each_context(request),
            "title": titles[_language()],
            "english": _language() == "en",
            "opts": self.opts,
            "contexts": [(name, title(name)) for name in hosted()],
            "may_replay": self.has_change_permission(request),
            **values,
        }
        return TemplateResponse(request, template, shown)


def _language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"


def _replay(chosen: list[str], actor: Actor) -> int:
    by_context: dict[str, list[int]] = {}
    for entry in chosen:
        context, _, row_id = entry.partition(":")
        if context in hosted() and row_id.isascii() and row_id.isdigit() and len(row_id) < 19:
            by_context.setdefault(context, []).append(int(row_id))
    count = 0
    for context, ids in by_context.items():
        with unit_of_work(context):
            put_back = unpark(context, ids=ids)
            for found in ids if put_back else ():
                record(context, action="event.replay", subject=found, actor=actor)
        count += put_back
    return count
