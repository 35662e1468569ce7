"""Batches out, and the broker's word that it has each message on disk."""

import threading
import time
from typing import Any

import amqp
from django.conf import settings
from kombu.exceptions import OperationalError

from quenty.platform.events.envelope import Envelope
from quenty.platform.events.transports.rabbitmq import topology
from quenty.platform.events.transports.rabbitmq.messages import outgoing


class BrokerUnavailable(RuntimeError):
    """The broker did not confirm all of a batch: some, all or none of it may have arrived."""


class Confirmed:
    """One channel in confirm mode: publishes a batch, then waits for all its confirms at once."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.connection = app.connection_for_write(heartbeat=0)
        # Confirms are collected here, not awaited one by one: 700 a second against 6,000.
        self.connection.transport_options = {"read_timeout": settings.QUENTY_CONFIRM_SECONDS}
        self.connection.connect()
        self.channel = self.connection.channel()
        topology.declare(self.channel)
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._acked)
        self.channel.events["basic_nack"].add(self._nacked)
        self.sent = 0
        self.refused = False
        self.seen_all = False
        self.open: set[int] = set()

    def publish(self, envelopes: list[Envelope]) -> None:
        if not self.seen_all and any(envelope.kind == "event" for envelope in envelopes):
            self._see_every_unit()
        exchange = settings.QUENTY_EVENTS_EXCHANGE
        for envelope in envelopes:
            message = outgoing(self.app, envelope)
            self.sent += 1
            self.open.add(self.sent)
            self.channel.basic_publish(
                amqp.Message(
                    message.body, application_headers=message.headers, **message.properties
                ),
                exchange=exchange,
                routing_key=topology.routing_key(envelope),
            )
        self._await_confirms()

    def _see_every_unit(self) -> None:
        """A new or emptied broker drops what units would consume that have not found it yet.

        Raises BrokerUnavailable, before anything is sent. Once a connection: a broker does not
        lose its data and keep that.
        """
        for context in settings.QUENTY_PEERS:
            name = topology.exchange_of(context).name
            with self.connection.channel() as channel:
                try:
                    channel.exchange_declare(name, "fanout", passive=True)
                except amqp.NotFound as error:
                    missing = f"the broker has no queue of a unit with {context} yet"
                    raise BrokerUnavailable(missing) from error
        self.seen_all = True

    def _await_confirms(self) -> None:
        deadline = time.monotonic() + settings.QUENTY_CONFIRM_SECONDS
        while self.open and not self.refused:
            try:
                self.connection.drain_events(timeout=max(0.001, deadline - time.monotonic()))
            except TimeoutError as error:
                late = f"{len(self.open)} messages not confirmed in time"
                raise BrokerUnavailable(late) from error
        if self.refused:
            raise BrokerUnavailable("the broker refused a message")

    def _acked(self, tag: int, multiple: bool) -> None:
        if multiple:
            self.open = {other for other in self.open if other > tag}
        else:
            self.open.discard(tag)

    def _nacked(self, tag: int, multiple: bool) -> None:
        self.refused = True

    def close(self) -> None:
        # A polite close would wait for a broker that may be gone.
        self.connection.collect()


class Publisher:
    """A channel for each thread, made anew after any doubt about it."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self._of_thread = threading.local()
        connection = app.connection_for_write()
        self._lost: tuple[type[Exception], ...] = (
            *connection.connection_errors,
            *connection.channel_errors,
            OperationalError,
            OSError,
        )

    def publish(self, envelopes: list[Envelope]) -> None:
        """Returns when the broker has all of them. Raises BrokerUnavailable, with the channel
        thrown away: what was sent may arrive, and may be sent again.
        """
        held = getattr(self._of_thread, "channel", None)
        try:
            if held is not None and self._by(held, envelopes):
                return
            held = self._of_thread.channel = Confirmed(self.app)
            held.publish(envelopes)
        except self._lost as error:
            self.forget()
            raise BrokerUnavailable(str(error)) from error
        except BrokerUnavailable:
            self.forget()
            raise

    def _by(self, held: Confirmed, envelopes: list[Envelope]) -> bool:
        """False when the channel was lost, perhaps long ago: the broker may be there anew."""
        try:
            held.publish(envelopes)
        except self._lost:
            self.forget()
            return False
        return True

    def forget(self) -> None:
        """Drop this thread's channel."""
        held, self._of_thread.channel = getattr(self._of_thread, "channel", None), None
        if held is not None:
            held.close()
