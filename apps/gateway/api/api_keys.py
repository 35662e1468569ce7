"""A merchant's API keys, kept by its people."""

from typing import Any
from uuid import UUID

from apps.gateway.api.answers import ApiKeyOut, NewApiKeyOut
from apps.gateway.api.bodies import ApiKeysQuery, NewApiKeyBody
from apps.gateway.api.routes import routes, user_id_of
from apps.gateway.selectors import api_keys as selectors
from apps.gateway.services import create_api_key as creation
from apps.gateway.services import revoke_api_key as revocation
from quenty.platform.auth import Role, allow
from quenty.platform.http import Call

# Without a scope no API key passes: a leaked key must not be able to make others.
MERCHANT_USER = allow(Role.MERCHANT)


@routes.post(
    "api-keys",
    body=NewApiKeyBody,
    answer=NewApiKeyOut,
    access=MERCHANT_USER,
    idempotency="none",
)
def create_api_key(call: Call) -> Any:
    """Create an API key. It is shown in this answer and never again."""
    return creation.create_api_key(
        user_id=user_id_of(call),
        name=call.body["name"],
        livemode=call.body["livemode"],
        scopes=tuple(call.body["scopes"]),
        allowed_networks=tuple(call.body.get("allowed_networks", ())),
        expires_at=call.body.get("expires_at"),
        actor=call.actor,
    )


@routes.list("api-keys", item=ApiKeyOut, query=ApiKeysQuery, access=MERCHANT_USER)
def list_api_keys(call: Call) -> Any:
    """The merchant's keys, revoked ones too."""
    return selectors.api_keys(owner_id=call.principal.customer_id, **call.query)


@routes.get("api-keys/{key_id}", answer=ApiKeyOut, access=MERCHANT_USER)
def get_api_key(call: Call, key_id: UUID) -> Any:
    """One of the merchant's keys."""
    return selectors.api_key(owner_id=call.principal.customer_id, key_id=key_id)


@routes.post("api-keys/{key_id}/revoke", answer=ApiKeyOut, status=200, access=MERCHANT_USER)
def revoke_api_key(call: Call, key_id: UUID) -> Any:
    """Revoke a key, for good; within seconds nothing honours it."""
    owned = selectors.api_key(owner_id=call.principal.customer_id, key_id=key_id)
    return revocation.revoke_api_key(key_id=owned.id, reason="by merchant", actor=call.actor)
