"""The receiving end: Celery's consumer with a loop that takes messages in by the batch.

A message is acknowledged once its inbox rows are committed. Acting on them is the workers'
business, as with every transport: see ADR 0011.
"""

import threading
import time
from contextvars import ContextVar
from typing import Any

import structlog
from celery import bootsteps
from celery.exceptions import WorkerShutdown
from celery.worker import state
from celery.worker.consumer import Consumer
from django.db import Error, InterfaceError, OperationalError, connections

from quenty.platform.db.lending import return_connections
from quenty.platform.events import inbox
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.transports.rabbitmq import topology
from quenty.platform.events.transports.rabbitmq.messages import Unreadable, incoming

log = structlog.get_logger(__name__)

BATCH = 100
IDLE_SECONDS = 0.5
# How long a batch waits after its database could not be reached.
PAUSE_SECONDS = 0.5

Pair = tuple[Any, Envelope]

# Ends the receiver of a thread; Celery's own flag would end all of the process.
STOP: ContextVar[threading.Event | None] = ContextVar("stop_receiving", default=None)


def _maybe_stop() -> None:
    state.maybe_shutdown()
    stop = STOP.get()
    if stop is not None and stop.is_set():
        raise WorkerShutdown(0)


class Batch:
    """Messages taken from the broker and not yet acknowledged, in the order of delivery."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.not_before = 0.0

    def is_due(self, *, idle: bool) -> bool:
        full = len(self.messages) >= BATCH
        return bool(self.messages) and (full or idle) and time.monotonic() >= self.not_before

    def patience(self) -> float:
        """Seconds to wait for more. Zero: take in what there is as soon as nothing waits."""
        if not self.messages:
            return IDLE_SECONDS
        return max(0.0, self.not_before - time.monotonic())

    def take_in(self) -> None:
        """Commit the inbox rows, then acknowledge. A database that is gone changes nothing:
        the messages stay ours until it is back.
        """
        pairs = [pair for message in self.messages if (pair := _read(message))]
        try:
            inbox.receive([envelope for _, envelope in pairs])
        except (OperationalError, InterfaceError) as error:
            log.warning("receiver.database_unavailable", messages=len(pairs), error=str(error))
            connections.close_all()
            self.messages = [message for message, _ in pairs]
            self.not_before = time.monotonic() + PAUSE_SECONDS
            return
        except Error:
            _one_by_one(pairs)
        else:
            if pairs:
                pairs[-1][0].channel.basic_ack(pairs[-1][0].delivery_tag, multiple=True)
        self.messages = []


def _read(message: Any) -> Pair | None:
    try:
        return message, incoming(message.headers, message.body)
    except Unreadable as error:
        log.error("message.dead", reason=str(error)[:200], properties=message.properties)
        message.reject(requeue=False)
        return None


def _one_by_one(pairs: list[Pair]) -> None:
    """One of them cannot be stored: find it, and let the others through."""
    for message, envelope in pairs:
        try:
            inbox.receive([envelope])
        except (OperationalError, InterfaceError):
            message.requeue()
        except Error as error:
            log.error("message.dead", message_id=str(envelope.id), reason=str(error)[:200])
            message.reject(requeue=False)
        else:
            message.ack()


def receive(obj: Any, connection: Any, consumer: Any, blueprint: Any, *_: Any, **__: Any) -> None:
    """Celery's inner loop, ours: drains what has arrived, takes it in, and waits for more."""
    batch = Batch()
    consumer.on_message = lambda message: batch.messages.append(message)
    consumer.consume()
    obj.on_ready()
    while blueprint.state == bootsteps.RUN and obj.connection:
        _maybe_stop()
        idle = False
        try:
            connection.drain_events(timeout=batch.patience())
        except TimeoutError:
            idle = True
            connection.heartbeat_check()
        if batch.is_due(idle=idle):
            batch.take_in()
        if idle:
            return_connections()


class Receiver(Consumer):  # type: ignore[misc]
    """Celery's consumer without what a receiver of events has no use for."""

    loop = staticmethod(receive)

    class Blueprint(Consumer.Blueprint):  # type: ignore[misc]
        # No DelayedDelivery: it would declare 28 queues, and retry times live in the database.
        default_steps = [
            "celery.worker.consumer.connection:Connection",
            "celery.worker.consumer.tasks:Tasks",
            "celery.worker.consumer.consumer:Evloop",
        ]

    def connect(self) -> Any:
        # Not registered with an event loop: `receive` reads by itself.
        connection = self.connection_for_read(heartbeat=self.app.conf.broker_heartbeat)
        topology.declare(connection.default_channel)
        return connection

    def ensure_connected(self, conn: Any) -> Any:
        """Wait for the broker as long as it takes, or until told to stop."""

        def lost(error: Exception, interval: float) -> None:
            log.warning("receiver.broker_unavailable", error=str(error), again_in=interval)

        return conn.ensure_connection(
            lost, None, interval_start=0.5, interval_step=0.5, interval_max=2, callback=_maybe_stop
        )
