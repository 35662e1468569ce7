"""A file of what an operator tells of its guides, taken in by staff."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.orders.admin.acting import TEMPLATE, actor_of, change_page, sentence
from apps.orders.models import ImportBatch, OperatorCopy
from apps.orders.services.imports.batches import OfOperator
from apps.orders.services.imports.run_import import start_import
from apps.orders.services.imports.source import event_source
from quenty.kernel.errors import DomainError


class EventFileForm(forms.Form):
    operator = forms.ModelChoiceField(
        label=_("Operador"),
        queryset=OperatorCopy.objects.all(),
        to_field_name="operator_id",
        widget=UnfoldAdminSelectWidget(),
    )
    file = forms.FileField(
        label=_("Archivo CSV o XLSX"),
        help_text=_("Guía, estado, fecha y hora; también ciudad, motivo y observaciones"),
        allow_empty_file=True,
        widget=UnfoldAdminFileFieldWidget(),
    )
    dry_run = forms.BooleanField(
        label=_("Solo revisar, sin guardar"),
        required=False,
        initial=True,
        widget=UnfoldBooleanSwitchWidget(),
    )


def event_file_page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Asks for the file; then the batch that it became, with how far it is."""
    posted = request.method == "POST"
    form = EventFileForm(request.POST, request.FILES) if posted else EventFileForm()
    if posted and form.is_valid():
        try:
            batch = _take(request, form.cleaned_data)
        except DomainError as error:
            form.add_error("file", sentence(error))
        else:
            messages.success(request, _("Hecho."))
            return HttpResponseRedirect(change_page(batch))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Cargar eventos de un operador"),
        "opts": admin.opts,
        "form": form,
        "media": admin.media + form.media,
        "back": reverse("admin:orders_importbatch_changelist"),
    }
    return TemplateResponse(request, TEMPLATE, context)


def _take(request: HttpRequest, given: dict[str, Any]) -> ImportBatch:
    operator_id, file = given["operator"].operator_id, given["file"]
    asked = OfOperator(
        operator_id=operator_id,
        livemode=True,
        dry_run=given["dry_run"],
        actor=actor_of(request),
    )
    source = event_source(file.file, file.name or "", operator_id)
    return start_import(source=source, asked=asked)
