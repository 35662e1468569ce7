"""Forget what has no use any more: spent links, old tokens and tries."""

from datetime import timedelta

from apps.gateway.models import LoginSession, LoginThrottle, OneTimeLink, RevokedToken
from quenty.kernel import clock
from quenty.platform.db import unit_of_work

# Ended sessions stay this long, to look into a theft.
KEEP_SESSIONS = timedelta(days=90)
KEEP_LINKS = timedelta(days=30)
KEEP_TRIES = timedelta(days=2)


def purge_expired() -> int:
    """Gives how many rows went."""
    now = clock.now()
    old = (
        RevokedToken.objects.filter(expires_at__lt=now),
        LoginSession.objects.filter(expires_at__lt=now - KEEP_SESSIONS),
        LoginSession.objects.filter(revoked_at__lt=now - KEEP_SESSIONS),
        OneTimeLink.objects.filter(expires_at__lt=now - KEEP_LINKS),
        LoginThrottle.objects.filter(last_failed_at__lt=now - KEEP_TRIES),
    )
    with unit_of_work("gateway"):
        return sum(rows.delete()[0] for rows in old)
