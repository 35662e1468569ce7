"""How operators are reached, what was asked of them, and how they are."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.orders.admin.acting import actor_of, for_each, form_page
from apps.orders.admin.pairs import Pairs
from apps.orders.models import (
    OperatorAccount,
    OperatorCall,
    OperatorCopy,
    OperatorHealth,
    OperatorPickup,
    OperatorSerials,
)
from apps.orders.services.operators.look_after import reset_breaker
from apps.orders.services.operators.save_account import AccountData, save_account
from quenty.platform.store.read_only import ReadOnlyAdmin

OUTCOME_COLOURS = {
    "ok": "success",
    "refused": "warning",
    "not_offered": "info",
    "not_reached": "danger",
    "no_answer": "danger",
    "broken_off": "danger",
}
PICKUP_COLOURS = {
    "asked": "info",
    "ordered": "success",
    "refused": "warning",
    "unanswered": "danger",
}


class AccountForm(forms.Form):
    account = forms.CharField(
        label=_("cuenta"), initial="default", max_length=60, widget=UnfoldAdminTextInputWidget
    )
    adapter = forms.CharField(label=_("conexión"), max_length=40, widget=UnfoldAdminTextInputWidget)
    base_url = forms.URLField(
        label=_("dirección"),
        required=False,
        assume_scheme="https",
        widget=UnfoldAdminTextInputWidget,
    )
    settings = Pairs(label=_("ajustes (nombre=valor)"))
    secrets = Pairs(label=_("credenciales (nombre=valor); las que no escriba quedan como están"))
    customer_id = forms.UUIDField(
        label=_("id del comercio, si el contrato es suyo"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )
    expires_on = forms.DateField(
        label=_("vence"), required=False, widget=UnfoldAdminSingleDateWidget
    )
    livemode = forms.BooleanField(
        label=_("real"), required=False, initial=True, widget=UnfoldBooleanSwitchWidget
    )


# What an account's form begins with: whoever changes its credentials leaves the rest.
_SHOWN = ("account", "adapter", "base_url", "settings", "customer_id", "expires_on", "livemode")
# What the form does not ask for stays as it was.
_KEPT = (
    "seconds",
    "breaker_failures",
    "breaker_rest_s",
    "live_rates",
    "poll_minutes",
    "promised_uptime",
    "active",
)


def connect_page(owner: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The form that says how an operator is reached, from its copy or from an account."""

    def act(row: OperatorCopy | OperatorAccount, data: dict[str, Any]) -> None:
        known = OperatorAccount.objects.filter(
            operator_id=row.operator_id, account=data["account"], livemode=data["livemode"]
        ).first()
        kept = {name: getattr(known, name) for name in _KEPT} if known else {}
        # Whose contract it is does not change, so it need not be said again.
        if known and data["customer_id"] is None:
            data = {**data, "customer_id": known.customer_id}
        save_account(
            data=AccountData(operator_id=row.operator_id, **kept, **data), actor=actor_of(request)
        )

    return form_page(
        owner,
        request,
        object_id,
        form_class=AccountForm,
        title=str(_("Conectar el operador")),
        act=act,
        initial=_as_it_is,
    )


def _as_it_is(row: OperatorCopy | OperatorAccount) -> dict[str, Any]:
    if not isinstance(row, OperatorAccount):
        return {}
    return {name: getattr(row, name) for name in _SHOWN}


@admin.register(OperatorAccount)
class OperatorAccountAdmin(ReadOnlyAdmin):
    list_display = (
        "operator_code",
        "account",
        "adapter",
        "livemode",
        "active",
        "expires_on",
        "checked_at",
        "last_call",
        "breaker_reset_at",
    )
    list_filter = ("adapter", "livemode", "active", "expires_on")
    search_fields = ("operator_code", "account", "operator_id", "customer_id")
    actions = ("reset",)
    actions_detail = ("connect",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[OperatorAccount]":
        rows: QuerySet[OperatorAccount] = super().get_queryset(request)
        calls = OperatorCall.objects.filter(account=OuterRef("pk")).order_by("-id")
        return rows.annotate(last_outcome=Subquery(calls.values("outcome")[:1]))

    @display(description=_("última llamada"), label=OUTCOME_COLOURS)
    def last_call(self, row: OperatorAccount) -> str:
        """How it ended: "broken_off" says that its breaker is open, and may be closed here."""
        return getattr(row, "last_outcome", None) or ""

    @admin.action(description=_("Cerrar el interruptor ahora"), permissions=["change"])
    def reset(self, request: HttpRequest, rows: "QuerySet[OperatorAccount]") -> None:
        for_each(
            request,
            rows,
            lambda row: reset_breaker(account_id=row.pk, actor=actor_of(request)),
        )

    @action(
        description=_("Cambiar credenciales"),
        permissions=["orders.change_operatoraccount"],
        url_path="connect",
    )
    def connect(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return connect_page(self, request, object_id)


@admin.register(OperatorCall)
class OperatorCallAdmin(ReadOnlyAdmin):
    list_display = (
        "at",
        "account",
        "operation",
        "shown_outcome",
        "code",
        "reference",
        "latency_ms",
    )
    list_filter = ("operation", "outcome", "livemode", "at")
    search_fields = ("reference", "code", "correlation_id")
    list_select_related = ("account",)
    date_hierarchy = "at"

    @display(description=_("resultado"), ordering="outcome", label=OUTCOME_COLOURS)
    def shown_outcome(self, row: OperatorCall) -> str:
        return row.outcome


@admin.register(OperatorHealth)
class OperatorHealthAdmin(ReadOnlyAdmin):
    list_display = ("operator_code", "shown_state", "since", "reason", "diverted_until")
    list_filter = ("state",)
    search_fields = ("operator_code", "operator_id")

    @display(description=_("estado"), ordering="state", label={"up": "success", "down": "danger"})
    def shown_state(self, row: OperatorHealth) -> str:
        return row.state


@admin.register(OperatorPickup)
class OperatorPickupAdmin(ReadOnlyAdmin):
    list_display = (
        "operator_name",
        "day",
        "ready_from",
        "ready_until",
        "pieces",
        "shown_status",
        "reference",
        "created_at",
    )
    list_filter = ("status", "livemode", "day")
    search_fields = ("reference", "customer_id", "operator_name")

    @display(description=_("estado"), ordering="status", label=PICKUP_COLOURS)
    def shown_status(self, row: OperatorPickup) -> str:
        return row.status


@admin.register(OperatorSerials)
class OperatorSerialsAdmin(ReadOnlyAdmin):
    list_display = ("operator_code", "prefix", "first", "last", "next", "remaining", "livemode")
    list_filter = ("operator_code", "livemode")
    search_fields = ("operator_code", "prefix")

    @display(description=_("quedan"))
    def remaining(self, row: OperatorSerials) -> int:
        return row.left
