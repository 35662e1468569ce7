"""Ways from an outbox to the inboxes, behind one port."""

from functools import cache
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from quenty.platform.events.envelope import Envelope


class Transport(Protocol):
    """Returning means handed over for good; raising means none of it may be marked."""

    def publish(self, envelopes: list[Envelope]) -> None: ...


@cache
def transport() -> Transport:
    """The one that settings.QUENTY_EVENTS_TRANSPORT names."""
    from quenty.platform.events.transports.database import DatabaseTransport

    known: dict[str, type[Transport]] = {"database": DatabaseTransport}
    name = settings.QUENTY_EVENTS_TRANSPORT
    if name not in known:
        raise ImproperlyConfigured(f"QUENTY_EVENTS_TRANSPORT is none of {', '.join(known)}")
    return known[name]()
