"""Franchises and their territory in the back office."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget

from apps.franchise.admin.base import ServiceModelAdmin, actor_of, pesos
from apps.franchise.admin.forms import ConfirmForm, SuspensionForm
from apps.franchise.admin.network_forms import ApplicationForm, TermsForm
from apps.franchise.admin.pages import Waiting, form_page, found, new_page
from apps.franchise.domain.franchises import ACTIONS as STEPS
from apps.franchise.domain.franchises import TERMINATED, TRANSITIONS
from apps.franchise.models import Franchise, Territory
from apps.franchise.selectors.contract_terms import unsigned_contract
from apps.franchise.services import activate_franchise as life
from apps.franchise.services import apply_franchise as applying
from apps.franchise.services import claim_territory as claiming
from apps.franchise.services import evaluate_franchise as evaluating
from apps.franchise.services.ask_customer import check_customer
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
            told = ngettext_lazy(
                "This is no municipality: %(places)s",
                "These are no municipalities: %(places)s",
                len(unknown),
            )
            raise forms.ValidationError(
                told, code="dane.unknown", params={"places": ", ".join(unknown)}
            )
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

    def step(
        self,
        request: HttpRequest,
        object_id: str,
        form: type[forms.Form],
        title: Any,
        act: Callable[[Any, dict[str, Any]], Waiting | None],
        initial: Callable[[Any], dict[str, Any]] | None = None,
    ) -> HttpResponse:
        """A page that does something to a row; `act` is handed the row and clean data."""
        row = found(self, request, object_id)
        begins = initial(row) if initial else None
        return form_page(
            self, request, row, form_class=form, title=title, initial=begins,
            act=lambda data: act(row, data),
        )  # fmt: skip


def _breaking(sha256: str) -> str:
    """Where a narrow page may break it: it is wider than a phone."""
    parts = ((sha256[start : start + 16],) for start in range(0, len(sha256), 16))
    return format_html_join(mark_safe("<wbr>"), "{}", parts)


@admin.register(Franchise)
class FranchiseAdmin(LookAdmin):
    list_display = ("name", "code", "shown_status", "municipalities", "shown_capital")
    list_filter = ("status",)
    search_fields = ("code", "name")
    exclude = ("contract", "revision", "contract_sha256", "terms_sha256")
    actions_list = ("add_new",)
    actions_detail = (
        "change_terms",
        "evaluate",
        "claim",
        "draft",
        "contract",
        "approve",
        "activate",
        "suspend",
        "terminate",
    )

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        """Those steps that it may take from where it stands."""
        row = self.get_object(request, object_id)
        status = row.status if row else TERMINATED
        closed = {name for name in STEPS if (status, name) not in TRANSITIONS}
        if status == TERMINATED:
            closed |= {"change_terms", "claim", "draft", "contract"}
        shown: list[UnfoldAction] = super().get_actions_detail(request, object_id)
        return [each for each in shown if each.action_name.split("_", 2)[-1] not in closed]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Franchise]:
        held = Count("territories", filter=Q(territories__status="assigned"))
        return super().get_queryset(request).defer("contract").annotate(held=held)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_contract", "shown_terms"]

    @display(description=_("contract (SHA-256)"))
    def shown_contract(self, row: Franchise) -> str:
        return _breaking(row.contract_sha256)

    @display(description=_("terms (SHA-256)"))
    def shown_terms(self, row: Franchise) -> str:
        return _breaking(row.terms_sha256)

    @display(description=_("municipalities"), ordering="held")
    def municipalities(self, row: Any) -> int:
        return int(row.held)

    @display(description=_("capital"), ordering="capital")
    def shown_capital(self, row: Franchise) -> str:
        return pesos(row.capital)

    @action(
        description=_("Take an application"),
        permissions=["franchise.add_franchise"],
        url_path="new",
    )
    def add_new(self, request: HttpRequest) -> HttpResponse:
        def act(data: dict[str, Any]) -> Franchise:
            check_customer(data["customer_id"])
            return applying.apply_franchise(actor=actor_of(request), **data)

        title = _("Take an application")
        return new_page(self, request, form_class=ApplicationForm, title=title, act=act)

    @action(description=_("Change"), permissions=CHANGE, url_path="terms")
    def change_terms(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            applying.change_franchise(franchise_id=row.pk, changes=data, actor=actor_of(request))

        def initial(row: Franchise) -> dict[str, Any]:
            fee, capital = int(row.monthly_fee.amount), int(row.capital.amount)
            return {"name": row.name, "capital": capital, "monthly_fee": fee}

        return self.step(request, object_id, TermsForm, _("Change"), act, initial)

    @action(description=_("Claim territory"), permissions=CHANGE, url_path="claim")
    def claim(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            claiming.claim_territory(franchise_id=row.pk, actor=actor_of(request), **data)

        return self.step(request, object_id, TerritoryForm, _("Claim territory"), act)

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

        return self.step(request, object_id, TerritoryForm, _("Evaluate"), act)

    @action(description=_("Signed contract"), permissions=CHANGE, url_path="contract")
    def contract(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            evaluating.take_contract(
                franchise_id=row.pk, content=data["file"].read(), actor=actor_of(request)
            )

        return self.step(request, object_id, ContractForm, _("Signed contract"), act)

    @action(description=_("Approve"), permissions=CHANGE, url_path="approve")
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            evaluating.approve_franchise(franchise_id=row.pk, actor=actor_of(request))

        return self.step(request, object_id, ConfirmForm, _("Approve"), act)

    @action(description=_("Activate"), permissions=CHANGE, url_path="activate")
    def activate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            life.activate_franchise(franchise_id=row.pk, actor=actor_of(request))

        return self.step(request, object_id, ConfirmForm, _("Activate"), act)

    @action(description=_("Suspend"), permissions=CHANGE, url_path="suspend")
    def suspend(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            life.suspend_franchise(franchise_id=row.pk, actor=actor_of(request), **data)

        return self.step(request, object_id, SuspensionForm, _("Suspend"), act)

    @action(description=_("Terminate"), permissions=CHANGE, url_path="terminate")
    def terminate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Franchise, data: dict[str, Any]) -> None:
            life.terminate_franchise(franchise_id=row.pk, actor=actor_of(request), **data)

        return self.step(request, object_id, SuspensionForm, _("Terminate"), act)


@admin.register(Territory)
class TerritoryAdmin(LookAdmin):
    list_display = ("dane_code", "place", "franchise", "shown_status", "starts_at", "ends_at")
    list_filter = ("status",)
    search_fields = ("municipality", "franchise__name")
    list_select_related = ("franchise",)
    actions_detail = ("release",)

    @action(
        description=_("Release"), permissions=["franchise.change_territory"], url_path="release"
    )
    def release(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Territory, data: dict[str, Any]) -> None:
            claiming.release_territory(
                franchise_id=row.franchise_id,
                municipality=row.municipality,
                actor=actor_of(request),
            )

        return self.step(request, object_id, ConfirmForm, _("Release"), act)

    @display(description=_("municipality"))
    def place(self, row: Territory) -> str:
        known = dane.municipality(row.dane_code)
        return f"{known.name}, {known.department}" if known else row.dane_code
