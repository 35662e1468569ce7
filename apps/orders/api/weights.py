"""Weights measured above what was declared, and freight given back."""

from typing import TYPE_CHECKING
from uuid import UUID

from apps.orders.api import dispute_bodies as bodies
from apps.orders.api.evidence import evidence_routes
from apps.orders.api.routes import routes
from apps.orders.selectors.disputes import weight_for, weights_of
from apps.orders.selectors.guides import guide_for
from apps.orders.services.weight.report import report_weight
from apps.orders.services.weight.resolve import accept_weight, appeal_weight, decide_weight
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.orders.models import WeightDispute

READ = allow(Role.MERCHANT, Role.OPERATOR, Role.SUPPORT, Role.ADMIN, scope="orders:read")
ANSWER = allow(Role.MERCHANT, Role.SUPPORT, Role.ADMIN, scope="orders:write")
REPORT = allow(Role.OPERATOR, Role.SUPPORT, Role.ADMIN, scope="tracking:write")
STAFF = allow(Role.SUPPORT, Role.ADMIN)


@routes.post(
    "guides/{number}/weights",
    body=bodies.WeightBody,
    answer=bodies.WeightOut,
    access=REPORT,
    operation="orders_weight_report",
)
def report(call: Call, number: str) -> "WeightDispute":
    """Tell what a parcel weighs and measures; more than declared opens a dispute."""
    seen = guide_for(call.principal, number)
    return report_weight(
        guide_id=seen.id,
        measured=bodies.measured(call.body),
        notes=call.body["notes"],
        actor=call.actor,
    )


@routes.list(
    "weight-disputes",
    item=bodies.WeightOut,
    query=bodies.WeightFilters,
    ordering=("created_at",),
    access=READ,
    operation="orders_weight_disputes",
)
def list_disputes(call: Call) -> "QuerySet[WeightDispute]":
    """Disputed weights, newest first."""
    return weights_of(call.principal, **call.query)


@routes.get(
    "weight-disputes/{dispute_id}",
    answer=bodies.WeightOut,
    access=READ,
    operation="orders_weight_dispute",
)
def get_dispute(call: Call, dispute_id: UUID) -> "WeightDispute":
    return weight_for(call.principal, dispute_id)


@routes.post(
    "weight-disputes/{dispute_id}/accept",
    answer=bodies.WeightOut,
    status=200,
    access=ANSWER,
    operation="orders_weight_accept",
)
def accept(call: Call, dispute_id: UUID) -> "WeightDispute":
    """The measured weight is right: its difference is charged."""
    seen = weight_for(call.principal, dispute_id)
    return accept_weight(dispute_id=seen.id, actor=call.actor)


@routes.post(
    "weight-disputes/{dispute_id}/appeal",
    body=bodies.AppealBody,
    answer=bodies.WeightOut,
    status=200,
    access=ANSWER,
    operation="orders_weight_appeal",
)
def appeal(call: Call, dispute_id: UUID) -> "WeightDispute":
    """The measured weight is wrong: staff decide, and nothing is charged meanwhile."""
    seen = weight_for(call.principal, dispute_id)
    return appeal_weight(dispute_id=seen.id, reason=call.body["reason"], actor=call.actor)


@routes.post(
    "weight-disputes/{dispute_id}/decide",
    body=bodies.DisputeDecisionBody,
    answer=bodies.WeightOut,
    status=200,
    access=STAFF,
    operation="orders_weight_decide",
)
def decide(call: Call, dispute_id: UUID) -> "WeightDispute":
    """Decide an appeal."""
    return decide_weight(dispute_id=dispute_id, actor=call.actor, **call.body)


evidence_routes(
    "weight-disputes",
    id_name="dispute_id",
    operation="orders_weight_evidence",
    of=weight_for,
)
