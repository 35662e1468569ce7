"""Commission rules, tax rows and tax profiles in the back office: added and ended."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from apps.franchise.admin.base import actor_of, sentence, word_column
from apps.franchise.admin.network import LookAdmin
from apps.franchise.admin.network_forms import PayeeForm
from apps.franchise.admin.pages import form_page, found, new_page
from apps.franchise.admin.term_forms import (
    PROFILES,
    TAXES,
    EndForm,
    PayerForm,
    RuleForm,
    TaxProfileForm,
    TaxRateForm,
)
from apps.franchise.models import CommissionRule, Payee, PayerProfile, TaxRate
from apps.franchise.models.commissions import CONCEPT_LABELS
from apps.franchise.services.add_payee import add_payee
from apps.franchise.services.ask_customer import check_customer
from apps.franchise.services.commissions import set_rule
from apps.franchise.services.settlements import set_tax_profile as profiles
from apps.franchise.services.settlements.print_statement import print_certificate
from quenty.kernel import clock, dane
from quenty.kernel.errors import DomainError


def place_name(code: str) -> str:
    known = dane.municipality(code)
    return f"{known.name} ({code})" if known else code


@admin.register(CommissionRule)
class CommissionRuleAdmin(LookAdmin):
    list_display = (
        "code", "scope", "basis", "concept", "size", "reach", "bonus", "valid_from", "valid_to",
    )  # fmt: skip
    list_filter = ("scope", "basis", "concept", "bonus")
    search_fields = ("code",)
    exclude = ("bands",)
    actions_list = ("add_new",)
    actions_detail = ("end",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_bands"]

    @display(description=_("bands"))
    def shown_bands(self, row: CommissionRule) -> str:
        """As the form takes them: from and percent, one a line."""
        return "\n".join(f"{band['from']}: {band['percent']} %" for band in row.bands)

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
    list_display = (
        "shown_tax", "shown_concept", "shown_profile", "shown_place", "rate", "valid_from",
        "valid_to",
    )  # fmt: skip
    list_filter = ("tax", "concept")
    search_fields = ("tax", "place")
    exclude = ("tax", "concept", "profile", "place")
    actions_list = ("add_new",)

    shown_tax = word_column("tax", _("tax"), TAXES)
    shown_concept = word_column("concept", _("concept"), CONCEPT_LABELS)
    shown_profile = word_column("profile", _("profile"), PROFILES)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        shown = ("shown_tax", "shown_concept", "shown_profile", "shown_place")
        return [*shown, *super().get_readonly_fields(request, obj)]

    @display(description=_("municipality"), ordering="place")
    def shown_place(self, row: TaxRate) -> str:
        return place_name(row.place)

    @action(description=_("Add a tax row"), permissions=["franchise.add_taxrate"], url_path="new")
    def add_new(self, request: HttpRequest) -> HttpResponse:
        def act(data: dict[str, Any]) -> TaxRate:
            return set_rule.add_tax_rate(actor=actor_of(request), **data)

        return new_page(self, request, form_class=TaxRateForm, title=_("Add a tax row"), act=act)


@admin.register(PayerProfile)
class PayerProfileAdmin(LookAdmin):
    list_display = ("valid_from", "shown_agent_for", "shown_places", "name", "nit")
    exclude = ("agent_for", "ica_places")
    actions_list = ("add_new",)

    shown_agent_for = word_column("agent_for", _("withholding agent of"), TAXES)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_agent_for", "shown_places"]

    @display(description=_("withholds ICA in"))
    def shown_places(self, row: PayerProfile) -> str:
        return ", ".join(map(place_name, row.ica_places))

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
    list_display = (
        "name", "kind", "person", "iva_responsible", "simple", "municipality", "blocked",
    )  # fmt: skip
    exclude = ("self_withholds",)
    list_filter = ("kind", "person", "blocked")
    search_fields = ("name", "customer_id")
    actions_list = ("add_new",)
    actions_detail = ("taxes", "certificate")

    shown_withholds = word_column("self_withholds", _("withholds of itself"), TAXES)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "shown_withholds"]

    @action(description=_("Add a payee"), permissions=["franchise.add_payee"], url_path="new")
    def add_new(self, request: HttpRequest) -> HttpResponse:
        """A point or operator; franchises and partners are payees from the first."""

        def act(data: dict[str, Any]) -> Payee:
            check_customer(data["customer_id"])
            return add_payee(actor=actor_of(request), **data)

        return new_page(self, request, form_class=PayeeForm, title=_("Add a payee"), act=act)

    @action(
        description=_("Certificate of last year"),
        permissions=["franchise.view_payee"],
        url_path="certificate",
    )
    def certificate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Of withholdings: it is given in the year after theirs."""
        row = found(self, request, object_id)
        try:
            content = print_certificate(row, year=clock.today().year - 1)
        except DomainError as error:
            messages.error(request, sentence(error))
            return HttpResponseRedirect(reverse("admin:franchise_payee_change", args=[row.pk]))
        return HttpResponse(content, content_type="application/pdf")

    @action(description=_("Tax profile"), permissions=["franchise.change_payee"], url_path="taxes")
    def taxes(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = found(self, request, object_id)

        def act(data: dict[str, Any]) -> None:
            profiles.set_tax_profile(payee_id=row.pk, changes=data, actor=actor_of(request))

        return form_page(
            self, request, row, form_class=TaxProfileForm, title=_("Tax profile"), act=act,
            initial={name: getattr(row, name) for name in TaxProfileForm.base_fields},
        )  # fmt: skip
