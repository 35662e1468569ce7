"""Confirm an e-mail address by the link that was sent to it."""

from uuid import UUID

from apps.gateway.models import OneTimeLink, User
from apps.gateway.selectors.users import user_by_id
from apps.gateway.services.send_link import send_link
from apps.gateway.services.take_link import take_link
from quenty.kernel import clock
from quenty.platform.db import unit_of_work


def send_verification(*, user_id: UUID) -> None:
    """Send the link again; a confirmed address needs none, and gets none."""
    with unit_of_work("gateway"):
        user = user_by_id(user_id)
        if user.email_verified_at is None:
            send_link(user=user, purpose=OneTimeLink.Purpose.VERIFY)


def verify_email(*, token: str) -> User:
    """The user whose address is now confirmed. Raises gateway.invalid_link."""
    with unit_of_work("gateway"):
        user = take_link(token=token, purpose=OneTimeLink.Purpose.VERIFY)
        user.email_verified_at = user.email_verified_at or clock.now()
        user.save()
    return user
