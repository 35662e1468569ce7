"""Operators' invoices and their lines, as far as one may see them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.franchise.domain.sheets import DRAFT
from apps.franchise.models import DisputeStep, InvoiceLine, OperatorInvoice, PairRow, RateSheet
from apps.franchise.selectors.scope import visible
from quenty.contracts.franchise.api import ZonePair
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.money import Money
from quenty.platform.auth import Principal


def invoices(principal: Principal, *, operator: UUID | None = None) -> QuerySet[OperatorInvoice]:
    rows = visible(OperatorInvoice.objects.all(), principal, "operator")
    return rows.filter(operator=operator) if operator else rows


def invoice(principal: Principal, invoice_id: UUID) -> OperatorInvoice:
    """Raises franchise.invoice_not_found."""
    found = invoices(principal).filter(pk=invoice_id).first()
    if found is None:
        raise FranchiseError.INVOICE_NOT_FOUND()
    return found


def lines(
    principal: Principal,
    invoice_id: UUID,
    *,
    fault: str | None = None,
    faulty: bool | None = None,
    dispute: str | None = None,
) -> QuerySet[InvoiceLine]:
    """Raises franchise.invoice_not_found."""
    rows = InvoiceLine.objects.filter(invoice=invoice(principal, invoice_id))
    if fault:
        rows = rows.filter(fault=fault)
    if dispute:
        rows = rows.filter(dispute=dispute)
    if faulty is None:
        return rows
    return rows.exclude(fault="") if faulty else rows.filter(fault="")


def dispute_steps(
    principal: Principal, invoice_id: UUID, *, line: int | None = None
) -> QuerySet[DisputeStep]:
    """What was done to an invoice's differences. Raises franchise.invoice_not_found."""
    rows = DisputeStep.objects.select_related("row").filter(
        row__invoice=invoice(principal, invoice_id)
    )
    return rows if line is None else rows.filter(row__line=line)


def already_billed(operator_id: UUID, numbers: Sequence[str]) -> set[str]:
    """Guides that an earlier invoice was right to bill, or billed wrongly in part, or is paid
    for after a dispute."""
    rows = InvoiceLine.objects.filter(invoice__operator=operator_id, guide__in=numbers)
    owed = ~Q(fault__in=("unknown_guide", "voided", "duplicate"))
    paid = rows.filter(owed | Q(agreed__gt=Money.zero()))
    return set(paid.values_list("guide", flat=True))


def cost_pairs(service_id: UUID, day: date) -> list[ZonePair]:
    """Of the cost sheet in force on a day; none where there is no sheet."""
    sheet = (
        RateSheet.objects.filter(service=service_id, side="cost", valid_from__lte=day)
        .filter(Q(valid_to=None) | Q(valid_to__gt=day))
        .exclude(status=DRAFT)
        .order_by("-version")
        .first()
    )
    if sheet is None:
        return []
    rows = PairRow.objects.filter(sheet=sheet).values_list("origin", "destination", "zone")
    return [ZonePair(origin=one, destination=other, zone=zone) for one, other, zone in rows]
