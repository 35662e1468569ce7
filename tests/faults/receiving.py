"""The receiver's batch without its loop, for a process that is traced line by line."""

from typing import Any

from quenty.platform.events.transports.rabbitmq import topology
from quenty.platform.events.transports.rabbitmq.receiver import Batch

IDLE_SECONDS = 0.05


def receive_all(app: Any) -> None:
    """Take in what the unit's queue holds, as the receiver does, until nothing comes."""
    batch = Batch()
    with app.connection_for_read(heartbeat=0) as connection:
        channel = connection.default_channel
        topology.declare(channel)
        queue = topology.unit_queue()(channel)
        queue.consume(
            callback=lambda message: batch.messages.append(channel.message_to_python(message))
        )
        while True:
            try:
                connection.drain_events(timeout=IDLE_SECONDS)
            except TimeoutError:
                if not batch.messages:
                    return
                batch.take_in()
