"""Exchanges, queues and bindings: what this deployed unit has on the broker.

`quenty.events` (topic) routes by the name of an event's type, or `job.<context>.<verb>`.
Each deployed unit has one durable quorum queue, bound to what its contexts consume and to
their own jobs. What cannot even be read goes to the unit's queue of dead letters.
"""

from typing import Any

from django.conf import settings
from kombu import Exchange, Queue, binding

from quenty.platform.events.declared import CONSUMERS_BY_NAME
from quenty.platform.events.envelope import Envelope


def exchange() -> Exchange:
    return Exchange(settings.QUENTY_EVENTS_EXCHANGE, type="topic", durable=True)


def dead_exchange() -> Exchange:
    return Exchange(f"{settings.QUENTY_EVENTS_EXCHANGE}.dead", type="direct", durable=True)


def queue_name() -> str:
    return f"{settings.QUENTY_EVENTS_EXCHANGE}.{settings.QUENTY_DEPLOYED_UNIT}"


def dead_queue_name() -> str:
    return f"{queue_name()}.dead"


def routing_key(envelope: Envelope) -> str:
    return f"job.{envelope.type}" if envelope.kind == "job" else envelope.type


def bindings() -> list[str]:
    """Routing keys of what the contexts hosted here consume, and of their jobs."""
    hosted = settings.QUENTY_CONTEXTS
    consumed = {c.event.name for c in CONSUMERS_BY_NAME.values() if c.context in hosted}
    return [*sorted(consumed), *(f"job.{context}.#" for context in hosted)]


def unit_queue() -> Queue:
    events = exchange()
    return Queue(
        queue_name(),
        exchange=events,
        bindings=[binding(events, routing_key=key) for key in bindings()],
        durable=True,
        queue_arguments={
            "x-queue-type": "quorum",
            "x-delivery-limit": settings.QUENTY_DELIVERY_LIMIT,
            "x-dead-letter-exchange": dead_exchange().name,
            "x-dead-letter-routing-key": queue_name(),
            # A dead letter is confirmed by its new queue before it leaves the old one.
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
        },
    )


def dead_queue() -> Queue:
    return Queue(
        dead_queue_name(),
        exchange=dead_exchange(),
        routing_key=queue_name(),
        durable=True,
        queue_arguments={"x-queue-type": "quorum"},
    )


def declare(channel: Any) -> None:
    """Make sure of all of it. Raises amqp's PreconditionFailed where the broker has a queue or
    an exchange of that name and another kind.
    """
    exchange()(channel).declare()
    for queue in (dead_queue(), unit_queue()):
        queue(channel).declare()
