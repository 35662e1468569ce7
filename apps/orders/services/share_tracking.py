"""Links that open the full view of a guide to whoever holds them."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

LASTS = timedelta(days=90)
_signer = TimestampSigner(salt="orders.tracking")


def share_token(number: str) -> str:
    """A token for this guide alone, good for 90 days."""
    return _signer.sign(number).removeprefix(f"{number}:")


def share_url(number: str) -> str:
    return f"{settings.QUENTY_PUBLIC_URL}/track/{number}?token={share_token(number)}"


def opens(number: str, token: str) -> bool:
    """Whether a token is this guide's and still good. Nothing is raised for a bad one."""
    if not token or not token.isascii():
        return False
    try:
        return _signer.unsign(f"{number}:{token}", max_age=LASTS) == number
    except BadSignature:
        return False
