"""Forms of franchise's admin pages; what they check, services check again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from apps.franchise.admin.base import sentence
from apps.franchise.domain.disputes import ACCEPT, CLAIM, CREDIT
from apps.franchise.domain.operators import canonical_nit
from apps.franchise.domain.services import Settings, check_settings
from apps.franchise.models import Operator, Service
from apps.franchise.models.invoices import DISPUTE_ACTION_LABELS
from apps.franchise.models.rates import SIDE_LABELS
from quenty.kernel import dane
from quenty.kernel.errors import DomainError


class OperatorForm(forms.ModelForm):
    # Longer than its column: people write it with dots.
    nit = forms.CharField(label="NIT", max_length=20, widget=UnfoldAdminTextInputWidget())

    class Meta:
        model = Operator
        fields = (
            "code",
            "trade_name",
            "legal_name",
            "nit",
            "registration",
            "claims_channel",
            "address",
            "dane_code",
            "contact_name",
            "contact_email",
            "contact_phone",
            "sla_on_time",
            "sla_first_attempt",
            "sla_uptime",
        )

    def clean_nit(self) -> str:
        try:
            return canonical_nit(self.cleaned_data["nit"])
        except DomainError as error:
            raise ValidationError(sentence(error), code=error.code) from error

    def clean_dane_code(self) -> str:
        text: str = self.cleaned_data["dane_code"]
        if text and text not in dane.municipalities():
            raise ValidationError(_("This is no DANE code."), code="dane.unknown")
        return text


class ServiceForm(forms.ModelForm):
    class Meta:
        model = Service
        exclude = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = Settings.__dataclass_fields__
        if all(name in cleaned for name in names):
            values = {name: cleaned[name] for name in names}
            values["max_cod"] = Service._meta.get_field("max_cod").to_python(cleaned["max_cod"])
            try:
                check_settings(Settings(**values))
            except DomainError as error:
                raise ValidationError({str(error.field): sentence(error)}) from error
        return cleaned


class ConfirmForm(forms.Form):
    """Nothing to say: what changes something is a POST all the same."""


class SuspensionForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=UnfoldAdminTextInputWidget())


class CoverageForm(forms.Form):
    file = forms.FileField(
        label=_("CSV or XLSX file"), allow_empty_file=True, widget=UnfoldAdminFileFieldWidget()
    )
    dry_run = forms.BooleanField(
        label=_("Only look what would change"),
        required=False,
        initial=True,
        widget=UnfoldBooleanSwitchWidget(),
    )


class RateSheetForm(CoverageForm):
    side = forms.ChoiceField(
        label=_("Side"), choices=tuple(SIDE_LABELS.items()), widget=UnfoldAdminSelectWidget()
    )
    valid_from = forms.DateField(label=_("Valid from"), widget=UnfoldAdminSingleDateWidget())
    valid_to = forms.DateField(
        label=_("Valid until before"), required=False, widget=UnfoldAdminSingleDateWidget()
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=200, widget=UnfoldAdminTextInputWidget()
    )
    field_order = ("file", "side", "valid_from", "valid_to", "note", "dry_run")


class InvoiceForm(forms.Form):
    number = forms.CharField(label=_("number"), max_length=40, widget=UnfoldAdminTextInputWidget())
    file = forms.FileField(
        label=_("CSV or XLSX file"),
        allow_empty_file=True,
        widget=UnfoldAdminFileFieldWidget(),
        help_text=_("Columns guide, weight_kg, zone, amount; amounts without tax"),
    )


class DecisionForm(forms.Form):
    """Of all differences of an invoice that the step applies to."""

    action = forms.ChoiceField(
        label=_("step"),
        choices=[(name, DISPUTE_ACTION_LABELS[name]) for name in (CLAIM, ACCEPT, CREDIT)],
        widget=UnfoldAdminSelectWidget(),
        help_text=_("What ends a dispute is done once a second person says the same."),
    )
    reference = forms.CharField(
        label=_("reference"),
        required=False,
        max_length=60,
        widget=UnfoldAdminTextInputWidget(),
        help_text=_("The operator's credit note or claim number"),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, widget=UnfoldAdminTextInputWidget())


class LineDecisionForm(DecisionForm):
    action = forms.ChoiceField(
        label=_("step"),
        choices=tuple(DISPUTE_ACTION_LABELS.items()),
        widget=UnfoldAdminSelectWidget(),
        help_text=_("What ends a dispute is done once a second person says the same."),
    )
    amount = forms.IntegerField(
        label=_("Amount to pay, where one is agreed upon"),
        required=False,
        min_value=0,
        widget=UnfoldAdminTextInputWidget(),
    )
    field_order = ("action", "amount", "reference", "reason")
