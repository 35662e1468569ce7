"""What merchants may owe, and what waits for a second person."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from apps.customers.admin.decisions import DecidedAdmin, Decision
from apps.customers.admin.shown import OfMerchant, pesos
from apps.customers.models import BillingTerms, CreditProposal
from apps.customers.selectors.invoices import credit_of
from apps.customers.services.credit.terms import approve_credit, reject_credit
from quenty.platform.store.read_only import ReadOnlyAdmin

DECIDE = "customers.change_creditproposal"


def _waits(row: CreditProposal) -> bool:
    return row.status == CreditProposal.Status.PROPOSED


@admin.register(CreditProposal)
class CreditProposalAdmin(OfMerchant, DecidedAdmin):
    list_display = (
        "merchant_shown",
        "limit_shown",
        "days",
        "cycle",
        "status_shown",
        "proposed_by",
        "created_at",
    )
    list_filter = ("status", "cycle")
    search_fields = ("merchant__display_name", "merchant__id", "id")
    list_select_related = ("merchant",)
    fields = (
        "decisions_shown",
        "merchant_shown",
        "limit_shown",
        "days",
        "cycle",
        "status_shown",
        "proposed_by",
        "decided_by",
        "created_at",
        "id",
    )
    decisions = (
        Decision(
            "approve",
            _("Aprobar"),
            DECIDE,
            lambda row, actor, data: approve_credit(proposal_id=row.pk, actor=actor),
            _waits,
        ),
        Decision(
            "reject",
            _("Rechazar"),
            DECIDE,
            lambda row, actor, data: reject_credit(proposal_id=row.pk, actor=actor),
            _waits,
        ),
    )

    @display(description=_("cupo"), ordering="limit")
    def limit_shown(self, row: CreditProposal) -> str:
        return pesos(row.limit)

    @display(
        description=_("estado"),
        ordering="status",
        label={"approved": "success", "rejected": "danger", "proposed": "info"},
    )
    def status_shown(self, row: CreditProposal) -> tuple[str, str]:
        return row.status, row.get_status_display()


@admin.register(BillingTerms)
class BillingTermsAdmin(OfMerchant, ReadOnlyAdmin):
    list_display = ("merchant_shown", "limit_shown", "days", "cycle", "invoiced_until")
    list_filter = ("cycle",)
    search_fields = ("merchant__display_name", "merchant__id")
    list_select_related = ("merchant",)
    fields = (
        "merchant_shown",
        "limit_shown",
        "days",
        "cycle",
        "invoiced_until",
        "owed_shown",
        "overdue_shown",
        "id",
    )

    @display(description=_("cupo"), ordering="limit")
    def limit_shown(self, row: BillingTerms) -> str:
        return pesos(row.limit)

    @display(description=_("por pagar"))
    def owed_shown(self, row: BillingTerms) -> str:
        return pesos(credit_of(row.merchant_id)["owed"])

    @display(description=_("vencido"))
    def overdue_shown(self, row: BillingTerms) -> str:
        return pesos(credit_of(row.merchant_id)["overdue"])
