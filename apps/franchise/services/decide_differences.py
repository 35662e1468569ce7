"""Claim the differences of an operator's invoice, and end their disputes, by two people."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from apps.franchise.domain.disputes import (
    CLAIM,
    CREDIT,
    TRANSITIONS,
    agreed_amount,
    next_status,
    undisputed,
)
from apps.franchise.models import DisputeStep, InvoiceLine, OperatorInvoice
from quenty.contracts.franchise.dispute_errors import DisputeError
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money, total
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

BATCH = 1000
CHANGED = ("dispute", "agreed", "proposed", "proposed_amount", "proposed_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`amount`: to pay of each line, where it is agreed upon. `reference`: of the operator."""

    action: str
    reason: str
    actor: Actor
    amount: Money | None = None
    reference: str = ""


def decide_differences(
    *, invoice_id: UUID, lines: Sequence[int] | None = None, action: str, reason: str, actor: Actor,
    amount: Money | None = None, reference: str = "",
) -> OperatorInvoice:  # fmt: skip
    """`lines`: of the file; None for all that `action` applies to. What ends a dispute is
    proposed first, and done when another person says the same.

    Raises franchise.invoice_not_found and the codes of DisputeError; then nothing is done.
    """
    said = Decision(action=action, reason=reason, actor=actor, amount=amount, reference=reference)
    if action == CREDIT and not reference:
        raise DisputeError.REFERENCE_MISSING(field="reference")
    with unit_of_work("franchise"):
        invoice = _locked(invoice_id)
        chosen = _chosen(invoice, lines, action)
        steps = [step for row in chosen if (step := _step(row, said))]
        if not steps or (lines is not None and len(steps) < len(chosen)):
            raise DisputeError.SECOND_PERSON()
        InvoiceLine.objects.bulk_update(chosen, CHANGED, batch_size=BATCH)
        DisputeStep.objects.bulk_create(steps, batch_size=BATCH)
        more = [
            step.row.agreed - undisputed(step.row.amount, step.row.expected)
            for step in steps
            if step.row.agreed is not None
        ]
        invoice.undecided -= len(more)
        invoice.payable += total(more)
        invoice.save()
        data = {"steps": len(steps), "ended": len(more)}
        record("franchise", action=f"dispute.{action}", subject=invoice.pk, actor=actor, data=data)
    return invoice


def _locked(invoice_id: UUID) -> OperatorInvoice:
    invoice = OperatorInvoice.objects.select_for_update().filter(pk=invoice_id).first()
    if invoice is None:
        raise FranchiseError.INVOICE_NOT_FOUND()
    return invoice


def _chosen(
    invoice: OperatorInvoice, lines: Sequence[int] | None, action: str
) -> list[InvoiceLine]:
    rows = invoice.rows.exclude(dispute="")
    if lines is None:
        found = [row for row in rows if (row.dispute, action) in TRANSITIONS]
        if not found:
            raise DisputeError.NOTHING_LEFT(action=action)
        return found
    found = list(rows.filter(line__in=lines))
    missing = sorted(set(lines) - {row.line for row in found})
    if missing:
        raise DisputeError.NO_SUCH_LINE(field="lines", lines=", ".join(map(str, missing[:10])))
    return found


def _step(row: InvoiceLine, said: Decision) -> DisputeStep | None:
    """What is done to a row; None where its own proposer says it again."""
    status = next_status(row.dispute, said.action)
    if said.action == CLAIM:
        _settle(row, status, None)
        return _kept(row, said, None)
    amount = agreed_amount(said.action, billed=row.amount, expected=row.expected, said=said.amount)
    if (row.proposed, row.proposed_amount) != (said.action, amount):
        row.proposed, row.proposed_amount = said.action, amount
        row.proposed_by = str(said.actor)
    elif row.proposed_by == str(said.actor):
        return None
    else:
        _settle(row, status, amount)
    return _kept(row, said, amount)


def _settle(row: InvoiceLine, status: str, agreed: Money | None) -> None:
    row.dispute, row.agreed = status, agreed
    row.proposed, row.proposed_amount, row.proposed_by = "", None, ""


def _kept(row: InvoiceLine, said: Decision, amount: Money | None) -> DisputeStep:
    return DisputeStep(
        row=row,
        action=said.action,
        status=row.dispute,
        amount=amount,
        reference=said.reference,
        reason=said.reason,
        actor=str(said.actor),
    )
