"""Access tokens of the gateway, verified by its public keys."""

import base64
import json
import time
import warnings
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import KeySet

from quenty.contracts.gateway.api import GatewayApi, Revocations
from quenty.platform.auth.principal import Principal
from quenty.platform.auth.remembered import Remembered
from quenty.platform.registry import registry
from quenty.platform.shared import shared

# RFC 9864 would have the curve in the name (Ed25519); verifiers in use know EdDSA.
warnings.filterwarnings("ignore", category=SecurityWarning, message="EdDSA is deprecated")

_TYPE = "at+jwt"
_ALLOWED_HEADER = {"alg", "kid", "typ"}
LEEWAY = 5  # seconds of clock difference between processes
# While the gateway cannot be asked, reads go on with what it said this long ago (seconds).
# Writes do not: nearly all of them move or promise money, so they wait until it can.
READS_GO_ON = 300.0


def _fetch_keys() -> dict[str, Any]:
    return registry.get(GatewayApi).jwks()


def _fetch_revocations() -> Revocations:
    return shared(
        "auth:revocations",
        Revocations,
        seconds=1,
        fetch=lambda: registry.get(GatewayApi).revocations(),
    )


_keys: Remembered[dict[str, Any]] = Remembered(_fetch_keys, seconds=60)
_revocations: Remembered[Revocations] = Remembered(_fetch_revocations, seconds=2)


def forget() -> None:
    """Drop what is remembered of keys and revocations (rotation, tests)."""
    _keys.forget()
    _revocations.forget()


def _keys_named(kid: str) -> str | None:
    """The keys of that name, as JSON."""
    found = _keys.get(at_worst=READS_GO_ON)
    if kid not in {key.get("kid") for key in found["keys"]}:
        # Perhaps it was made since we looked; ask again, but not for every forgery.
        found = _keys.get(at_least_every=5, at_worst=READS_GO_ON)
    matching = [key for key in found["keys"] if key.get("kid") == kid]
    return json.dumps(matching, sort_keys=True) if matching else None


def verify(token: str, *, writes: bool = True) -> Principal | None:
    """The principal of a valid access token, None for any other string.

    `writes`: whether it asks for more than reading. Raises what asking the gateway raises,
    when nobody knows what is revoked.
    """
    try:
        header = _header(token)
        if set(header) != _ALLOWED_HEADER or header["typ"] != _TYPE:
            return None
        keys = _keys_named(str(header["kid"]))
        if keys is None:
            return None
        claims, principal = _signed(token, keys, settings.QUENTY_JWT_ALGORITHM)
        return principal if _in_force(claims) and not _revoked(claims, writes) else None
    except (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


@lru_cache(maxsize=4096)
def _signed(token: str, keys: str, algorithm: str) -> tuple[dict[str, Any], Principal]:
    """What a token says that one of these keys signed: the same each time it comes, and it comes
    with each request of ten minutes. Forgeries raise, so they are not remembered."""
    key_set = KeySet.import_key_set({"keys": json.loads(keys)})
    claims = jwt.decode(token, key_set, algorithms=[algorithm]).claims
    return claims, _principal(claims)


def _header(token: str) -> dict[str, Any]:
    part = token.split(".", 1)[0]
    raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    header = json.loads(raw)
    if not isinstance(header, dict):
        raise ValueError("the header is no object")
    return header


def _in_force(claims: dict[str, Any]) -> bool:
    now = time.time()
    return (
        claims["iss"] == settings.QUENTY_PUBLIC_URL
        and claims["aud"] == settings.QUENTY_JWT_AUDIENCE
        and float(claims["nbf"]) <= now + LEEWAY
        and float(claims["exp"]) > now
        and float(claims["iat"]) <= now + LEEWAY
    )


def _revoked(claims: dict[str, Any], writes: bool = True) -> bool:
    revoked = _revocations.get(at_worst=0.0 if writes else READS_GO_ON)
    if claims["jti"] in revoked.token_ids:
        return True
    issued = datetime.fromtimestamp(float(claims["iat"]), UTC)
    return any(user == claims["sub"] and issued < before for user, before in revoked.users)


def _uuid(claims: dict[str, Any], name: str) -> UUID | None:
    value = claims.get(name)
    return UUID(value) if value else None


def _principal(claims: dict[str, Any]) -> Principal:
    return Principal(
        kind="user",
        id=str(UUID(claims["sub"])),
        roles=frozenset(map(str, claims["roles"])),
        scopes=frozenset(map(str, claims.get("scopes", ()))),
        customer_id=_uuid(claims, "customer_id"),
        franchise_id=_uuid(claims, "franchise_id"),
        operator_id=_uuid(claims, "operator_id"),
        driver_id=_uuid(claims, "driver_id"),
        livemode=bool(claims["livemode"]),
        token_id=str(claims["jti"]),
    )
