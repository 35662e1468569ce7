"""The shape of an API key: `qk_live_` or `qk_test_`, then 256 random bits in base64url."""

import base64
import hashlib
import re

SECRET_BYTES = 32
PREFIX_LENGTH = 16
LIVE_KEYS_PER_MERCHANT = 50
_SHAPE = re.compile(r"qk_(live|test)_[A-Za-z0-9_-]{43}")


def make_key(*, livemode: bool, random: bytes) -> str:
    """The key for 32 random bytes. Raises ValueError for any other number."""
    if len(random) != SECRET_BYTES:
        raise ValueError(f"a key takes {SECRET_BYTES} random bytes, not {len(random)}")
    secret = base64.urlsafe_b64encode(random).decode().rstrip("=")
    return f"qk_{'live' if livemode else 'test'}_{secret}"


def is_key(text: str) -> bool:
    """Whether it looks like a key at all; spares the database the rest."""
    return bool(_SHAPE.fullmatch(text))


def prefix_of(key: str) -> str:
    """What may be shown of a key: its kind and eight characters, 48 of its 256 bits."""
    return key[:PREFIX_LENGTH]


def hash_of(key: str) -> bytes:
    """SHA-256. Enough without salt or stretching, since the key is random, not chosen."""
    return hashlib.sha256(key.encode()).digest()
