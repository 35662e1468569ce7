"""Commission rules, tax rows and tax profiles in the back office: added and ended."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from apps.franchise.admin.base import actor_of
from apps.franchise.admin.network import LookAdmin
from apps.franchise.admin.pages import form_page, found, new_page
from apps.franchise.admin.term_forms import (
    EndForm,
    PayerForm,
    RuleForm,
    TaxProfileForm,
    TaxRateForm,
)
from apps.franchise.models import CommissionRule, Payee, PayerProfile, TaxRate
from apps.franchise.services.commissions import set_rule
from apps.franchise.services.settlements import set_tax_profile as profiles


@admin.register(CommissionRule)
class CommissionRuleAdmin(LookAdmin):
    list_display = (
        "code", "scope", "basis", "concept", "size", "reach", "bonus", "valid_from", "valid_to",
    )  # fmt: skip
    list_filter = ("scope", "basis", "concept", "bonus")
    search_fields = ("code",)
    actions_list = ("add_new",)
    actions_detail = ("end",)

    @action(
        description=_("Add a rule"), permissions=["franchise.add_commissionrule"], url_path="new"
    )
    def add_new(self, request: HttpRequest) -> HttpResponse:
        def act(data: dict[str, Any]) -> CommissionRule:
            payee = data.pop("payee")
            return set_rule.add_rule(
                actor=actor_of(request), payee_id=payee.pk if payee else None, **data
            )

        return new_page(self, request, form_class=RuleForm, title=_("Add a rule"), act=act)

    @action(
        description=_("End the rule"),
        permissions=["franchise.change_commissionrule"],
        url_path="end",
    )
    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> None:
            set_rule.end_rule(rule_id=row.pk, actor=actor_of(request), **data)

        return form_page(self, request, row, form_class=EndForm, title=_("End the rule"), act=act)


@admin.register(TaxRate)
class TaxRateAdmin(LookAdmin):
    list_display = ("tax", "concept", "profile", "place", "rate", "valid_from", "valid_to")
    list_filter = ("tax", "concept")
    search_fields = ("tax", "place")
    actions_list = ("add_new",)

    @action(description=_("Add a tax row"), permissions=["franchise.add_taxrate"], url_path="new")
    def add_new(self, request: HttpRequest) -> HttpResponse:
        def act(data: dict[str, Any]) -> TaxRate:
            return set_rule.add_tax_rate(actor=actor_of(request), **data)

        return new_page(self, request, form_class=TaxRateForm, title=_("Add a tax row"), act=act)


@admin.register(PayerProfile)
class PayerProfileAdmin(LookAdmin):
    list_display = ("valid_from", "agent_for", "ica_places", "name", "nit")
    actions_list = ("add_new",)

    @action(
        description=_("Add a payer's profile"),
        permissions=["franchise.add_payerprofile"],
        url_path="new",
    )
    def add_new(self, request: HttpRequest) -> HttpResponse:
        def act(data: dict[str, Any]) -> PayerProfile:
            return profiles.add_payer_profile(actor=actor_of(request), **data)

        title = _("Add a payer's profile")
        return new_page(self, request, form_class=PayerForm, title=title, act=act)


@admin.register(Payee)
class PayeeAdmin(LookAdmin):
    list_display = ("name", "kind", "person", "iva_responsible", "simple", "municipality")
    list_filter = ("kind", "person")
    search_fields = ("name", "customer_id")
    actions_detail = ("taxes",)

    @action(description=_("Tax profile"), permissions=["franchise.change_payee"], url_path="taxes")
    def taxes(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> None:
            profiles.set_tax_profile(payee_id=row.pk, changes=data, actor=actor_of(request))

        return form_page(
            self, request, row, form_class=TaxProfileForm, title=_("Tax profile"), act=act,
            initial={name: getattr(row, name) for name in TaxProfileForm.base_fields},
        )  # fmt: skip
