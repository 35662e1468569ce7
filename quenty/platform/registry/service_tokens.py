"""Short-lived tokens by which one deployed unit shows another who it is.

HS256 over a secret that the units share and nobody else has; the first configured secret
signs, all of them verify, so that it can be rotated.
"""

import hashlib
import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

SECONDS = 60
_TYPE = "svc+jwt"


def _keys() -> list[OctKey]:
    if not settings.QUENTY_SERVICE_SECRETS:
        raise ImproperlyConfigured("QUENTY_SERVICE_SECRETS is not set")
    # Hashed, so that a secret of any length makes a key of the right one.
    return [
        OctKey.import_key(hashlib.sha256(secret.encode()).digest())
        for secret in settings.QUENTY_SERVICE_SECRETS
    ]


def issue(*, audience: str) -> str:
    """A token for one call to the unit that serves `audience`, good for a minute."""
    now = int(time.time())
    claims = {
        "iss": settings.QUENTY_DEPLOYED_UNIT,
        "aud": audience,
        "iat": now,
        "exp": now + SECONDS,
    }
    return jwt.encode({"alg": "HS256", "typ": _TYPE}, claims, _keys()[0], algorithms=["HS256"])


def accepts(token: str, *, audience: str) -> bool:
    """Whether a token is one of ours, for this audience, now."""
    for key in _keys():
        try:
            decoded = jwt.decode(token, key, algorithms=["HS256"])
        except (JoseError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            # The library takes some header fields for what they should be.
            continue
        return decoded.header.get("typ") == _TYPE and _in_force(decoded.claims, audience)
    return False


def _in_force(claims: dict[str, Any], audience: str) -> bool:
    now = time.time()
    return (
        claims.get("aud") == audience
        and float(claims.get("exp", 0)) > now
        and float(claims.get("iat", now + SECONDS)) <= now + 5
    )
