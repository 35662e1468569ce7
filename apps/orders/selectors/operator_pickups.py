"""Collections ordered of operators, as a principal may see them."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from apps.orders.models import OperatorPickup
from apps.orders.selectors.orders import scoped
from quenty.contracts.orders.operator_errors import OperatorPickupError
from quenty.platform.auth import Principal


def pickups_of(
    principal: Principal, *, status: str = "", day: date | None = None
) -> "QuerySet[OperatorPickup]":
    exact = {"status": status, "day": day}
    rows = scoped(OperatorPickup.objects.all(), principal)
    return rows.filter(**{name: value for name, value in exact.items() if value})


def pickup_for(principal: Principal, pickup_id: UUID) -> OperatorPickup:
    """Raises orders.operator_pickup.not_found."""
    row = scoped(OperatorPickup.objects.all(), principal).filter(pk=pickup_id).first()
    if row is None:
        raise OperatorPickupError.NOT_FOUND()
    return row
