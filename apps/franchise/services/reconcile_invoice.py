"""Take an operator's invoice and hold it against our guides."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError

from apps.franchise.domain.disputes import OPENED, undisputed
from apps.franchise.domain.invoices import (
    Compared,
    Known,
    by_ends,
    read_invoice,
    reconcile,
    zone_between,
)
from apps.franchise.domain.report import Report
from apps.franchise.models import GuideCopy, InvoiceLine, Operator, OperatorInvoice
from apps.franchise.selectors.invoices import already_billed, cost_pairs
from apps.franchise.services.register_operator import locked_operator
from apps.franchise.services.take_file import checked_size
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.actors import Actor
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import total
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """`invoice` None: the file has problems and nothing was kept."""

    invoice: OperatorInvoice | None
    report: Report


def reconcile_invoice(
    *, operator_id: UUID, number: str, data: bytes, source: str, actor: Actor
) -> Reconciled:
    """All lines or none. Raises franchise.operator_not_found, .invoice_taken,
    .file_too_large."""
    lines, report = read_invoice(checked_size(data))
    with unit_of_work("franchise"):
        operator = locked_operator(operator_id)
        if not report.clean:
            return Reconciled(invoice=None, report=report)
        compared = reconcile(lines, _known(operator, [line.guide for line in lines]))
        invoice = _keep(operator, number, source, compared)
        data_ = {"lines": invoice.lines, "faults": invoice.faults}
        record("franchise", action="invoice.reconcile", subject=invoice.pk, actor=actor, data=data_)
    return Reconciled(invoice=invoice, report=report)


def _known(operator: Operator, numbers: list[str]) -> dict[str, Known]:
    billed = already_billed(operator.pk, numbers)
    ends: dict[tuple[UUID, date], dict[tuple[str, str], str]] = {}
    known = {}
    for guide in GuideCopy.objects.filter(operator_id=operator.pk, number__in=numbers):
        zone = ""
        if guide.service_id and guide.issued_at:
            key = (guide.service_id, guide.issued_at.astimezone(BOGOTA).date())
            if key not in ends:
                ends[key] = by_ends(cost_pairs(*key))
            zone = zone_between(ends[key], guide.origin, guide.destination)
        known[guide.number] = Known(
            chargeable_g=guide.chargeable_g,
            zone=zone,
            cost=guide.cost,
            voided=guide.given_back and guide.delivered_at is None,
            billed=guide.number in billed,
        )
    return known


def _keep(
    operator: Operator, number: str, source: str, compared: list[Compared]
) -> OperatorInvoice:
    invoice = OperatorInvoice(
        operator=operator,
        number=number,
        source=source,
        lines=len(compared),
        faults=sum(bool(found.fault) for found in compared),
        billed=total(found.billed.amount for found in compared),
        disputed=total(found.difference for found in compared),
        undecided=sum(bool(found.fault) for found in compared),
        payable=total(undisputed(one.billed.amount, one.expected) for one in compared),
    )
    try:
        with unit_of_work("franchise"):
            invoice.save()
    except IntegrityError as error:
        raise FranchiseError.INVOICE_TAKEN(field="number", number=number) from error
    InvoiceLine.objects.bulk_create(
        [
            InvoiceLine(
                invoice=invoice,
                line=found.billed.line,
                guide=found.billed.guide,
                weight_g=found.billed.weight_g,
                zone=found.billed.zone,
                amount=found.billed.amount,
                expected=found.expected,
                fault=found.fault,
                dispute=OPENED if found.fault else "",
            )
            for found in compared
        ],
        batch_size=BATCH,
    )
    return invoice
