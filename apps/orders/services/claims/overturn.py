"""A loss was paid and the parcel turned up: two people take back what was paid."""

from uuid import UUID

from apps.orders.domain.money.claims import ARRIVED, ClaimKind, ClaimStatus, Recovery
from apps.orders.models import Claim, Guide, GuideCorrection
from apps.orders.outgoing import claims as outgoing
from apps.orders.services.claims.locked import lock_with_guide
from apps.orders.services.money.record import undo_money
from quenty.contracts.orders.money_errors import ClaimError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def ask_overturn(*, claim_id: UUID, reason: str, actor: Actor) -> Claim:
    """Of a loss that was paid and whose parcel has arrived or come back. One that is still told
    as lost is corrected (`ask_correction`), which overturns its claim with it.

    Raises orders.claim.not_found, orders.claim.not_overturnable, orders.claim.overturn_asked.
    """
    with unit_of_work("orders"):
        claim = lock_with_guide(claim_id)
        _refuse_lost(claim)
        if claim.overturn_asked_by:
            raise ClaimError.OVERTURN_ASKED()
        claim.overturn_asked_by, claim.overturn_reason = str(actor), reason[:300]
        claim.save()
        record("orders", action="claim.ask_overturn", subject=claim.id, actor=actor)
    return claim


def decide_overturn(*, claim_id: UUID, approve: bool, actor: Actor) -> Claim:
    """The merchant owes it back, and the operator nothing.

    Raises orders.claim.not_found, orders.claim.overturn_not_asked, orders.claim.same_person,
    orders.claim.not_overturnable.
    """
    with unit_of_work("orders"):
        claim = lock_with_guide(claim_id)
        if not claim.overturn_asked_by or claim.status != ClaimStatus.PAID:
            raise ClaimError.OVERTURN_NOT_ASKED()
        if claim.overturn_asked_by == str(actor):
            raise ClaimError.SAME_PERSON()
        if approve:
            _refuse_lost(claim)
            _overturn(claim, actor)
        else:
            claim.overturn_asked_by = claim.overturn_reason = ""
            claim.save()
            record("orders", action="claim.keep", subject=claim.id, actor=actor)
    return claim


def overturn_corrected(guide: Guide, correction: GuideCorrection, actor: Actor) -> None:
    """Inside the unit of work of a correction that two people made of a lost guide."""
    claim = (
        Claim.objects.select_for_update(of=("self",))
        .filter(guide=guide, kind=ClaimKind.LOSS, status=ClaimStatus.PAID)
        .first()
    )
    if claim is None or guide.status not in ARRIVED:
        return
    claim.guide = guide
    claim.overturn_asked_by = correction.asked_by
    claim.overturn_reason = correction.reason[:300]
    _overturn(claim, actor)


def _overturn(claim: Claim, actor: Actor) -> None:
    claim.status = ClaimStatus.OVERTURNED.value
    claim.overturned_by, claim.overturned_at = str(actor), clock.now()
    if claim.recovery in (Recovery.ASKED, Recovery.RECOVERED):
        claim.recovery = Recovery.UNDONE.value
    claim.save()
    keys = (f"claim.{claim.id}", f"claim.{claim.id}.refused")
    for row in claim.guide.money.filter(key__in=keys):
        undo_money(row, reason="Apareció")
    data = {"reason": claim.overturn_reason, "asked_by": claim.overturn_asked_by}
    record("orders", action="claim.overturned", subject=claim.id, actor=actor, data=data)
    event = outgoing.claim_overturned(claim)
    publish(event, aggregate=claim.guide_id, actor=actor, livemode=claim.livemode)


def _refuse_lost(claim: Claim) -> None:
    paid = claim.status == ClaimStatus.PAID and claim.kind == ClaimKind.LOSS
    if not paid or claim.guide.status not in ARRIVED:
        raise ClaimError.NOT_OVERTURNABLE(state=claim.guide.status, status=claim.status)
