"""Pages with a form of their own: suspend, and the uploads with their row report."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from apps.franchise.admin.base import sentence
from apps.franchise.domain.report import Report, RowProblem
from quenty.kernel.errors import DomainError

TEMPLATE = "franchise/admin/form_page.html"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is kept and not done yet, in words: of four eyes it has seen two."""

    told: Any


def form_page(
    admin: ModelAdmin,
    request: HttpRequest,
    row: Model,
    *,
    form_class: type[forms.Form],
    title: Any,
    act: Callable[[dict[str, Any]], Report | Waiting | Model | None],
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form about `row`; on POST hand its clean data to `act`.

    `act` gives a report to show, or None when it is done and the row's page comes next, or
    another row whose page does, or what it waits for. It may raise a DomainError, which is
    shown above the form.
    """
    sent = request.method == "POST"
    form = form_class(request.POST, request.FILES) if sent else form_class(initial=initial)
    report: Report | None = None
    if sent and form.is_valid():
        try:
            outcome = act(form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            if isinstance(outcome, Waiting):
                messages.warning(request, outcome.told)
                return HttpResponseRedirect(_change_page(row))
            if not isinstance(outcome, Report):
                messages.success(request, _("Done."))
                return HttpResponseRedirect(_change_page(outcome or row))
            report = outcome
    context = _context(admin, request, row, form, title=title, report=report)
    return TemplateResponse(request, TEMPLATE, context)


def new_page(
    admin: ModelAdmin,
    request: HttpRequest,
    *,
    form_class: type[forms.Form],
    title: Any,
    act: Callable[[dict[str, Any]], Model | None],
) -> HttpResponse:
    """Show a form of a row that is to be; `act` makes it of clean data, and its page comes
    next, or the list where it gives none. A DomainError is shown at its field."""
    sent = request.method == "POST"
    form = form_class(request.POST) if sent else form_class()
    if sent and form.is_valid():
        try:
            row = act(dict(form.cleaned_data))
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Done."))
            listed = reverse(_name(admin.opts, "changelist"))
            return HttpResponseRedirect(_change_page(row) if row else listed)
    context = _context(admin, request, None, form, title=title, report=None)
    return TemplateResponse(request, TEMPLATE, context)


def refuse(form: forms.Form, error: DomainError) -> None:
    """Shown at its field, or above the form where it has none."""
    form.add_error(error.field if error.field in form.fields else None, sentence(error))


def _context(
    admin: ModelAdmin, request: HttpRequest, row: Model | None, form: forms.Form, *, title: Any,
    report: Report | None,
) -> dict[str, Any]:  # fmt: skip
    return {
        **admin.admin_site.each_context(request),
        "title": title,
        "subtitle": str(row or ""),
        "opts": admin.opts,
        "original": row,
        "form": form,
        "media": admin.media + form.media,
        "back": _change_page(row) if row else reverse(_name(admin.opts, "changelist")),
        "report": report and _shown(report),
    }


def found(admin: ModelAdmin, request: HttpRequest, object_id: str) -> Any:
    """The row of a page. Raises Http404."""
    row = admin.get_object(request, object_id)
    if row is None:
        raise Http404
    return row


def _change_page(row: Model) -> str:
    return reverse(_name(row._meta, "change"), args=[row.pk])


def _name(meta: Any, page: str) -> str:
    return f"admin:{meta.app_label}_{meta.model_name}_{page}"


def _shown(report: Report) -> dict[str, Any]:
    language = get_language() or "es"

    def cells(found: RowProblem) -> dict[str, Any]:
        return {
            "line": found.line,
            "column": found.column,
            "code": found.code,
            "reason": found.message(language),
        }

    return {
        "rows": report.rows,
        "count": report.count,
        "problems": [cells(found) for found in report.problems],
        "warnings": [cells(found) for found in report.warnings],
    }
