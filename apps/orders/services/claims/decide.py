"""Pay a claim or reject it; say how its recovery from the operator ended."""

from uuid import UUID

from apps.orders.domain.money.charges import Entry, Line
from apps.orders.domain.money.claims import ClaimKind, ClaimStatus, Recovery
from apps.orders.models import Claim, Evidence
from apps.orders.outgoing import claims as outgoing
from apps.orders.selectors.compensated import left_to_compensate
from apps.orders.selectors.freight import WHOLE, given_back
from apps.orders.selectors.price_lines import tariff_of
from apps.orders.services.claims.locked import lock_with_guide
from apps.orders.services.claims.open import claimable
from apps.orders.services.money.record import record_money
from quenty.contracts.customers.shapes import GuideMove
from quenty.contracts.orders.money_errors import ClaimError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money, Rate
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def pay_claim(*, claim_id: UUID, amount: Money, recover: Money, reason: str, actor: Actor) -> Claim:
    """Into the merchant's next payout; `recover` of it at once onto the operator's account.

    Raises orders.claim.not_found, orders.claim.transition_refused, orders.claim.not_claimable
    (what was lost has come since), orders.claim.turned_up (there is news of it),
    orders.claim.above_limit, orders.claim.evidence_missing.
    """
    with unit_of_work("orders"):
        claim = _open(claim_id, "pay", with_guide=True)
        if not claimable(claim.guide, ClaimKind(claim.kind)):
            raise ClaimError.NOT_CLAIMABLE(status=claim.guide.status, kind=claim.kind)
        if claim.turned_up_at is not None:
            raise ClaimError.TURNED_UP(event=claim.turned_up)
        limit = _limit(claim)
        if not Money.zero() < amount <= limit:
            raise ClaimError.ABOVE_LIMIT(field="amount", limit=str(limit))
        if recover > amount:
            raise ClaimError.ABOVE_LIMIT(field="recover", limit=str(amount))
        # A loss and a delay show in the guide's own history.
        told = claim.kind not in (ClaimKind.LOSS, ClaimKind.DELAY)
        if told and not Evidence.objects.filter(subject_id=claim.id).exists():
            raise ClaimError.EVIDENCE_MISSING(kind=claim.kind)
        claim.amount, claim.recover = amount, recover
        claim.recovery = (Recovery.ASKED if recover else Recovery.NONE).value
        _end(claim, ClaimStatus.PAID, reason, actor)
        record_money(
            claim.guide,
            _paid(claim, amount, recover),
            key=f"claim.{claim.id}",
            purpose="claim",
            description="Indemnización",
            kind="claim",
        )
        event = outgoing.claim_paid(claim, amount)
        publish(event, aggregate=claim.guide_id, actor=actor, livemode=claim.livemode)
    return claim


def reject_claim(*, claim_id: UUID, reason: str, actor: Actor) -> Claim:
    """Raises orders.claim.not_found, orders.claim.transition_refused."""
    with unit_of_work("orders"):
        claim = _open(claim_id, "reject")
        _end(claim, ClaimStatus.REJECTED, reason, actor)
        event = outgoing.claim_rejected(claim)
        publish(event, aggregate=claim.guide_id, actor=actor, livemode=claim.livemode)
    return claim


def end_recovery(*, claim_id: UUID, recovered: bool, reason: str, actor: Actor) -> Claim:
    """The operator bears it, or refused to and we do.

    Raises orders.claim.not_found, orders.claim.transition_refused.
    """
    with unit_of_work("orders"):
        claim = _locked(claim_id)
        if claim.recovery != Recovery.ASKED:
            raise ClaimError.TRANSITION_REFUSED(status=claim.recovery, event="end_recovery")
        claim.recovery = (Recovery.RECOVERED if recovered else Recovery.REFUSED).value
        claim.save()
        if not recovered:
            record_money(
                claim.guide,
                _asked(claim, -claim.recover),
                key=f"claim.{claim.id}.refused",
                purpose="claim_recovery",
                description="Recobro no reconocido",
                kind="claim",
            )
        data = {"recovered": recovered, "reason": reason[:300]}
        record("orders", action="claim.recovery", subject=claim.id, actor=actor, data=data)
    return claim


def _limit(claim: Claim) -> Money:
    """What is left of what the regime gives in all; what a delay gives is carriage, of which some
    may have gone back otherwise."""
    most = claim.tariff + claim.value
    if claim.kind == ClaimKind.DELAY:
        carriage = Rate.percent(WHOLE - given_back(claim.guide))
        most = min(most, (tariff_of(claim.guide) * carriage).down())
    left = left_to_compensate(claim)
    return most if left is None else min(most, left)


def _paid(claim: Claim, amount: Money, recover: Money) -> Entry:
    entry = Entry(
        (
            GuideMove(account="claims", amount=-amount),
            GuideMove(account="merchant", amount=amount),
        ),
        ((Line.CLAIM, amount),),
    )
    return entry + _asked(claim, recover) if recover else entry


def _asked(claim: Claim, amount: Money) -> Entry:
    """What the operator has to make good is taken off what we owe it."""
    operator = str(claim.guide.operator_id)
    return Entry(
        (
            GuideMove(account="operator", amount=-amount, detail=operator),
            GuideMove(account="claims", amount=amount),
        ),
        (),
    )


def _end(claim: Claim, status: ClaimStatus, reason: str, actor: Actor) -> None:
    claim.status, claim.reason = status.value, reason[:500]
    claim.decided_at, claim.decided_by = clock.now(), str(actor)
    claim.save()
    data = {"reason": reason[:500]}
    record("orders", action=f"claim.{status.value}", subject=claim.id, actor=actor, data=data)


def _open(claim_id: UUID, event: str, *, with_guide: bool = False) -> Claim:
    claim = lock_with_guide(claim_id) if with_guide else _locked(claim_id)
    if claim.status != ClaimStatus.OPEN:
        raise ClaimError.TRANSITION_REFUSED(status=claim.status, event=event)
    return claim


def _locked(claim_id: UUID) -> Claim:
    rows = Claim.objects.select_for_update(of=("self",)).select_related("guide")
    claim = rows.filter(pk=claim_id).first()
    if claim is None:
        raise ClaimError.NOT_FOUND()
    return claim
