"""What customers asks of the gateway."""

from uuid import UUID

from quenty.contracts.gateway.api import GatewayApi
from quenty.platform.registry import registry


def create_merchant_user(
    *, customer_id: UUID, test_customer_id: UUID, email: str, password: str, full_name: str
) -> UUID:
    """The user who acts for the merchant; asked again for it, the same one.

    Raises gateway.email_taken, gateway.weak_password.
    """
    user = registry.get(GatewayApi).create_user(
        idempotency_key=f"customers:registration:{customer_id}",
        email=email,
        password=password,
        full_name=full_name,
        roles=("merchant",),
        customer_id=customer_id,
        test_customer_id=test_customer_id,
    )
    return user.user_id
