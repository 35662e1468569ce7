"""What franchise asks of customers, in its own words; never inside a transaction."""

from typing import TYPE_CHECKING
from uuid import UUID

from quenty.contracts.customers.api import CustomersApi
from quenty.platform.registry import registry

if TYPE_CHECKING:
    from apps.franchise.models import Settlement


def kyc_level(customer_id: UUID) -> str:
    """none, basic or full. Raises customers.not_found."""
    return registry.get(CustomersApi).merchant(customer_id=customer_id).kyc_level


def pay(settlement: "Settlement") -> UUID:
    """The ledger's posting. Each attempt pays once. Raises customers.not_found,
    customers.not_active."""
    return registry.get(CustomersApi).pay_settlement(
        idempotency_key=f"franchise.settlement.{settlement.pk}.{settlement.attempt}",
        customer_id=settlement.payee.customer_id,
        net=settlement.net,
        withheld=settlement.retefuente + settlement.reteiva + settlement.reteica,
        deducted=settlement.deducted,
        reference_id=settlement.pk,
        description=f"Comisiones {settlement.period:%Y-%m}",
    )
