"""Forms of commission rules, tax rows and tax profiles; services check them again."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.franchise.domain.settlement.profiles import WITHHOLDINGS
from apps.franchise.models import Payee
from apps.franchise.models.commissions import CONCEPT_LABELS
from quenty.kernel import dane
from quenty.kernel.money import COP, Money

ANY = ("", _("any"))
SCOPES = {
    "franchise": _("franchise"),
    "point": _("point"),
    "ally": _("ally"),
    "agent": _("agent"),
    "operator": _("operator"),
}
BASES = {
    "freight": _("percent of freight"),
    "margin": _("percent of margin"),
    "fixed": _("fixed by guide"),
}
SIZES = {"small": _("small"), "medium": _("medium"), "large": _("large")}
REACHES = {"national": _("national"), "international": _("international")}
MEASURES = {"guides": _("guides of the month"), "amount": _("pesos of the month")}
METHODS = {"marginal": _("each slice at its own percent"), "whole": _("all at the highest percent")}
TAXES = {
    "iva": "IVA",
    "retefuente": "Retefuente",
    "reteiva": "ReteIVA",
    "reteica": "ReteICA",
    "uvt": "UVT",
}
PROFILES = {
    "legal": _("legal person"),
    "natural": _("natural person"),
    "natural_high": _("natural person of high income"),
    "filer": _("files income tax"),
    "non_filer": _("files no income tax"),
}
PERSONS = {name: PROFILES[name] for name in ("legal", "natural")}


def text(label: Any, *, length: int, needed: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=needed, widget=UnfoldAdminTextInputWidget()
    )


def day(label: Any, *, needed: bool = True) -> forms.DateField:
    return forms.DateField(label=label, required=needed, widget=UnfoldAdminSingleDateWidget())


def choice(label: Any, labels: dict[str, Any], *, needed: bool = True) -> forms.ChoiceField:
    choices = [*([] if needed else [ANY]), *labels.items()]
    return forms.ChoiceField(
        label=label, choices=choices, required=needed, widget=UnfoldAdminSelectWidget()
    )


def decimal(label: Any, *, digits: int = 15, places: int = 0, needed: bool = False) -> Any:
    return forms.DecimalField(
        label=label, max_digits=digits, decimal_places=places, min_value=0, required=needed,
        widget=UnfoldAdminDecimalFieldWidget(),
    )  # fmt: skip


def switch(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=UnfoldBooleanSwitchWidget())


def withholdings(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=[(name, TAXES[name]) for name in WITHHOLDINGS],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )


def place_code(told: str) -> str:
    """The DANE code of what a person wrote; "" for nothing. Raises ValidationError."""
    place = dane.resolve(told) if told else None
    if told and place is None:
        raise ValidationError(_("This is no municipality."), code="dane.unknown")
    return place.code if place else ""


class RuleForm(forms.Form):
    code = text(_("code"), length=40)
    scope = choice(_("who earns"), SCOPES)
    concept = choice(_("concept"), CONCEPT_LABELS)
    payee = forms.ModelChoiceField(
        Payee.objects.none(), label=_("this payee alone"), required=False, empty_label=_("any"),
        widget=UnfoldAdminSelectWidget(),
    )  # fmt: skip
    merchant_id = forms.UUIDField(
        label=_("this merchant alone"), required=False, widget=UnfoldAdminTextInputWidget()
    )
    size = choice(_("merchant's size"), SIZES, needed=False)
    reach = choice(_("reach"), REACHES, needed=False)
    basis = choice(_("basis"), BASES)
    fixed = decimal(_("fixed by guide"))
    bands = forms.CharField(
        label=_("bands: from and percent, one a line (0 5)"),
        required=False,
        widget=UnfoldAdminTextareaWidget(),
    )
    measure = choice(_("bands count"), MEASURES)
    method = choice(_("how bands apply"), METHODS)
    minimum = decimal(_("minimum"))
    maximum = decimal(_("maximum"))
    bonus = switch(_("bonus of a campaign"))
    valid_from = day(_("valid from"))
    valid_to = day(_("valid until before"), needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payee"].queryset = Payee.objects.all()  # type: ignore[attr-defined]

    def clean_bands(self) -> list[dict[str, str]]:
        bands = []
        for line in filter(None, map(str.strip, self.cleaned_data["bands"].splitlines())):
            try:
                start, percent = (Decimal(word) for word in line.replace(",", ".").split())
            except (ValueError, InvalidOperation):
                raise ValidationError(line, code="bands") from None
            if not (0 <= percent <= 100 and start.is_finite()):
                raise ValidationError(line, code="bands")
            bands.append({"from": str(start), "percent": str(percent)})
        return bands

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("fixed", "minimum", "maximum"):
            if cleaned.get(name) is not None:
                cleaned[name] = Money(cleaned[name], COP)
        return cleaned


class EndForm(forms.Form):
    valid_to = day(_("valid until before"))


class TaxRateForm(forms.Form):
    tax = choice(_("tax"), TAXES)
    concept = choice(_("concept"), dict(CONCEPT_LABELS), needed=False)
    profile = choice(_("profile"), PROFILES, needed=False)
    place = text(_("municipality (DANE)"), length=80, needed=False)
    rate = decimal(_("rate in percent; pesos of the UVT"), digits=12, places=4, needed=True)
    from_uvt = forms.IntegerField(
        label=_("from UVT"), min_value=0, max_value=100_000, initial=0,
        widget=UnfoldAdminIntegerFieldWidget(),
    )  # fmt: skip
    valid_from = day(_("valid from"))
    valid_to = day(_("valid until before"), needed=False)

    def clean_place(self) -> str:
        return place_code(self.cleaned_data["place"])


class PayerForm(forms.Form):
    valid_from = day(_("valid from"))
    agent_for = withholdings(_("withholding agent of"))
    ica_places = forms.CharField(
        label=_("withholds ICA in (DANE codes or names, one a line)"),
        required=False,
        widget=UnfoldAdminTextareaWidget(),
    )
    name = text(_("legal name"), length=200, needed=False)
    nit = text("NIT", length=20, needed=False)
    address = text(_("address"), length=200, needed=False)
    dane_code = text(_("municipality (DANE)"), length=80, needed=False)

    def clean_dane_code(self) -> str:
        return place_code(self.cleaned_data["dane_code"])

    def clean_ica_places(self) -> list[str]:
        lines = map(str.strip, self.cleaned_data["ica_places"].splitlines())
        return [place_code(line) for line in lines if line]


class TaxProfileForm(forms.Form):
    person = choice(_("person"), PERSONS)
    iva_responsible = switch(_("liable to IVA"))
    filer = switch(_("files income tax"))
    simple = switch(_("régimen SIMPLE"))
    self_withholds = withholdings(_("withholds of itself"))
    municipality = text(_("ICA municipality"), length=80, needed=False)

    def clean_municipality(self) -> str:
        return place_code(self.cleaned_data["municipality"])
