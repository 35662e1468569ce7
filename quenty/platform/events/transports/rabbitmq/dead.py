"""The unit's dead letters: what the broker gave up, and putting it back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from quenty.platform.events.transports.rabbitmq import topology


@contextmanager
def _channel(app: Any) -> Iterator[Any]:
    connection = app.connection_for_write(heartbeat=0)
    connection.transport_options = {"confirm_publish": True}
    connection.connect()
    try:
        channel = connection.channel()
        topology.declare(channel)
        yield channel
    finally:
        connection.close()


def letters(app: Any, *, limit: int = 100) -> list[dict[str, Any]]:
    """Headers of the oldest dead letters; they stay where they are."""
    found: list[dict[str, Any]] = []
    with _channel(app) as channel:
        while len(found) < limit and (message := channel.basic_get(topology.dead_queue_name())):
            found.append(message.headers)
        # Unacknowledged, they go back when the channel closes.
    return found


def put_back(app: Any) -> int:
    """Hand every dead letter to the unit's queue again. Gives how many.

    Each leaves the dead letters when the broker has confirmed its new place; what had its
    effect before has none again, by the inbox.
    """
    count = 0
    with _channel(app) as channel:
        waiting = channel.queue_declare(topology.dead_queue_name(), passive=True).message_count
        for _ in range(waiting):
            message = channel.basic_get(topology.dead_queue_name())
            if message is None:
                break
            _send(channel, message)
            channel.basic_ack(message.delivery_tag)
            count += 1
    return count


def _send(channel: Any, message: Any) -> None:
    # By the default exchange to this unit's queue alone: others have had theirs.
    message.properties.get("application_headers", {}).pop("x-death", None)
    channel.basic_publish(
        message,
        exchange="",
        routing_key=topology.queue_name(),
        timeout=settings.QUENTY_CONFIRM_SECONDS,
    )
