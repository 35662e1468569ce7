"""Payments with their confirmations, as a principal may see them."""

from uuid import UUID

from apps.orders.models import Checkout, Guide
from apps.orders.selectors.orders import scoped
from quenty.contracts.orders.errors import OrderError
from quenty.platform.auth import Principal


def checkout_for(principal: Principal, checkout_id: UUID) -> Checkout:
    """With the number of its guide, "" for none. Raises orders.not_found."""
    row = scoped(Checkout.objects.all(), principal).filter(pk=checkout_id).first()
    if row is None:
        raise OrderError.NOT_FOUND()
    numbers = Guide.objects.filter(order_id=row.order_id).exclude(status="voided")
    confirmed = row.status == "confirmed"
    number = numbers.values_list("number", flat=True).first() if confirmed else None
    row.guide_number = number or ""  # type: ignore[attr-defined]
    return row
