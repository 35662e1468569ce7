"""Merchants: find, look, suspend, reinstate, close, resize."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.customers.admin.decisions import AmountForm, DecidedAdmin, Decision, ReasonForm
from apps.customers.admin.shown import link, pesos, search
from apps.customers.domain.merchants import TRANSITIONS, Action
from apps.customers.models import Address, BillingTerms, Consent, Merchant
from apps.customers.selectors.merchants import kyc_level
from apps.customers.selectors.wallets import wallet_of
from apps.customers.services.credit.terms import change_limit, propose_credit
from apps.customers.services.merchants import change_status
from apps.customers.services.merchants.change_size import change_size
from quenty.kernel.actors import Actor
from quenty.platform.store.shown import told

SUSPEND = "customers.suspend_merchant"


def _open(action: Action) -> Any:
    return lambda row: row.registered_at is not None and (row.status, action) in TRANSITIONS


def _resize(size: str) -> Any:
    def act(row: Merchant, actor: Actor, data: dict[str, Any]) -> None:
        change_size(customer_id=row.pk, size=size, actor=actor)

    return act


def _size(size: str, title: Any) -> Decision:
    return Decision(
        size,
        title,
        "customers.resize_merchant",
        _resize(size),
        lambda row: row.registered_at is not None and row.size != size,
    )


class TermsForm(AmountForm):
    """A limit above the threshold waits for a second person."""

    days = forms.IntegerField(
        label=_("plazo en días"), min_value=0, max_value=120, widget=UnfoldAdminTextInputWidget()
    )
    cycle = forms.ChoiceField(
        label=_("ciclo"), choices=BillingTerms.Cycle.choices, widget=UnfoldAdminSelectWidget()
    )


class _Listed(TabularInline):
    """Rows of a merchant, to look at."""

    extra = 0
    can_delete = False
    tab = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AddressInline(_Listed):
    model = Address
    fields = ("label", "line1", "dane_code", "contact_name", "phone", "is_default_origin")


class ConsentInline(_Listed):
    model = Consent
    fields = ("purpose", "policy_version", "given_at", "source_address")


@admin.register(Merchant)
class MerchantAdmin(DecidedAdmin):
    list_display = (
        "display_name",
        "document",
        "status_shown",
        "size",
        "email",
        "phone",
        "livemode",
        "registered_at",
    )
    list_filter = ("status", "size", "kind", "livemode", "document_type")
    search_fields = ("display_name", "legal_name", "document_number", "email", "phone", "id")
    inlines = (AddressInline, ConsentInline)
    fields = (
        "decisions_shown",
        "display_name",
        "legal_name",
        "document",
        "status_shown",
        "status_reason",
        "kyc_shown",
        "wallet_shown",
        "size",
        "contact_name",
        "email",
        "phone",
        "user_shown",
        "twin_shown",
        "registered_at",
        "id",
    )
    decisions = (
        Decision(
            "suspend",
            _("Suspender"),
            SUSPEND,
            lambda row, actor, data: change_status.suspend_merchant(
                customer_id=row.pk, reason=data["reason"], actor=actor
            ),
            _open(Action.SUSPEND),
            ReasonForm,
        ),
        Decision(
            "reinstate",
            _("Rehabilitar"),
            SUSPEND,
            lambda row, actor, data: change_status.reinstate_merchant(
                customer_id=row.pk, actor=actor
            ),
            _open(Action.REINSTATE),
        ),
        Decision(
            "close",
            _("Cerrar"),
            SUSPEND,
            lambda row, actor, data: change_status.close_merchant(
                customer_id=row.pk, reason=data["reason"], actor=actor
            ),
            _open(Action.CLOSE),
            ReasonForm,
        ),
        _size("small", _("Pasar a pequeño")),
        _size("medium", _("Pasar a mediano")),
        _size("large", _("Pasar a grande")),
        Decision(
            "limit",
            _("Cambiar cupo"),
            "customers.limit_wallet",
            lambda row, actor, data: change_limit(
                customer_id=row.pk, limit=data["amount"], actor=actor
            ),
            lambda row: row.registered_at is not None,
            AmountForm,
        ),
        Decision(
            "credit",
            _("Crédito"),
            "customers.limit_wallet",
            lambda row, actor, data: propose_credit(
                customer_id=row.pk,
                limit=data["amount"],
                days=data["days"],
                cycle=data["cycle"],
                actor=actor,
            ),
            lambda row: row.registered_at is not None,
            TermsForm,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Merchant]:
        rows: QuerySet[Merchant] = super().get_queryset(request)
        return rows.select_related("twin")

    @display(description=_("documento"), ordering="document_number")
    def document(self, row: Merchant) -> str:
        return row.document

    @display(
        description=_("estado"),
        ordering="status",
        label={"active": "success", "suspended": "danger", "prospect": "info"},
    )
    def status_shown(self, row: Merchant) -> tuple[str, str]:
        return row.status, row.get_status_display()

    @display(description=_("verificación"))
    def kyc_shown(self, row: Merchant) -> str:
        return search("kyccase", told(kyc_level(row.pk)), q=row.pk)

    @display(description=_("billetera"))
    def wallet_shown(self, row: Merchant) -> str:
        if row.registered_at is None:
            return "—"
        wallet = wallet_of(row.pk)
        text = _("%(available)s disponibles, %(held)s retenidos, cupo %(limit)s") % {
            "available": pesos(wallet.available),
            "held": pesos(wallet.held),
            "limit": pesos(wallet.limit),
        }
        return search("ledgerentry", text, q=row.pk)

    @display(description=_("usuario"))
    def user_shown(self, row: Merchant) -> str:
        return link("user", row.user_id, row.email, app="gateway")

    @display(description=_("cuenta de pruebas"))
    def twin_shown(self, row: Merchant) -> str:
        return link("merchant", row.twin_id, row.twin_id)
