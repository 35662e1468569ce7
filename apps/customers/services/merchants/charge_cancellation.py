"""Charge what cancelling a pickup late costs."""

from uuid import UUID

from apps.customers.models import Merchant
from apps.customers.services.ledger.charge_fee import charge_fee
from quenty.kernel.actors import SYSTEM
from quenty.kernel.money import Money


def charge_cancellation(*, customer_id: UUID, pickup_id: UUID, fee: Money) -> UUID:
    """Once a pickup. Inside the caller's unit of work. The posting's id."""
    return charge_fee(
        idempotency_key=f"pickups.cancelled:{pickup_id}",
        merchant=Merchant.objects.get(pk=customer_id),
        kind="pickup_cancellation",
        amount=fee,
        reference_id=pickup_id,
        description="Recogida cancelada tarde",
        actor=SYSTEM,
    )
