"""Signing keys by their schedule."""

from typing import Any

from django.db.models import Q

from apps.gateway.domain.key_schedule import published, signer
from apps.gateway.models import SigningKey
from quenty.kernel import clock


def _known() -> list[SigningKey]:
    now = clock.now()
    return list(SigningKey.objects.filter(Q(published_until=None) | Q(published_until__gt=now)))


def signing_key() -> SigningKey | None:
    """The key that signs now, None before the first."""
    return signer(_known(), clock.now())


def key_set() -> dict[str, Any]:
    """The published public keys, newest first, as a JWK set (RFC 7517)."""
    return {"keys": [key.public_jwk for key in published(_known(), clock.now())]}
