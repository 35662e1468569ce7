"""Exchanges, queues and bindings: what this deployed unit has on the broker.

`quenty.events` (topic) routes by the name of an event's type, or `job.<context>.<verb>`.
Each deployed unit has one durable quorum queue, bound to what its contexts consume and to
their own jobs. What cannot even be read goes to the unit's queue of dead letters.

`quenty.events.of.<context>` is there while a unit with the context has its queue: who publishes
sees by it that nobody will miss a message.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from kombu import Exchange, Queue, binding

from quenty.platform.events.declared import CONSUMERS_BY_NAME
from quenty.platform.events.envelope import Envelope


def exchange() -> Exchange:
    return Exchange(settings.QUENTY_EVENTS_EXCHANGE, type="topic", durable=True)


def dead_exchange() -> Exchange:
    return Exchange(f"{settings.QUENTY_EVENTS_EXCHANGE}.dead", type="direct", durable=True)


def exchange_of(context: str) -> Exchange:
    """Carries nothing; the broker removes it with the last queue bound to it."""
    name = f"{settings.QUENTY_EVENTS_EXCHANGE}.of.{context}"
    return Exchange(name, type="fanout", durable=True, auto_delete=True)


def queue_name(unit: str = "") -> str:
    """Of this deployed unit, or of the one named."""
    return f"{settings.QUENTY_EVENTS_EXCHANGE}.{unit or settings.QUENTY_DEPLOYED_UNIT}"


def dead_queue_name(unit: str = "") -> str:
    return f"{queue_name(unit)}.dead"


def routing_key(envelope: Envelope) -> str:
    return f"job.{envelope.type}" if envelope.kind == "job" else envelope.type


def bindings(contexts: Iterable[str] = ()) -> list[str]:
    """Routing keys of what contexts (those hosted here) consume, and of their jobs."""
    hosted = tuple(contexts) or settings.QUENTY_CONTEXTS
    consumed = {c.event.name for c in CONSUMERS_BY_NAME.values() if c.context in hosted}
    return [*sorted(consumed), *(f"job.{context}.#" for context in hosted)]


def unit_queue(unit: str = "", contexts: Iterable[str] = ()) -> Queue:
    events = exchange()
    hosted = tuple(contexts) or settings.QUENTY_CONTEXTS
    return Queue(
        queue_name(unit),
        exchange=events,
        bindings=[
            *(binding(events, routing_key=key) for key in bindings(hosted)),
            # Last: who sees these sees a queue that is bound to all it consumes.
            *(binding(exchange_of(context)) for context in hosted),
        ],
        durable=True,
        queue_arguments={
            "x-queue-type": "quorum",
            "x-delivery-limit": settings.QUENTY_DELIVERY_LIMIT,
            "x-dead-letter-exchange": dead_exchange().name,
            "x-dead-letter-routing-key": queue_name(unit),
            # A dead letter is confirmed by its new queue before it leaves the old one.
            "x-dead-letter-strategy": "at-least-once",
            "x-overflow": "reject-publish",
        },
    )


def dead_queue(unit: str = "") -> Queue:
    return Queue(
        dead_queue_name(unit),
        exchange=dead_exchange(),
        routing_key=queue_name(unit),
        durable=True,
        queue_arguments={"x-queue-type": "quorum"},
    )


def declare(channel: Any, unit: str = "", contexts: Iterable[str] = ()) -> None:
    """Make sure of all that this unit, or the one named, has.

    Raises amqp's PreconditionFailed where the broker has a queue or an exchange of that name
    and another kind.
    """
    exchange()(channel).declare()
    for queue in (dead_queue(unit), unit_queue(unit, contexts)):
        queue(channel).declare()
