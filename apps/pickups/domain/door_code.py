"""The four digits that a recipient tells at the door: known to who has the link alone."""

import hashlib
import hmac

# Of ten thousand codes; then only other proof counts.
MOST_DOOR_TRIES = 3


def door_code(follow_token: str, secret: str) -> str:
    """Follows from the link's token, so that it need not be kept."""
    made = hmac.new(secret.encode(), f"door:{follow_token}".encode(), hashlib.sha256)
    return f"{int.from_bytes(made.digest()[:4], 'big') % 10_000:04d}"
