"""Sealing at rest: AES-256-GCM with the id of its key in front."""

import base64
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class CannotUnseal(Exception):
    """The bytes were altered, or their key is no longer configured."""


@cache
def _keys(configured: tuple[str, ...]) -> dict[str, AESGCM]:
    pairs = (entry.split(":", 1) for entry in configured)
    return {name: AESGCM(base64.b64decode(value)) for name, value in pairs}


def _configured() -> dict[str, AESGCM]:
    return _keys(tuple(settings.QUENTY_ENCRYPTION_KEYS))


def current_key() -> str:
    """The id of the key that seals now: the first one configured."""
    return next(iter(_configured()))


def seal(plain: bytes, *, purpose: bytes = b"") -> bytes:
    """Encrypt under the current key. `purpose` must be given again to unseal."""
    key_id = current_key()
    nonce = os.urandom(12)
    sealed = _configured()[key_id].encrypt(nonce, plain, purpose)
    return key_id.encode() + b":" + nonce + sealed


def key_of(sealed: bytes) -> str:
    """The id of the key that sealed these bytes."""
    return sealed.split(b":", 1)[0].decode(errors="replace")


def unseal(sealed: bytes, *, purpose: bytes = b"") -> bytes:
    """Decrypt what `seal` gave. Raises CannotUnseal."""
    key = _configured().get(key_of(sealed))
    body = sealed.partition(b":")[2]
    if key is None or len(body) < 28:
        raise CannotUnseal(f"no key {key_of(sealed)[:40]!r}")
    try:
        return key.decrypt(body[:12], body[12:], purpose)
    except InvalidTag as error:
        raise CannotUnseal("the bytes were altered") from error
