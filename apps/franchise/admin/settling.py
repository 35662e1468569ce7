"""The page that settles a month: looked at first, then run."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldBooleanSwitchWidget

from apps.franchise.admin.base import actor_of, pesos, sentence
from apps.franchise.services.settlements.plan import CARRIED, EXISTS, HELD, SETTLED, Plan
from apps.franchise.services.settlements.run_settlements import run_settlements
from quenty.kernel.errors import DomainError

OUTCOME_LABELS = {
    SETTLED: _("settled"),
    CARRIED: _("below zero: it waits for the next month"),
    HELD: _("its franchise is suspended: it waits"),
    EXISTS: _("its month is settled already"),
}


class RunForm(forms.Form):
    period = forms.DateField(label=_("Any day of the month"), widget=UnfoldAdminSingleDateWidget())
    dry_run = forms.BooleanField(
        label=_("Only look what it would come to"),
        required=False,
        initial=True,
        widget=UnfoldBooleanSwitchWidget(),
    )


def run_page(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """A refusal (the month is not over, a tax row is missing) is shown above the form."""
    sent = request.method == "POST"
    form = RunForm(request.POST) if sent else RunForm()
    plans: list[Plan] | None = None
    if sent and form.is_valid():
        try:
            plans = run_settlements(actor=actor_of(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, sentence(error))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Settle a month"),
        "opts": admin.opts,
        "form": form,
        "media": admin.media + form.media,
        "back": reverse("admin:franchise_settlement_changelist"),
        "plans": None if plans is None else [_shown(made) for made in plans],
        "dry_run": sent and form.is_valid() and form.cleaned_data["dry_run"],
    }
    return TemplateResponse(request, "franchise/admin/settlement_run.html", context)


def _shown(made: Plan) -> dict[str, Any]:
    return {
        "payee": made.payee.name,
        "outcome": OUTCOME_LABELS[made.outcome],
        "commissions": len(made.rows),
        "gross": pesos(made.computed.gross) if made.computed else "",
        "net": pesos(made.computed.net) if made.computed else "",
    }
