"""Secrets: there, long enough, and able to open what they seal."""

import base64
import binascii
from collections.abc import Iterator

from django.conf import settings

from quenty.platform.doctor.finding import Finding

KEY_BYTES = 32
LEAST_SECRET = 50
REMEDY = (
    'set QUENTY_ENCRYPTION_KEYS to "<id>:<base64 of 32 random bytes>", the newest first, '
    "comma between; keep the old ones"
)


def keys() -> Iterator[Finding]:
    yield _secret_key(settings.SECRET_KEY)
    yield encryption_keys(settings.QUENTY_ENCRYPTION_KEYS)


def _secret_key(secret: str) -> Finding:
    if len(secret) < LEAST_SECRET:
        remedy = f"set QUENTY_SECRET_KEY to {LEAST_SECRET} or more random characters"
        return Finding("secret key", f"{len(secret)} characters", remedy)
    return Finding("secret key", f"{len(secret)} characters")


def encryption_keys(configured: list[str]) -> Finding:
    """Names and lengths; no key is ever shown."""
    names = []
    for place, entry in enumerate(configured, start=1):
        name, _, value = entry.rpartition(":")
        if not name:
            return Finding("encryption keys", f"number {place} has no name", REMEDY)
        try:
            length = len(base64.b64decode(value, validate=True))
        except binascii.Error:
            return Finding("encryption keys", f"{name!r} is not base64", REMEDY)
        if length != KEY_BYTES:
            return Finding("encryption keys", f"{name!r} has {length} bytes", REMEDY)
        names.append(name)
    if not names or len(set(names)) != len(names):
        return Finding("encryption keys", "none" if not names else "two share a name", REMEDY)
    return Finding("encryption keys", f"{', '.join(names)}; {names[0]} seals")
