"""COD in the back office: where it is, what is disputed, what the ledger did with it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminTextInputWidget

from apps.orders.admin.acting import LookInline, OneSearch, actor_of, for_each, form_page, link
from apps.orders.models import Cod, CodPayment, GuideMoney
from apps.orders.services.cod.pay_at_door import return_surplus
from apps.orders.services.cod.settle import dispute_cod, settle_cod
from apps.orders.services.money.post import post_again
from quenty.kernel.money import COP, Money
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos, told

STATUS_COLOURS = {
    "expected": "info",
    "collected": "warning",
    "short": "danger",
    "failed": "danger",
    "remitted": "success",
    "paid_out": "success",
}


class AmountForm(forms.Form):
    """Whole pesos, and why."""

    amount = forms.DecimalField(
        label=_("Valor recaudado"),
        min_value=0,
        max_digits=13,
        decimal_places=0,
        widget=UnfoldAdminDecimalFieldWidget,
    )
    reason = forms.CharField(label=_("Motivo"), max_length=300, widget=UnfoldAdminTextInputWidget)

    def clean_amount(self) -> Money:
        return Money(self.cleaned_data["amount"], COP)


class CodPaymentInline(LookInline):
    model = CodPayment
    fields = ("created_at", "method", "amount", "status", "reference", "confirmed_at", "surplus")
    readonly_fields = ("created_at",)


@admin.register(Cod)
class CodAdmin(OneSearch, ReadOnlyAdmin):
    list_display = (
        "of_guide",
        "shown_status",
        "who_has_it",
        "shown_expected",
        "shown_collected",
        "shown_remitted",
        "disputed_at",
        "collected_at",
        "remitted_at",
        "paid_at",
    )
    list_filter = ("status", "method", "livemode", "collected_at")
    list_select_related = ("guide",)
    inlines = (CodPaymentInline,)
    actions_detail = ("settle", "dispute")

    @display(description=_("guía"))
    def of_guide(self, row: Cod) -> str:
        return link(row.guide)

    @display(description=_("estado"), ordering="status", label=STATUS_COLOURS)
    def shown_status(self, row: Cod) -> str:
        return row.status

    @display(description=_("titular"), ordering="holder")
    def who_has_it(self, row: Cod) -> str:
        operator = row.holder == str(row.guide.operator_id)
        return row.guide.operator_name if operator else str(told(row.holder) or "-")

    @display(description=_("por recaudar"), ordering="expected")
    def shown_expected(self, row: Cod) -> str:
        return pesos(row.expected)

    @display(description=_("recaudado"), ordering="collected")
    def shown_collected(self, row: Cod) -> str:
        return pesos(row.collected)

    @display(description=_("recibido"), ordering="remitted")
    def shown_remitted(self, row: Cod) -> str:
        return pesos(row.remitted)

    @action(description=_("Aclarar"), permissions=["orders.change_cod"], url_path="settle")
    def settle(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Cod, data: dict[str, Any]) -> None:
            settle_cod(guide_id=row.guide_id, actor=actor_of(request), **data)

        title = _("Decidir cuánto se recaudó")
        return form_page(self, request, object_id, form_class=AmountForm, title=title, act=act)

    @action(description=_("Disputar"), permissions=["orders.change_cod"], url_path="dispute")
    def dispute(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Cod, data: dict[str, Any]) -> None:
            dispute_cod(guide_id=row.guide_id, actor=actor_of(request), **data)

        title = _("Decir que se recaudó otro valor")
        return form_page(self, request, object_id, form_class=AmountForm, title=title, act=act)


class ToReturn(admin.SimpleListFilter):
    title = _("pagado de más")
    parameter_name = "to_return"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Por devolver")), ("done", _("Devuelto"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        paid = queryset.filter(surplus__gt=Money.zero())
        return {
            "yes": paid.filter(returned_at=None),
            "done": paid.exclude(returned_at=None),
        }.get(self.value() or "", queryset)


@admin.register(CodPayment)
class CodPaymentAdmin(ReadOnlyAdmin):
    list_display = (
        "created_at",
        "of_guide",
        "method",
        "shown_amount",
        "status",
        "shown_surplus",
        "returned_at",
    )
    list_filter = (ToReturn, "status", "method")
    search_fields = ("cod__guide__number", "reference", "id")
    list_select_related = ("cod__guide",)
    actions = ("give_back",)

    @display(description=_("guía"))
    def of_guide(self, row: CodPayment) -> str:
        return link(row.cod.guide)

    @display(description=_("valor"), ordering="amount")
    def shown_amount(self, row: CodPayment) -> str:
        return pesos(row.amount)

    @display(description=_("pagado de más"), ordering="surplus")
    def shown_surplus(self, row: CodPayment) -> str:
        return pesos(row.surplus) if row.surplus else "-"

    @admin.action(description=_("Devuelto al destinatario"), permissions=["change"])
    def give_back(self, request: HttpRequest, rows: "QuerySet[CodPayment]") -> None:
        actor = actor_of(request)
        for_each(request, rows, lambda row: return_surplus(payment_id=row.pk, actor=actor))


@admin.register(GuideMoney)
class GuideMoneyAdmin(ReadOnlyAdmin):
    list_display = (
        "created_at",
        "of_guide",
        "purpose",
        "shown_amount",
        "shown_status",
        "failure",
        "posted_at",
        "payout",
    )
    list_filter = ("status", "purpose", "kind", "livemode")
    search_fields = ("guide__number", "customer_id", "posting_id", "key")
    list_select_related = ("guide", "payout")
    exclude = ("moves", "lines")
    actions = ("post",)

    @display(description=_("guía"))
    def of_guide(self, row: GuideMoney) -> str:
        return link(row.guide)

    @display(description=_("para el comercio"), ordering="merchant_amount")
    def shown_amount(self, row: GuideMoney) -> str:
        return pesos(row.merchant_amount)

    @display(
        description=_("estado"),
        ordering="status",
        label={"due": "warning", "posted": "success", "refused": "danger"},
    )
    def shown_status(self, row: GuideMoney) -> str:
        return row.status

    @admin.action(description=_("Asentar de nuevo"), permissions=["change"])
    def post(self, request: HttpRequest, rows: "QuerySet[GuideMoney]") -> None:
        for_each(request, rows, lambda row: post_again(money_id=row.pk))
