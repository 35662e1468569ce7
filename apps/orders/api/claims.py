"""Claims for parcels that were lost, stolen from or damaged."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.orders.api import dispute_bodies as bodies
from apps.orders.api.evidence import evidence_routes
from apps.orders.api.routes import routes
from apps.orders.domain.money.claims import ClaimKind
from apps.orders.selectors.disputes import claim_for, claims_of
from apps.orders.selectors.guides import guide_for
from apps.orders.services.claims.decide import end_recovery, pay_claim, reject_claim
from apps.orders.services.claims.news import dismiss_news
from apps.orders.services.claims.open import open_claim
from apps.orders.services.claims.overturn import ask_overturn, decide_overturn
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import Claim

READ = allow(Role.MERCHANT, Role.OPERATOR, Role.SUPPORT, Role.ADMIN, scope="orders:read")
WRITE = allow(Role.MERCHANT, Role.SUPPORT, Role.ADMIN, scope="orders:write")
STAFF = allow(Role.SUPPORT, Role.ADMIN)


@routes.post(
    "claims",
    body=bodies.ClaimBody,
    answer=bodies.ClaimOut,
    access=WRITE,
    operation="orders_claim_open",
)
def claim(call: Call) -> "Claim":
    """Claim for a parcel within the term of its service's regime."""
    body = call.body
    seen = guide_for(call.principal, body["number"])
    return open_claim(
        guide_id=seen.id,
        kind=ClaimKind(body["kind"]),
        asked=body["asked"],
        description=body["description"],
        actor=call.actor,
    )


@routes.list(
    "claims",
    item=bodies.ClaimOut,
    query=bodies.ClaimFilters,
    ordering=("created_at",),
    access=READ,
    operation="orders_claims",
)
def list_claims(call: Call) -> "QuerySet[Claim]":
    """Claims, newest first."""
    return claims_of(call.principal, **call.query)


@routes.get("claims/{claim_id}", answer=bodies.ClaimOut, access=READ, operation="orders_claim")
def get_claim(call: Call, claim_id: UUID) -> "Claim":
    return claim_for(call.principal, claim_id)


evidence_routes("claims", id_name="claim_id", operation="orders_claim_evidence", of=claim_for)


@routes.post(
    "claims/{claim_id}/pay",
    body=bodies.PayClaimBody,
    answer=bodies.ClaimOut,
    status=200,
    access=STAFF,
    operation="orders_claim_pay",
)
def pay(call: Call, claim_id: UUID) -> "Claim":
    """Pay a claim, and ask the operator for its part."""
    return pay_claim(claim_id=claim_id, actor=call.actor, **call.body)


@routes.post(
    "claims/{claim_id}/reject",
    body=bodies.AppealBody,
    answer=bodies.ClaimOut,
    status=200,
    access=STAFF,
    operation="orders_claim_reject",
)
def reject(call: Call, claim_id: UUID) -> "Claim":
    """Reject a claim, and say why."""
    return reject_claim(claim_id=claim_id, reason=call.body["reason"], actor=call.actor)


@routes.post(
    "claims/{claim_id}/recovery",
    body=bodies.RecoveryBody,
    answer=bodies.ClaimOut,
    status=200,
    access=STAFF,
    operation="orders_claim_recovery",
)
def recovery(call: Call, claim_id: UUID) -> "Claim":
    """How asking the operator ended."""
    return end_recovery(claim_id=claim_id, actor=call.actor, **call.body)


@routes.post(
    "claims/{claim_id}/overturn",
    body=bodies.AppealBody,
    answer=bodies.ClaimOut,
    status=200,
    access=STAFF,
    operation="orders_claim_overturn",
)
def overturn(call: Call, claim_id: UUID) -> "Claim":
    """Ask to take back what was paid for a parcel that turned up; somebody else decides."""
    return ask_overturn(claim_id=claim_id, reason=call.body["reason"], actor=call.actor)


@routes.post(
    "claims/{claim_id}/overturn/decision",
    body=bodies.OverturnDecisionBody,
    answer=bodies.ClaimOut,
    status=200,
    access=allow(Role.ADMIN),
    operation="orders_claim_overturn_decide",
)
def decide(call: Call, claim_id: UUID) -> "Claim":
    """Take back what was paid, or leave it, as somebody else asked."""
    return decide_overturn(claim_id=claim_id, approve=call.body["approve"], actor=call.actor)


@routes.post(
    "claims/{claim_id}/dismiss-news",
    body=bodies.AppealBody,
    answer=bodies.ClaimOut,
    status=200,
    access=STAFF,
    operation="orders_claim_dismiss_news",
)
def dismiss(call: Call, claim_id: UUID) -> "Claim":
    """What was told of a lost parcel is not so."""
    return dismiss_news(claim_id=claim_id, reason=call.body["reason"], actor=call.actor)
