"""Holds as they are read."""

from uuid import UUID

from django.db.models import QuerySet

from apps.customers.models import Hold
from quenty.contracts.customers import shapes
from quenty.kernel.money import Money


def hold_dto(hold: Hold) -> shapes.Hold:
    return shapes.Hold(
        hold_id=hold.id,
        customer_id=hold.merchant_id,
        amount=Money.from_units(hold.amount),
        captured=Money.from_units(hold.captured),
        status=str(hold.status),
        expires_at=hold.expires_at,
    )


def holds_of(customer_id: UUID, *, status: str | None = None) -> QuerySet[Hold]:
    """`status`: any when None."""
    rows = Hold.objects.filter(merchant_id=customer_id)
    return rows.filter(status=status) if status else rows
