"""Weight disputes, claims and their files, as a principal may see them."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from apps.orders.domain.money.claims import STANDING
from apps.orders.models import Claim, Evidence, WeightDispute
from apps.orders.selectors.orders import scoped
from quenty.contracts.orders.money_errors import ClaimError, EvidenceError, WeightError
from quenty.kernel import clock
from quenty.platform.auth import Principal, Role

M = TypeVar("M", bound=Model)


def weights_of(
    principal: Principal, *, status: str = "", customer_id: UUID | None = None
) -> "QuerySet[WeightDispute]":
    rows = _seen(WeightDispute.objects.select_related("guide"), principal)
    exact = {"status": status, "customer_id": customer_id}
    return rows.filter(**{name: value for name, value in exact.items() if value})


def weight_for(principal: Principal, dispute_id: UUID) -> WeightDispute:
    """Raises orders.weight.not_found."""
    row = weights_of(principal).filter(pk=dispute_id).first()
    if row is None:
        raise WeightError.NOT_FOUND()
    return row


def claims_of(
    principal: Principal,
    *,
    status: str = "",
    kind: str = "",
    overdue: bool | None = None,
    turned_up: bool | None = None,
    customer_id: UUID | None = None,
) -> "QuerySet[Claim]":
    """`overdue`: open past the day by which it was to be decided. `turned_up`: open or paid, of
    a parcel that was told of since."""
    rows = _seen(Claim.objects.select_related("guide"), principal)
    exact = {"status": status, "kind": kind, "customer_id": customer_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if turned_up is not None:
        news = Q(turned_up_at__isnull=False, status__in=STANDING)
        rows = rows.filter(news if turned_up else ~news)
    late = {"status": "open", "decide_by__lt": clock.now()}
    return rows if overdue is None else rows.filter(**late) if overdue else rows.exclude(**late)


def claim_for(principal: Principal, claim_id: UUID) -> Claim:
    """Raises orders.claim.not_found."""
    row = claims_of(principal).filter(pk=claim_id).first()
    if row is None:
        raise ClaimError.NOT_FOUND()
    return row


def evidence_of(subject_id: UUID) -> "QuerySet[Evidence]":
    return Evidence.objects.filter(subject_id=subject_id).defer("sealed")


def evidence_file(subject_id: UUID, evidence_id: UUID) -> Evidence:
    """Of a subject that was looked up for its principal. Raises orders.evidence.not_found."""
    row = Evidence.objects.filter(pk=evidence_id, subject_id=subject_id).first()
    if row is None:
        raise EvidenceError.NOT_FOUND()
    return row


def _seen(rows: "QuerySet[M]", principal: Principal) -> "QuerySet[M]":
    """A merchant's own, an operator's that it carried, all for staff."""
    if not principal.is_staff and principal.has(Role.OPERATOR) and principal.operator_id:
        return rows.filter(guide__operator_id=principal.operator_id, livemode=principal.livemode)
    return scoped(rows, principal)
