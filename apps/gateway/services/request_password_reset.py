"""Ask for a link that sets a new password."""

from apps.gateway.models import OneTimeLink, User
from apps.gateway.services.count_attempt import count_attempt
from apps.gateway.services.send_link import send_link
from quenty.platform.db import unit_of_work
from quenty.platform.events import enqueue


def request_password_reset(*, email: str, address: str) -> None:
    """The same work and answer whether or not there is such an account: a job looks.

    Call it with no transaction open. Raises gateway.too_many_attempts.
    """
    email = User.objects.normalize_email(email)
    # Under another name than log-ins, so that asking for links locks nobody out.
    count_attempt(account=f"reset {email}", address=f"reset {address}")
    with unit_of_work("gateway"):
        enqueue("gateway.send_reset_link", email=email)


def send_reset_link(*, email: str) -> None:
    """Send the link, if there is an active account with this address."""
    with unit_of_work("gateway"):
        user = User.objects.filter(email=email, is_active=True).first()
        if user is not None:
            send_link(user=user, purpose=OneTimeLink.Purpose.RESET)
