"""The gateway as its neighbours call it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from apps.gateway.domain.roles import is_staff
from apps.gateway.selectors.revocations import revoked_token_ids, voided_users
from apps.gateway.selectors.signing_keys import key_set
from apps.gateway.services import create_user, identify_key
from apps.gateway.services.signing_keys import ensure_signing_key
from quenty.contracts.gateway.api import GatewayApi, KeyIdentity, Revocations, User
from quenty.contracts.gateway.errors import GatewayError
from quenty.platform import ambient

if TYPE_CHECKING:
    from apps.gateway.models import ApiKey
    from apps.gateway.models import User as UserRow


class Gateway(GatewayApi):
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
        if is_staff(roles):
            raise GatewayError.ROLES_NOT_ALLOWED(field="roles", roles=", ".join(roles))
        row = create_user.create_user(
            idempotency_key=idempotency_key,
            email=email,
            password=password,
            full_name=full_name,
            roles=roles,
            customer_id=customer_id,
            test_customer_id=test_customer_id,
            actor=ambient.current().actor,
        )
        return _user(row)

    def identify_key(self, *, key: str) -> KeyIdentity | None:
        row = identify_key.identify_key(key=key)
        return None if row is None else _identity(row)

    def jwks(self) -> dict[str, Any]:
        ensure_signing_key()
        return key_set()

    def revocations(self) -> Revocations:
        return Revocations(token_ids=tuple(revoked_token_ids()), users=tuple(voided_users()))


def _user(row: "UserRow") -> User:
    return User(
        user_id=row.id,
        email=row.email,
        email_verified=row.email_verified_at is not None,
        roles=tuple(row.roles),
    )


def _identity(row: "ApiKey") -> KeyIdentity:
    return KeyIdentity(
        key_id=row.id,
        customer_id=row.customer_id,
        roles=tuple(row.roles),
        scopes=tuple(row.scopes),
        livemode=row.livemode,
        allowed_networks=tuple(row.allowed_networks),
        expires_at=row.expires_at,
    )


FACADES = {GatewayApi: Gateway}
