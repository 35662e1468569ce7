"""What the gateway does for its neighbours: identities and keys."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from quenty.contracts.declare import contract, reads, writes


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """`email_verified`: by the link sent at registration."""

    user_id: UUID
    email: str
    email_verified: bool
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyIdentity:
    """What an API key may do. `allowed_networks`: CIDR blocks, empty for any."""

    key_id: UUID
    customer_id: UUID | None
    roles: tuple[str, ...]
    scopes: tuple[str, ...]
    livemode: bool
    allowed_networks: tuple[str, ...]
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocations:
    """Tokens no longer honoured: ids of access tokens, and users whose tokens issued
    before an instant are void."""

    token_ids: tuple[str, ...]
    users: tuple[tuple[str, datetime], ...]


@contract("gateway")
class GatewayApi(ABC):
    @abstractmethod
    @writes
    def create_user(
        self,
        *,
        idempotency_key: str,
        email: str,
        password: str,
        full_name: str,
        roles: tuple[str, ...],
        customer_id: UUID | None = None,
        test_customer_id: UUID | None = None,
    ) -> User:
        """A user who may log in; asked again with the same key, the same user.

        `test_customer_id`: the merchant's sandbox twin, which its test keys act as.
        Staff roles are refused: staff is made in the gateway. Raises gateway.email_taken,
        gateway.weak_password, gateway.roles_not_allowed.
        """

    @abstractmethod
    @reads
    def identify_key(self, *, key: str) -> KeyIdentity | None:
        """The identity behind an API key, None for one unknown, revoked or expired."""

    @abstractmethod
    @reads
    def jwks(self) -> dict[str, Any]:
        """The public signing keys as a JWK set (RFC 7517)."""

    @abstractmethod
    @reads
    def revocations(self) -> Revocations:
        """What is revoked and not yet expired by itself."""
