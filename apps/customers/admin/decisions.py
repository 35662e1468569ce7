"""Decisions on a row: a link on its page, a form behind it, a service behind that.

A link is a GET and changes nothing; the form it leads to is posted with its token.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.kernel.money import COP, Money
from quenty.platform.store.read_only import ReadOnlyAdmin


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("motivo"), max_length=300, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )


class AmountForm(forms.Form):
    """Whole pesos."""

    amount = forms.RegexField(
        r"^[0-9]{1,12}$", label=_("valor en pesos"), widget=UnfoldAdminTextInputWidget()
    )

    def clean_amount(self) -> Money:
        return Money(self.cleaned_data["amount"], COP)


@dataclass(frozen=True)
class Decision:
    """`when(row)`: whether it is open now. `act(row, actor, clean data)`: calls a service."""

    name: str
    title: Any
    permission: str
    act: Callable[[Any, Actor, dict[str, Any]], Any]
    when: Callable[[Any], bool]
    form: type[forms.Form] = forms.Form


class DecidedAdmin(ReadOnlyAdmin):
    """Rows that nobody edits; `decisions` are what may be done with them."""

    decisions: Sequence[Decision] = ()

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            # Display methods aren't told who looks, so the row is.
            row.viewer_may = request.user.get_all_permissions()
        return row

    @display(description=_("decisiones"))
    def decisions_shown(self, row: Any) -> str:
        open_ = [d for d in self.decisions if d.permission in row.viewer_may and d.when(row)]
        links = ((self._where(row, d), d.title) for d in open_)
        style = '<a class="border border-base-200 px-3 py-1 rounded-default mr-2" href="{}">{}</a>'
        return format_html_join("", style, links) or "—"

    def _where(self, row: Any, decision: Decision) -> str:
        return reverse(self._name(), args=[row.pk, decision.name])

    def _name(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_decide"

    def get_urls(self) -> list[Any]:
        decide = path(
            "<uuid:object_id>/decide/<slug:name>/",
            self.admin_site.admin_view(self.decide_view),
            name=self._name().removeprefix("admin:"),
        )
        return [decide, *super().get_urls()]

    def decide_view(self, request: HttpRequest, object_id: UUID, name: str) -> HttpResponse:
        decision = next((d for d in self.decisions if d.name == name), None)
        row = self.get_object(request, str(object_id))
        if decision is None or row is None:
            raise Http404
        if not request.user.has_perm(decision.permission):
            raise PermissionDenied
        form = decision.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                decision.act(row, Actor("staff", str(request.user.pk)), form.cleaned_data)
            except DomainError as error:
                form.add_error(None, error.message(get_language() or "es"))
            else:
                messages.success(request, _("Hecho."))
                return HttpResponseRedirect(self._page(row))
        return TemplateResponse(
            request,
            "customers/admin/decide.html",
            {
                **self.admin_site.each_context(request),
                "title": decision.title,
                "subtitle": str(row),
                "opts": self.opts,
                "form": form,
                "back": self._page(row),
            },
        )

    def _page(self, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
