"""Publishing until the broker is killed with -9, and counting what it kept of what it took."""

import threading
import time
from typing import Any
from uuid import UUID

import amqp
from kombu import Connection

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.ids import new_id
from quenty.platform.embedded.rabbitmq import RabbitServer
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.transports.rabbitmq import BrokerUnavailable, topology
from quenty.platform.events.transports.rabbitmq.application import make_app
from quenty.platform.events.transports.rabbitmq.messages import incoming, outgoing
from quenty.platform.events.transports.rabbitmq.publisher import Publisher
from quenty.platform.testing.events import make_envelope

# Long enough that a few batches went out.
SECONDS = 0.8


def envelopes(count: int) -> list[Envelope]:
    return [
        make_envelope(CustomerSuspendedV1(customer_id=new_id(), reason="fraud"))
        for _ in range(count)
    ]


def lost_with_confirms(broker: RabbitServer, *, rounds: int) -> set[UUID]:
    """Ids that the product's publisher reported as handed over and the broker has not."""
    lost: set[UUID] = set()
    settle(broker)
    for _ in range(rounds):
        confirmed: set[UUID] = set()
        publisher = Publisher(make_app())
        killed = kill_soon(broker)
        try:
            while True:
                batch = envelopes(100)
                publisher.publish(batch)
                confirmed |= {envelope.id for envelope in batch}
        except BrokerUnavailable:
            killed.join()
        assert confirmed, "nothing was confirmed before the kill"
        broker.start()
        lost |= confirmed - kept(broker)
    return lost


def lost_without_confirms(broker: RabbitServer, *, rounds: int) -> set[UUID]:
    """The same with Celery's default: sent is taken for delivered. Ends with the first round
    that loses something; one alone may lose nothing.
    """
    settle(broker)
    for _ in range(rounds):
        sent: set[UUID] = set()
        app = make_app()
        connection = amqp.Connection(host=f"127.0.0.1:{broker.port}", confirm_publish=False)
        connection.connect()
        channel = connection.channel()
        killed = kill_soon(broker)
        try:
            while True:
                for envelope in envelopes(100):
                    publish_unconfirmed(channel, app, envelope)
                    sent.add(envelope.id)
        except (OSError, amqp.exceptions.ConnectionError):
            killed.join()
        broker.start()
        if lost := sent - kept(broker):
            return lost
    return set()


def publish_unconfirmed(channel: Any, app: Any, envelope: Envelope) -> None:
    message = outgoing(app, envelope)
    channel.basic_publish(
        amqp.Message(message.body, application_headers=message.headers, **message.properties),
        exchange=topology.exchange().name,
        routing_key=topology.routing_key(envelope),
    )


def kill_soon(broker: RabbitServer) -> threading.Thread:
    def kill() -> None:
        time.sleep(SECONDS)
        broker.kill()

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def settle(broker: RabbitServer) -> None:
    """Declare the unit's queue and let the broker note it down: one that is killed within half
    a second of a queue's first declaration forgets the queue, with or without confirms.
    """
    with Connection(broker.url) as connection:
        topology.declare(connection.channel())
    time.sleep(2)


def kept(broker: RabbitServer) -> set[UUID]:
    """Ids of all messages in the unit's queue, which is empty afterwards."""
    last = envelopes(1)[0]
    # Confirmed once the queue has a leader again, and behind everything that it recovered.
    Publisher(make_app()).publish([last])
    found: set[UUID] = set()
    with Connection(broker.url) as connection:
        channel = connection.channel()
        received: list[Any] = []
        channel.basic_consume(topology.queue_name(), no_ack=True, callback=received.append)
        while last.id not in found:
            connection.drain_events(timeout=30)
            found |= {incoming(message.headers, message.body).id for message in received}
            received.clear()
    return found
