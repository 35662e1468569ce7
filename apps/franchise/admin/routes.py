"""Priorities by route in the back office."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.franchise.admin.base import ServiceModelAdmin, actor_of, become, sentence
from apps.franchise.domain.route_places import end_of_route
from apps.franchise.models import RoutePriority
from apps.franchise.services.set_route import drop_route, set_route
from quenty.kernel import dane
from quenty.kernel.errors import DomainError

ROUTE = ("operator", "service", "origin", "destination", "zone")


def _end(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=60,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("Municipality (code or name) or department (2 digits); empty: anywhere"),
    )


class RouteForm(forms.ModelForm):
    origin = _end(_("origin"))
    destination = _end(_("destination"))

    class Meta:
        model = RoutePriority
        fields = (*ROUTE, "priority")
        help_texts = {
            "service": _("Empty: all services of the operator"),
            "priority": _("The lowest has its turn first"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in {"origin", "destination"} & cleaned.keys():
            try:
                cleaned[name] = end_of_route(name, cleaned[name])
            except DomainError as error:
                self.add_error(name, ValidationError(sentence(error), code=error.code))
        return cleaned


@admin.register(RoutePriority)
class RouteAdmin(ServiceModelAdmin):
    """Another route is another row: of a row the priority alone changes."""

    form = RouteForm
    list_display = ("shown_origin", "shown_destination", "zone", "operator", "service", "priority")
    list_filter = ("operator", "service")
    list_select_related = ("operator", "service")
    search_fields = ("origin", "destination", "zone", "operator__trade_name")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ROUTE if obj else ()

    @display(description=_("origin"), ordering="origin")
    def shown_origin(self, row: RoutePriority) -> str:
        return _place(row.origin)

    @display(description=_("destination"), ordering="destination")
    def shown_destination(self, row: RoutePriority) -> str:
        return _place(row.destination)

    def save_model(self, request: HttpRequest, obj: RoutePriority, form: Any, change: bool) -> None:
        saved = set_route(
            operator_id=obj.operator_id,
            service_id=obj.service_id,
            origin=obj.origin,
            destination=obj.destination,
            zone=obj.zone,
            priority=obj.priority,
            actor=actor_of(request),
        )
        become(obj, saved)

    def delete_model(self, request: HttpRequest, obj: RoutePriority) -> None:
        drop_route(route_id=obj.pk, actor=actor_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[RoutePriority]) -> None:
        for row in queryset:
            self.attempt(request, partial(self.delete_model, request, row))


def _place(code: str) -> str:
    known = dane.municipality(code) if code else None
    if known:
        return f"{known.name}, {known.department}"
    return dane.departments().get(code, code) or "*"
