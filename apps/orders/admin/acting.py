"""What the pages of orders share: who acts, refusals as messages, forms before an action."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.orders.selectors.search import wanted
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError

TEMPLATE = "orders/admin/form_page.html"


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motivo"), max_length=200, widget=UnfoldAdminTextInputWidget)


class LookInline(TabularInline):
    """Rows that hang from another, to look at."""

    extra = 0
    can_delete = False
    show_change_link = False
    tab = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OneSearch:
    """The search of guides and orders, by number, order, phone, NIT or name, in any list.
    `search_guide`, `search_order`: how its rows name their guide and their order."""

    search_fields = ("id",)
    search_help_text = _("Guía, orden, teléfono, NIT o nombre")
    search_guide, search_order = "guide__", "guide__order__"

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        if not search_term.strip():
            return queryset, False
        found = wanted(search_term, guide=self.search_guide, order=self.search_order)
        return queryset.filter(found), True


def actor_of(request: HttpRequest) -> Actor:
    return Actor("staff", str(request.user.pk))


def sentence(error: DomainError) -> str:
    return error.message(get_language() or "es")


def for_each(request: HttpRequest, rows: Iterable[Model], act: Callable[[Any], Any]) -> None:
    """Act on each chosen row; what refuses is told and keeps no other from going through."""
    done = 0
    for row in rows:
        try:
            act(row)
            done += 1
        except DomainError as error:
            messages.warning(request, f"{row}: {sentence(error)}")
    if done:
        messages.success(request, _("Hecho: %(done)s") % {"done": done})


def form_page(
    admin: ModelAdmin,
    request: HttpRequest,
    object_id: str,
    *,
    form_class: type[forms.Form],
    title: Any,
    act: Callable[[Any, dict[str, Any]], Any],
    initial: Callable[[Any], dict[str, Any]] = lambda row: {},
) -> HttpResponse:
    """Show a form about a row, filled with what `initial` says of it; on POST hand the row and
    the clean data to `act`, whose refusal is shown above the form. Raises Http404.
    """
    row = admin.get_object(request, object_id)
    if row is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, initial=initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            act(row, form.cleaned_data)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Hecho."))
            return HttpResponseRedirect(change_page(row))
    context = {
        **admin.admin_site.each_context(request),
        "title": title,
        "subtitle": str(row),
        "opts": admin.opts,
        "original": row,
        "form": form,
        "media": admin.media + form.media,
        "back": change_page(row),
    }
    return TemplateResponse(request, TEMPLATE, context)


def change_page(row: Model) -> str:
    return reverse(f"admin:orders_{row._meta.model_name}_change", args=[row.pk])


def link(row: Model | None, text: object = "") -> SafeString | str:
    """A link to a row's page, "-" for none."""
    if row is None:
        return "-"
    return format_html(
        '<a class="text-primary-600" href="{}">{}</a>', change_page(row), text or row
    )
