"""Facts the gateway tells."""

from uuid import UUID

from quenty.kernel.events import event


@event("gateway.user.disabled", webhook=True)
class UserDisabledV1:
    user_id: UUID
    customer_id: UUID | None
    reason: str


@event("gateway.api_key.revoked", webhook=True)
class ApiKeyRevokedV1:
    key_id: UUID
    customer_id: UUID | None
