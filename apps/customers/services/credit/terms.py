"""What a merchant may owe, how long and when it is invoiced; large credit by two people."""

from uuid import UUID

from apps.customers.domain.invoices import FOUR_EYES_ABOVE
from apps.customers.models import BillingTerms, CreditProposal, Merchant
from apps.customers.services.invoices.issue import lock_terms
from apps.customers.services.ledger.set_limit import set_limit
from quenty.contracts.customers.errors import CreditError, CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def change_limit(*, customer_id: UUID, limit: Money, actor: Actor) -> None:
    """Raises customers.credit.second_person above the threshold: such a limit is proposed;
    and what set_limit says."""
    if limit > FOUR_EYES_ABOVE:
        raise CreditError.SECOND_PERSON(field="limit", most=str(FOUR_EYES_ABOVE))
    set_limit(customer_id=customer_id, limit=limit, actor=actor)


def propose_credit(
    *, customer_id: UUID, limit: Money, days: int, cycle: str, actor: Actor
) -> CreditProposal:
    """In force at once up to the threshold; above it once a second person approves.

    `days`: an invoice is due that many after its day. Raises customers.not_found,
    customers.amount_not_positive, customers.amount_not_whole, customers.limit_below_debt.
    """
    if limit < Money.zero():
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="limit")
    with unit_of_work("customers"):
        merchant = Merchant.objects.filter(pk=customer_id, registered_at__isnull=False).first()
        if merchant is None:
            raise CustomerError.NOT_FOUND()
        row = CreditProposal.objects.create(
            merchant=merchant, limit=limit, days=days, cycle=cycle, proposed_by=str(actor)
        )
        record("customers", action="credit.propose", subject=row.id, actor=actor)
        if limit <= FOUR_EYES_ABOVE:
            _apply(row, actor)
            row.status = CreditProposal.Status.APPROVED
            row.save()
    return row


def approve_credit(*, proposal_id: UUID, actor: Actor) -> CreditProposal:
    """Raises customers.credit.proposal_not_found, .proposal_ended, .second_person, and
    customers.limit_below_debt."""
    with unit_of_work("customers"):
        row = _locked(proposal_id)
        if row.proposed_by == str(actor):
            raise CreditError.SECOND_PERSON(most=str(FOUR_EYES_ABOVE))
        _apply(row, actor)
        return _decide(row, "approved", actor)


def reject_credit(*, proposal_id: UUID, actor: Actor) -> CreditProposal:
    """Raises customers.credit.proposal_not_found, .proposal_ended, .second_person."""
    with unit_of_work("customers"):
        row = _locked(proposal_id)
        if row.proposed_by == str(actor):
            raise CreditError.SECOND_PERSON(most=str(FOUR_EYES_ABOVE))
        return _decide(row, "rejected", actor)


def _locked(proposal_id: UUID) -> CreditProposal:
    row = (
        CreditProposal.objects.select_for_update(of=("self",))
        .select_related("merchant")
        .filter(pk=proposal_id)
        .first()
    )
    if row is None:
        raise CreditError.PROPOSAL_NOT_FOUND()
    if row.status != CreditProposal.Status.PROPOSED:
        raise CreditError.PROPOSAL_ENDED(status=row.status)
    return row


def _decide(row: CreditProposal, status: str, actor: Actor) -> CreditProposal:
    row.status, row.decided_by = status, str(actor)
    row.save()
    record("customers", action=f"credit.{status}", subject=row.id, actor=actor)
    return row


def _apply(row: CreditProposal, actor: Actor) -> None:
    lock_terms(row.merchant)
    set_limit(customer_id=row.merchant_id, limit=row.limit, actor=actor)
    BillingTerms.objects.filter(merchant_id=row.merchant_id).update(days=row.days, cycle=row.cycle)
