"""Franchises, territory, points and partners in the back office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget

from apps.franchise.admin.base import ServiceModelAdmin, actor_of, pesos
from apps.franchise.admin.forms import ConfirmForm, SuspensionForm
from apps.franchise.admin.pages import form_page, found
from apps.franchise.models import Franchise, Partner, Point, Referral, Territory
from apps.franchise.selectors.contract_terms import unsigned_contract
from apps.franchise.services import activate_franchise as life
from apps.franchise.services import evaluate_franchise as evaluating
from apps.franchise.services.open_point import close_point
from quenty.kernel import dane

COLOURS = {
    "applicant": "info",
    "in_evaluation": "info",
    "approved": "warning",
    "active": "success",
    "suspended": "danger",
    "terminated": "danger",
    "reserved": "warning",
    "assigned": "success",
    "open": "success",
    "closed": "danger",
}
CHANGE = ["franchise.change_franchise"]


class TerritoryForm(forms.Form):
    municipalities = forms.CharField(
        label=_("Municipalities (DANE codes or names, one a line)"),
        widget=UnfoldAdminTextareaWidget(),
    )

    def clean_municipalities(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["municipalities"].splitlines()]
        places = {line: dane.resolve(line) for line in lines if line}
        unknown = [line for line, place in places.items() if place is None]
        if unknown:
            raise forms.ValidationError(", ".join(unknown), code="dane.unknown")
        return [place.code for place in places.values() if place]


class ContractForm(forms.Form):
    file = forms.FileField(label=_("Signed contract (PDF)"), widget=UnfoldAdminFileFieldWidget())


class LookAdmin(ServiceModelAdmin):
    """Shown, never edited by hand: what changes goes through an action."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Without buttons to save what nobody can edit."""
        hidden = {"show_save": False, "show_save_and_continue": False}
        answer: HttpResponse = super().render_change_form(
            request, {**context, **hidden}, *args, **kwargs
        )
        return answer

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.opts.fields if field.name not in (self.exclude or ())]

    @display(description=_("status"), ordering="status", label=COLOURS)
    def shown_status(self, row: Any) -> tuple[str, str]:
        return row.status, row.get_status_display()


@admin.register(Franchise)
class FranchiseAdmin(LookAdmin):
    list_display = ("name", "code", "shown_status", "municipalities", "shown_capital")
    list_filter = ("status",)
    search_fields = ("code", "name")
    exclude = ("contract", "revision")
    actions_detail = (
        "evaluate",
        "draft",
        "contract",
        "approve",
        "activate",
        "suspend",
        "terminate",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Franchise]:
        held = Count("territories", filter=Q(territories__status="assigned"))
        return super().get_queryset(request).defer("contract").annotate(held=held)

    @display(description=_("municipalities"), ordering="held")
    def municipalities(self, row: Any) -> int:
        return int(row.held)

    @display(description=_("capital"), ordering="capital")
    def shown_capital(self, row: Franchise) -> str:
        return pesos(row.capital)

    @action(
        description=_("Contract to sign"),
        permissions=["franchise.view_franchise"],
        url_path="contract-draft",
    )
    def draft(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)
        return HttpResponse(unsigned_contract(row), content_type="application/pdf")

    @action(description=_("Evaluate"), permissions=CHANGE, url_path="evaluate")
    def evaluate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            evaluating.evaluate_franchise(franchise_id=row.pk, actor=actor_of(request), **data)

        return self._page(request, object_id, TerritoryForm, _("Evaluate"), act)

    @action(description=_("Signed contract"), permissions=CHANGE, url_path="contract")
    def contract(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            evaluating.take_contract(
                franchise_id=row.pk, content=data["file"].read(), actor=actor_of(request)
            )

        return self._page(request, object_id, ContractForm, _("Signed contract"), act)

    @action(description=_("Approve"), permissions=CHANGE, url_path="approve")
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            evaluating.approve_franchise(franchise_id=row.pk, actor=actor_of(request))

        return self._page(request, object_id, ConfirmForm, _("Approve"), act)

    @action(description=_("Activate"), permissions=CHANGE, url_path="activate")
    def activate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            life.activate_franchise(franchise_id=row.pk, actor=actor_of(request))

        return self._page(request, object_id, ConfirmForm, _("Activate"), act)

    @action(description=_("Suspend"), permissions=CHANGE, url_path="suspend")
    def suspend(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            life.suspend_franchise(franchise_id=row.pk, actor=actor_of(request), **data)

        return self._page(request, object_id, SuspensionForm, _("Suspend"), act)

    @action(description=_("Terminate"), permissions=CHANGE, url_path="terminate")
    def terminate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            life.terminate_franchise(franchise_id=row.pk, actor=actor_of(request), **data)

        return self._page(request, object_id, SuspensionForm, _("Terminate"), act)

    def _page(
        self, request: HttpRequest, object_id: str, form: Any, title: Any, act: Any
    ) -> HttpResponse:
        row = found(self, request, object_id)
        return form_page(
            self, request, row, form_class=form, title=title, act=lambda data: act(row, data)
        )


@admin.register(Territory)
class TerritoryAdmin(LookAdmin):
    list_display = ("dane_code", "place", "franchise", "shown_status", "starts_at", "ends_at")
    list_filter = ("status",)
    search_fields = ("municipality", "franchise__name")
    list_select_related = ("franchise",)

    @display(description=_("municipality"))
    def place(self, row: Territory) -> str:
        known = dane.municipality(row.dane_code)
        return f"{known.name}, {known.department}" if known else row.dane_code


@admin.register(Point)
class PointAdmin(LookAdmin):
    list_display = ("name", "code", "franchise", "dane_code", "shown_status", "capacity")
    list_filter = ("status",)
    search_fields = ("code", "name", "dane_code")
    list_select_related = ("franchise",)
    actions_detail = ("close",)

    @action(description=_("Close"), permissions=["franchise.change_point"], url_path="close")
    def close(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> None:
            close_point(point_id=row.pk, actor=actor_of(request), reason=data["reason"])

        return form_page(self, request, row, form_class=SuspensionForm, title=_("Close"), act=act)


@admin.register(Partner)
class PartnerAdmin(LookAdmin):
    list_display = ("name", "kind", "code", "franchise", "level", "starts_on", "ends_on")
    list_filter = ("kind", "level")
    search_fields = ("code", "name")
    list_select_related = ("franchise",)


@admin.register(Referral)
class ReferralAdmin(LookAdmin):
    list_display = ("merchant_id", "partner", "starts_on")
    search_fields = ("merchant_id", "partner__name")
    list_select_related = ("partner",)
