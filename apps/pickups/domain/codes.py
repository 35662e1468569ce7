"""Codes that people read, say and type."""

import hashlib
import hmac
import secrets
from uuid import UUID

# Without what is mistaken for one another: 0 and O, 1, I and L, U and V.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTWXYZ"
HAND_OVER_DIGITS = 6
MOST_TRIES = 5
# Nothing is really there, so anybody may know it.
SANDBOX_CODE = "000000"


def number_of(prefix: str, key: UUID) -> str:
    """`REC-7K2M-9QX4`: from a row's key, with a check letter at its end."""
    value, letters = key.int & ((1 << 60) - 1), []
    for _ in range(7):
        value, rest = divmod(value, len(_LETTERS))
        letters.append(_LETTERS[rest])
    check = sum((at + 1) * _LETTERS.index(c) for at, c in enumerate(letters)) % len(_LETTERS)
    text = "".join((*letters, _LETTERS[check]))
    return f"{prefix}-{text[:4]}-{text[4:]}"


def hand_over_code() -> str:
    """Six digits that whoever fetches the parcel shows."""
    return f"{secrets.randbelow(10**HAND_OVER_DIGITS):0{HAND_OVER_DIGITS}d}"


def sealed(code: str, *, salt: str) -> str:
    """What is kept of a code: it can be compared, not read."""
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**10, r=8, p=1).hex()


def matches(code: str, kept: str, *, salt: str) -> bool:
    return hmac.compare_digest(sealed(code.strip(), salt=salt), kept)


def follow_token() -> str:
    """Part of the address at which a recipient follows the courier."""
    return secrets.token_urlsafe(16)
