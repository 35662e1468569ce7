"""Estimates and their rows."""

from uuid import UUID

from django.db.models import QuerySet

from apps.orders.models import Estimate, EstimateRow
from apps.orders.selectors.orders import scoped
from quenty.contracts.orders.errors import OrderError
from quenty.platform.auth import Principal


def estimates_of(principal: Principal) -> "QuerySet[Estimate]":
    """Staff see all, a merchant its own."""
    return scoped(Estimate.objects.all(), principal)


def estimate_for(principal: Principal, estimate_id: UUID) -> Estimate:
    """Raises orders.estimate_not_found."""
    estimate = estimates_of(principal).filter(pk=estimate_id).first()
    if estimate is None:
        raise OrderError.ESTIMATE_NOT_FOUND()
    return estimate


def estimate_rows(estimate: Estimate) -> "QuerySet[EstimateRow]":
    return EstimateRow.objects.filter(estimate=estimate)
