"""Files that back a row, on its page: listed, and opened one by one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.orders.admin.acting import actor_of
from apps.orders.selectors.disputes import evidence_file, evidence_of
from apps.orders.services.evidence import look
from quenty.kernel.errors import DomainError


class WithEvidence:
    """For the admin of a claim or a measured weight; `its_files` is one of its fields."""

    opts: Any
    admin_site: Any
    get_object: Any
    has_view_permission: Any

    @display(description=_("pruebas"))
    def its_files(self, row: Any) -> SafeString | str:
        links = (
            (reverse(f"admin:{self._name()}", args=[row.pk, file.pk]), file.name)
            for file in evidence_of(row.pk)
        )
        shown = '<a class="text-primary-600" href="{}">{}</a>'
        return format_html_join(" · ", shown, links) or "-"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.evidence)
        where = "<uuid:object_id>/evidence/<uuid:evidence_id>"
        return [path(where, view, name=self._name()), *super().get_urls()]  # type: ignore[misc]

    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_evidence"

    def evidence(self, request: HttpRequest, object_id: UUID, evidence_id: UUID) -> HttpResponse:
        """Never run by a browser, never kept by a cache; each look is in the audit."""
        row = self.get_object(request, str(object_id))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        try:
            file = evidence_file(row.pk, evidence_id)
        except DomainError as error:
            raise Http404 from error
        return HttpResponse(
            look(row=file, actor=actor_of(request)),
            content_type=file.content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{file.pk}"',
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )
