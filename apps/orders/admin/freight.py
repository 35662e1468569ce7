"""Freight that went back, and the rules by which it does: published and ended, never rewritten."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from apps.orders.admin.acting import actor_of, link, sentence
from apps.orders.domain.money.refunds import RefundCause
from apps.orders.models import FreightRefund, FreightRule, Guide
from apps.orders.selectors.freight import Proposal, proposals
from apps.orders.services.freight.rules import (
    RuleData,
    end_rule,
    publish_rule,
    refuse_new_end,
    refuse_rule,
    withdraw_rule,
)
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.platform.store.read_only import ReadOnlyAdmin
from quenty.platform.store.shown import pesos, told
from quenty.platform.store.staff_admin import StaffAdmin

_WRITTEN = ("cause", "percent", "valid_from", "valid_to")


def refund_form(guide: Guide) -> type[forms.Form]:
    """Each cause with what goes back by its rule of this guide."""

    class RefundForm(forms.Form):
        cause = forms.TypedChoiceField(
            label=_("Causa"),
            choices=[(p.cause, _proposed(p)) for p in proposals(guide)],
            coerce=RefundCause,
            widget=UnfoldAdminSelectWidget,
        )
        percent = forms.IntegerField(
            label=_("Por ciento (vacío: el de la regla)"),
            min_value=1,
            max_value=100,
            required=False,
            widget=UnfoldAdminIntegerFieldWidget,
        )
        reason = forms.CharField(
            label=_("Motivo (si no es el de la regla)"),
            max_length=200,
            required=False,
            widget=UnfoldAdminTextInputWidget,
        )

    return RefundForm


def _proposed(proposal: Proposal) -> str:
    said = _text("sin regla") if proposal.percent is None else f"{proposal.percent} %"
    if proposal.back is not None:
        said = _text("%(out)s, y %(back)s %% del regreso") % {"out": said, "back": proposal.back}
    return f"{told(proposal.cause, FreightRule)}: {said}"


class RuleForm(forms.ModelForm):
    """Asks the service before anything is saved, so that a refusal stands at its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cause = self.fields.get("cause")
        if isinstance(cause, forms.ChoiceField):
            cause.choices = [
                (c.value, told(c.value, FreightRule)) for c in RefundCause if c != RefundCause.OTHER
            ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        try:
            if self.instance._state.adding:
                refuse_rule(RuleData(**{name: data[name] for name in _WRITTEN}))
            elif "valid_to" in data:
                refuse_new_end(self.instance, data["valid_to"])
        except DomainError as error:
            self.add_error(error.field if error.field in self.fields else None, sentence(error))
        return data


@admin.register(FreightRule)
class FreightRuleAdmin(StaffAdmin):
    """Adding publishes the next rule of a cause; of one that is published only its end is set,
    and one that does not hold yet is withdrawn by deleting it."""

    list_display = ("shown_cause", "percent", "valid_from", "valid_to")
    list_filter = ("valid_from", "valid_to")
    search_fields = ("cause",)
    form = RuleForm
    fields = _WRITTEN

    @display(description=_("causa"), ordering="cause")
    def shown_cause(self, row: FreightRule) -> str:
        return str(told(row.cause, FreightRule))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else tuple(name for name in _WRITTEN if name != "valid_to")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        waits = obj is not None and obj.valid_from > clock.today()
        return waits and super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: FreightRule) -> None:
        withdraw_rule(rule_id=obj.pk, actor=actor_of(request))

    def save_model(self, request: HttpRequest, obj: FreightRule, form: Any, change: bool) -> None:
        actor = actor_of(request)
        if not change:
            data = RuleData(**{name: getattr(obj, name) for name in _WRITTEN})
            obj.__dict__.update(publish_rule(data=data, actor=actor).__dict__)
        else:
            end_rule(rule_id=obj.pk, valid_to=obj.valid_to, actor=actor)


@admin.register(FreightRefund)
class FreightRefundAdmin(ReadOnlyAdmin):
    list_display = (
        "created_at",
        "of_guide",
        "shown_cause",
        "rule",
        "percent",
        "back_percent",
        "shown_amount",
        "reason",
        "actor",
    )
    list_filter = ("cause", "created_at")
    search_fields = ("guide__number", "reason", "id")
    list_select_related = ("guide",)

    @display(description=_("guía"))
    def of_guide(self, row: FreightRefund) -> str:
        return link(row.guide)

    @display(description=_("causa"), ordering="cause")
    def shown_cause(self, row: FreightRefund) -> str:
        return str(told(row.cause, FreightRule))

    @display(description=_("valor"), ordering="amount")
    def shown_amount(self, row: FreightRefund) -> str:
        return pesos(row.amount)
