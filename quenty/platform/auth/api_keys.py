"""API keys: identified by the gateway, remembered for a few seconds."""

import hashlib
import ipaddress
import threading
import time

from quenty.contracts.gateway.api import GatewayApi, KeyIdentity
from quenty.kernel import clock
from quenty.platform.auth.principal import Principal
from quenty.platform.auth.tokens import READS_GO_ON
from quenty.platform.registry import registry

# A revoked key works no longer than this in a process that has seen it.
REMEMBER_SECONDS = 3.0
MOST = 2000

_lock = threading.Lock()
_seen: dict[bytes, tuple[float, KeyIdentity]] = {}


def forget() -> None:
    """Drop what is remembered (revocation, tests)."""
    with _lock:
        _seen.clear()


def _identity(key: str, writes: bool = True) -> KeyIdentity | None:
    # The process keeps a digest, never the key.
    digest = hashlib.sha256(key.encode()).digest()
    held = _seen.get(digest)
    if held is not None and time.monotonic() - held[0] < REMEMBER_SECONDS:
        return held[1]
    try:
        identity = registry.get(GatewayApi).identify_key(key=key)
    except Exception:
        if writes or held is None or time.monotonic() - held[0] >= READS_GO_ON:
            raise
        return held[1]
    with _lock:
        if identity is None:
            _seen.pop(digest, None)
        else:
            if len(_seen) >= MOST:
                _seen.clear()
            _seen[digest] = (time.monotonic(), identity)
    return identity


def _from_allowed(identity: KeyIdentity, address: str) -> bool:
    if not identity.allowed_networks:
        return True
    try:
        asking = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(asking in ipaddress.ip_network(net) for net in identity.allowed_networks)


def identify(key: str, *, address: str, writes: bool = True) -> Principal | None:
    """The principal of a live key asked from an allowed address, else None.

    `writes`: whether it asks for more than reading. Raises what asking the gateway raises,
    when nobody knows the key.
    """
    identity = _identity(key, writes)
    if identity is None or not _from_allowed(identity, address):
        return None
    if identity.expires_at is not None and identity.expires_at <= clock.now():
        return None
    return Principal(
        kind="api_key",
        id=str(identity.key_id),
        roles=frozenset(identity.roles),
        scopes=frozenset(identity.scopes),
        customer_id=identity.customer_id,
        livemode=identity.livemode,
    )
