"""Send a person a link that proves their e-mail address once."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import Signer

from apps.gateway.domain.messages import compose
from apps.gateway.models import OneTimeLink, User
from apps.gateway.services.send_message import send_message
from quenty.kernel import clock

_LIFETIMES: dict[str, timedelta] = {
    OneTimeLink.Purpose.VERIFY: timedelta(hours=48),
    OneTimeLink.Purpose.RESET: timedelta(hours=1),
}
_PAGES: dict[str, str] = {
    OneTimeLink.Purpose.VERIFY: "account/verify-email",
    OneTimeLink.Purpose.RESET: "account/reset-password",
}


def link_signer(purpose: str) -> Signer:
    """Signs the ids of links; a link of one purpose does not open another."""
    return Signer(salt=f"gateway.link.{purpose}")


def send_link(*, user: User, purpose: str) -> OneTimeLink:
    """Make a link and send it, inside a unit of work. Older ones of its purpose are void.

    `purpose`: one of OneTimeLink.Purpose.
    """
    OneTimeLink.objects.filter(user=user, purpose=purpose, used_at=None).update(used_at=clock.now())
    link = OneTimeLink.objects.create(
        user=user,
        purpose=purpose,
        email=user.email,
        expires_at=clock.now() + _LIFETIMES[purpose],
    )
    token = link_signer(purpose).sign(link.id.hex)
    send_message(
        compose(
            str(purpose),
            recipient=user.email,
            name=user.full_name,
            language=user.language,
            link=f"{settings.QUENTY_PUBLIC_URL}/{_PAGES[purpose]}?token={token}",
        )
    )
    return link
