"""Ways from an outbox to the inboxes, behind one port."""

import threading
from functools import cache
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from quenty.platform.events.envelope import Envelope

NAMES = ("database", "rabbitmq")


class Transport(Protocol):
    """How envelopes leave a relay and reach the inboxes of who consumes them.

    `receives`: whether somebody must run `receive` for anything to arrive.
    """

    receives: bool

    def publish(self, envelopes: list[Envelope]) -> None:
        """Returning means handed over for good; raising means none of it may be marked."""

    def verify(self) -> None:
        """Raises ImproperlyConfigured when a process must not start with it."""

    def receive(self, stop: threading.Event) -> None:
        """Take in what relays hand over, until `stop`."""


@cache
def transport() -> Transport:
    """The one that settings.QUENTY_EVENTS_TRANSPORT names. Raises ImproperlyConfigured."""
    name = settings.QUENTY_EVENTS_TRANSPORT
    if name == "database":
        from quenty.platform.events.transports.database import DatabaseTransport

        return DatabaseTransport()
    if name == "rabbitmq":
        # Imported here: a process over the database does without Celery's weight.
        from quenty.platform.events.transports.rabbitmq import RabbitTransport

        return RabbitTransport()
    raise ImproperlyConfigured(f"QUENTY_EVENTS_TRANSPORT is none of {', '.join(NAMES)}")
