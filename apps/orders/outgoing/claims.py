"""Claims to contract events."""

from typing import Any

from apps.orders.models import Claim
from quenty.contracts.orders import money_events as events
from quenty.kernel.money import Money


def _of(claim: Claim) -> dict[str, Any]:
    return {
        "claim_id": claim.id,
        "guide_id": claim.guide_id,
        "number": claim.guide.number,
        "customer_id": claim.customer_id,
        "operator_id": claim.guide.operator_id,
        "kind": claim.kind,
        "regime": claim.regime,
    }


def claim_opened(claim: Claim) -> events.ClaimOpenedV1:
    return events.ClaimOpenedV1(**_of(claim), asked=claim.asked, decide_by=claim.decide_by)


def claim_paid(claim: Claim, amount: Money) -> events.ClaimPaidV1:
    return events.ClaimPaidV1(**_of(claim), amount=amount, recover=claim.recover)


def claim_overturned(claim: Claim) -> events.ClaimOverturnedV1:
    return events.ClaimOverturnedV1(
        **_of(claim),
        amount=claim.amount or Money.zero(),
        recover=claim.recover,
        reason=claim.overturn_reason,
    )


def claim_rejected(claim: Claim) -> events.ClaimRejectedV1:
    return events.ClaimRejectedV1(**_of(claim), reason=claim.reason)
