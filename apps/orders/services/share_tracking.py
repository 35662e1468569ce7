"""Links that open the full view of a guide, or its labels, to whoever holds them."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

LASTS = timedelta(days=90)
LABEL_LASTS = timedelta(days=7)
_signer = TimestampSigner(salt="orders.tracking")
_labels = TimestampSigner(salt="orders.label")


def share_token(number: str) -> str:
    """A token for this guide alone, good for 90 days."""
    return _signer.sign(number).removeprefix(f"{number}:")


def tracking_url(number: str) -> str:
    """The public page of a guide, as it stands in its QR."""
    return f"{settings.QUENTY_PUBLIC_URL}/track/{number}"


def share_url(number: str) -> str:
    return f"{tracking_url(number)}?token={share_token(number)}"


def proof_path(number: str, picture_id: UUID, token: str) -> str:
    """Where a picture of its delivery is; without the token it opens to its merchant alone."""
    path = f"/api/v1/orders/tracking/{number}/proof/{picture_id}"
    return f"{path}?token={token}" if token else path


def opens(number: str, token: str) -> bool:
    """Whether a token is this guide's and still good. Nothing is raised for a bad one."""
    return _good(_signer, number, token, LASTS)


def label_url(number: str) -> str:
    """A link to the guide's labels, good for seven days."""
    token = _labels.sign(number).removeprefix(f"{number}:")
    return f"{settings.QUENTY_PUBLIC_URL}/api/v1/orders/shared-labels/{number}?token={token}"


def opens_labels(number: str, token: str) -> bool:
    """Whether a token opens this guide's labels. One for tracking does not."""
    return _good(_labels, number, token, LABEL_LASTS)


def _good(signer: TimestampSigner, number: str, token: str, lasts: timedelta) -> bool:
    if not token or not token.isascii():
        return False
    try:
        return signer.unsign(f"{number}:{token}", max_age=lasts) == number
    except BadSignature:
        return False
