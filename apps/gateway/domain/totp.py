"""One-time codes by time: RFC 6238 over RFC 4226, as authenticator apps make them."""

import base64
import hmac
from hashlib import sha1, sha256, sha512
from typing import Any
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
_HASHES: dict[str, Any] = {"sha1": sha1, "sha256": sha256, "sha512": sha512}


def hotp(secret: bytes, counter: int, *, digits: int = DIGITS, algorithm: str = "sha1") -> str:
    """The code of a counter: RFC 4226, section 5.3 (dynamic truncation)."""
    mac = hmac.new(secret, counter.to_bytes(8, "big"), _HASHES[algorithm]).digest()
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def step_at(unix_seconds: float) -> int:
    """The 30-second step an instant lies in: RFC 6238, section 4.2 with T0 = 0."""
    return int(unix_seconds // STEP_SECONDS)


def matching_step(
    secret: bytes, code: str, *, unix_seconds: float, after_step: int = 0, window: int = 1
) -> int | None:
    """The step whose code was given, within `window` steps of now, or None.

    Steps up to `after_step` are spent: a code works once (RFC 6238, section 5.2).
    """
    now = step_at(unix_seconds)
    found = None
    for step in range(now - window, now + window + 1):
        if hmac.compare_digest(hotp(secret, step).encode(), code.encode()) and step > after_step:
            found = step
    return found


def base32(secret: bytes) -> str:
    """The secret as people type it into an app."""
    return base64.b32encode(secret).decode().rstrip("=")


def provisioning_uri(secret: bytes, *, account: str, issuer: str = "Quenty") -> str:
    """What the QR code for an authenticator app holds."""
    query = urlencode({"secret": base32(secret), "issuer": issuer, "digits": DIGITS})
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"
