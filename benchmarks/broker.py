"""Publishing to RabbitMQ beside a bare client that sends the same bytes and awaits as much."""

import time
from collections.abc import Iterator
from typing import Any

import amqp
from django.conf import settings
from django.test import override_settings
from kombu import Connection

from benchmarks import effects
from benchmarks.figures import Figure, of_samples
from benchmarks.scene import Scene
from benchmarks.stack import Stack
from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.ids import new_id
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.relay import BATCH
from quenty.platform.events.transports.rabbitmq import RabbitTransport, topology
from quenty.platform.events.transports.rabbitmq.messages import outgoing
from quenty.platform.testing.events import make_envelope


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    rounds, count = (1, 200) if quick else (7, 2_000)
    effects.register()
    with stack.rabbitmq() as url, override_settings(RABBITMQ_URL=url, CELERY_BROKER_URL=url):
        with Connection(url) as connection:
            topology.declare(connection.channel())
        transport = RabbitTransport()
        probe = Probe(stack.broker.port)
        transport.publish(_envelopes(BATCH))
        found = []
        for number in range(rounds):
            envelopes = _envelopes(count)
            batches = [envelopes[at : at + BATCH] for at in range(0, count, BATCH)]
            ready = [[_message(transport.app, e) for e in batch] for batch in batches]
            speeds = {}
            sides: list[Any] = [
                ("ours", transport.publish, batches),
                ("bare", probe.publish, ready),
            ]
            for name, publish, sent in sides if number % 2 else sides[::-1]:
                speeds[name] = count / _seconds(publish, sent)
            found.append((speeds["ours"], speeds["bare"]))
    yield of_samples(
        "publishing to RabbitMQ / bare confirmed batches",
        [ours / bare for ours, bare in found],
        target=0.7,
        note="ours {:,.0f}/s, bare {:,.0f}/s".format(*found[-1]),
    )


class Probe:
    """Batches whose confirms are awaited together, of messages that were made before."""

    def __init__(self, port: int) -> None:
        self.connection = amqp.Connection(host=f"127.0.0.1:{port}")
        self.connection.connect()
        self.channel = self.connection.channel()
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._acked)
        self.sent = 0
        self.open: set[int] = set()

    def publish(self, batch: list[tuple[bytes, dict[str, Any], dict[str, Any], str]]) -> None:
        exchange = settings.QUENTY_EVENTS_EXCHANGE
        for body, headers, properties, key in batch:
            self.sent += 1
            self.open.add(self.sent)
            message = amqp.Message(body, application_headers=headers, **properties)
            self.channel.basic_publish(message, exchange=exchange, routing_key=key)
        while self.open:
            self.connection.drain_events(timeout=10)

    def _acked(self, tag: int, multiple: bool) -> None:
        if multiple:
            self.open = {other for other in self.open if other > tag}
        else:
            self.open.discard(tag)


def _message(app: Any, envelope: Envelope) -> tuple[bytes, dict[str, Any], dict[str, Any], str]:
    made = outgoing(app, envelope)
    return made.body, made.headers, made.properties, topology.routing_key(envelope)


def _envelopes(count: int) -> list[Envelope]:
    event = CustomerSuspendedV1(customer_id=new_id(), reason="fraud")
    return [make_envelope(event) for _ in range(count)]


def _seconds(publish: Any, batches: list[Any]) -> float:
    began = time.perf_counter()
    for batch in batches:
        publish(batch)
    return time.perf_counter() - began
