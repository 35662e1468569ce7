"""Celery over RabbitMQ: from the outbox to the queues of the units that consume."""

import threading

from quenty.platform.events.envelope import Envelope
from quenty.platform.events.transports.rabbitmq import safety
from quenty.platform.events.transports.rabbitmq.application import make_app, receive
from quenty.platform.events.transports.rabbitmq.publisher import BrokerUnavailable, Publisher

__all__ = ["BrokerUnavailable", "RabbitTransport"]


class RabbitTransport:
    """Raises ImproperlyConfigured when its settings could lose a message."""

    receives = True

    def __init__(self) -> None:
        self.app = make_app()
        self._publisher = Publisher(self.app)

    def publish(self, envelopes: list[Envelope]) -> None:
        """Returns when the broker has confirmed all. Raises BrokerUnavailable."""
        self._publisher.publish(envelopes)

    def verify(self) -> None:
        """Raises ImproperlyConfigured when the broker's queues are of another kind."""
        safety.refuse_other_kind(self.app)

    def receive(self, stop: threading.Event) -> None:
        """Take messages into the inboxes of the contexts hosted here, until `stop`."""
        receive(self.app, stop)
