"""Forms of franchises, points, partners, payees and charges; services check them again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from apps.franchise.admin.hours import read_hours
from apps.franchise.admin.term_forms import choice, day, decimal, place_code, text
from apps.franchise.domain.franchises import monthly_fee
from apps.franchise.models import Franchise, Operator, Payee, Point
from apps.franchise.models.network import PARTNER_LABELS
from quenty.kernel.money import COP, Money

SERVICE_LABELS = {
    "drop_off": _("parcels are dropped off"),
    "collection": _("parcels are fetched"),
    "cod": _("cash on delivery is paid"),
    "packing": _("parcels are packed"),
    "returns": _("returns are taken"),
}
BY_HAND_LABELS = {"claim": _("claim"), "loan": _("loan")}
# As the API has codes, so that both take the same.
CODE = RegexValidator(r"\A[a-z0-9][a-z0-9-]*\Z", _("Small letters, digits and hyphens."))


def code() -> forms.CharField:
    field = text(_("code"), length=40)
    field.validators.append(CODE)
    return field


def customer(label: Any) -> forms.UUIDField:
    return forms.UUIDField(
        label=label, help_text=_("Its number (id), as its page in Customers shows it."),
        widget=UnfoldAdminTextInputWidget(),
    )  # fmt: skip


def integer(label: Any, *, least: int, most: int, initial: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, initial=initial,
        widget=UnfoldAdminIntegerFieldWidget(),
    )  # fmt: skip


def one_of(label: Any, *, needed: bool = True, empty: Any = None) -> Any:
    """A choice among rows that the form's page sets."""
    return forms.ModelChoiceField(
        Franchise.objects.none(), label=label, required=needed, empty_label=empty,
        widget=UnfoldAdminSelectWidget(),
    )  # fmt: skip


class MoneyForm(forms.Form):
    """`money`: names of the fields that are pesos; what is left empty is not said."""

    money: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.money:
            if cleaned.get(name) is None:
                cleaned.pop(name, None)
            else:
                cleaned[name] = Money(cleaned[name], COP)
        return cleaned


class TermsForm(MoneyForm):
    money = ("capital", "monthly_fee")
    name = text(_("name"), length=120)
    capital = decimal(_("capital"), needed=True)
    monthly_fee = decimal(_("monthly fee"), needed=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monthly_fee"].initial = int(monthly_fee().amount)


class ApplicationForm(TermsForm):
    code = code()
    customer_id = customer(_("who runs it: a customer"))
    field_order = ("code", "name", "customer_id", "capital", "monthly_fee")


class PointForm(forms.Form):
    name = text(_("name"), length=120)
    address = text(_("address"), length=200)
    dane_code = text(_("municipality (DANE code or name)"), length=80)
    hours = forms.CharField(
        label=_("hours"),
        help_text=_("One line for days that are alike: mon-fri 08:00-12:00 14:00-18:00"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )
    services = forms.MultipleChoiceField(
        label=_("services"), choices=tuple(SERVICE_LABELS.items()), required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )  # fmt: skip
    capacity = integer(_("capacity (parcels)"), least=1, most=100_000)

    def clean_dane_code(self) -> str:
        return place_code(self.cleaned_data["dane_code"])

    def clean_hours(self) -> dict[str, list[list[str]]]:
        return read_hours(self.cleaned_data["hours"])


class NewPointForm(PointForm):
    code = code()
    franchise = one_of(_("franchise"), needed=False, empty=_("our own"))
    field_order = ("franchise", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        working = Franchise.objects.filter(status="active").defer("contract")
        self.fields["franchise"].queryset = working  # type: ignore[attr-defined]


class PartnerForm(forms.Form):
    kind = choice(_("kind"), PARTNER_LABELS)
    code = code()
    name = text(_("name"), length=120)
    customer_id = customer(_("who is paid: a customer"))
    franchise = one_of(_("franchise"), needed=False, empty=_("none"))
    level = integer(_("level"), least=1, most=5, initial=1)
    starts_on = day(_("from"))
    ends_on = day(_("until before"), needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = Franchise.objects.exclude(status="terminated").defer("contract")
        self.fields["franchise"].queryset = living  # type: ignore[attr-defined]


class PartnerEndForm(forms.Form):
    ends_on = day(_("until before"))


class ReferralForm(forms.Form):
    merchant_id = customer(_("the merchant that it brought: a customer"))


class PayeeForm(forms.Form):
    """A point or an operator, one of the two."""

    point = one_of(_("point"), needed=False, empty="-")
    operator = one_of(_("operator"), needed=False, empty="-")
    customer_id = customer(_("who is paid: a customer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = Point.objects.all()  # type: ignore[attr-defined]
        self.fields["operator"].queryset = Operator.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kinds = [kind for kind in ("point", "operator") if cleaned.get(kind)]
        if len(kinds) != 1:
            raise ValidationError(_("Choose a point or an operator."), code="payee")
        return {
            "kind": kinds[0],
            "of": cleaned[kinds[0]].pk,
            "customer_id": cleaned.get("customer_id"),
        }


class ChargeForm(MoneyForm):
    money = ("amount",)
    payee = one_of(_("payee"), empty="-")
    kind = choice(_("kind"), BY_HAND_LABELS)
    number = code()
    concept = text(_("concept"), length=200)
    amount = decimal(_("amount"), needed=True)
    due_on = day(_("to be paid by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("number")
        self.fields["payee"].queryset = Payee.objects.all()  # type: ignore[attr-defined]

    def clean_amount(self) -> Any:
        if not self.cleaned_data["amount"]:
            raise ValidationError(_("Nobody is charged nothing."), code="amount")
        return self.cleaned_data["amount"]


class FeeRunForm(forms.Form):
    period = day(_("Any day of the month"))
