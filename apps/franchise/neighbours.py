"""What franchise asks of customers, in its own words; never inside a transaction."""

from uuid import UUID

from quenty.contracts.customers.api import CustomersApi
from quenty.platform.registry import registry


def kyc_level(customer_id: UUID) -> str:
    """none, basic or full. Raises customers.not_found."""
    return registry.get(CustomersApi).merchant(customer_id=customer_id).kyc_level
