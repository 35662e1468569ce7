"""Top-ups as they are read."""

from uuid import UUID

from django.db.models import QuerySet

from apps.customers.models import TopUp
from quenty.contracts.customers.errors import CustomerError


def top_ups_of(customer_id: UUID, *, status: str | None = None) -> QuerySet[TopUp]:
    rows = TopUp.objects.filter(merchant_id=customer_id)
    return rows.filter(status=status) if status else rows


def top_up_of(customer_id: UUID, top_up_id: UUID) -> TopUp:
    """Raises customers.top_up_not_found."""
    found = top_ups_of(customer_id).filter(pk=top_up_id).first()
    if found is None:
        raise CustomerError.TOP_UP_NOT_FOUND()
    return found


def sandbox_top_up(top_up_id: UUID) -> TopUp:
    """One that the sandbox takes the payment of. Raises customers.top_up_not_found."""
    found = TopUp.objects.filter(pk=top_up_id, provider="sandbox").first()
    if found is None:
        raise CustomerError.TOP_UP_NOT_FOUND()
    return found


def top_up_by_id(top_up_id: UUID) -> TopUp:
    """For neighbours, unscoped. Raises customers.top_up_not_found."""
    found = TopUp.objects.filter(pk=top_up_id).first()
    if found is None:
        raise CustomerError.TOP_UP_NOT_FOUND()
    return found
