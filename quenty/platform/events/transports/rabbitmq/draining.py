"""What waits in a queue that no unit reads any more: taken out, then the queue removed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import amqp
from django.conf import settings
from django.db import Error
from kombu import Connection

from quenty.kernel.contexts import CONTEXTS
from quenty.kernel.events import EVENTS
from quenty.platform.events import inbox
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.transports.rabbitmq import topology
from quenty.platform.events.transports.rabbitmq.messages import Unreadable, incoming

BATCH = 100

Pair = tuple[Any, Envelope]
HandOver = Callable[[Any, list[Pair]], None]


class NotDrained(RuntimeError):
    """The broker did not answer as it should, or a unit that runs reads the queue."""


@dataclass(frozen=True)
class Drained:
    """`left`: messages that cannot be read or stored; they stay, and so does their queue."""

    queue: str
    taken: int
    left: int

    def __str__(self) -> str:
        stay = f", {self.left} that cannot be read or stored stay there" if self.left else ""
        return f"{self.queue} drained of {self.taken} messages{stay}"


def into_inboxes(channel: Any, pairs: list[Pair]) -> None:
    """For who hosts every context: what was received before is left as it is."""
    inbox.receive([envelope for _, envelope in pairs])


def to_their_units(channel: Any, pairs: list[Pair]) -> None:
    """Into the queues that are bound now; the inboxes know what they have had before.

    Raises amqp's ChannelError when no queue is bound for one.
    """
    channel.confirm_select()
    for message, envelope in pairs:
        channel.basic_publish_confirm(
            message,
            exchange=settings.QUENTY_EVENTS_EXCHANGE,
            routing_key=topology.routing_key(envelope),
            mandatory=True,
            timeout=settings.QUENTY_CONFIRM_SECONDS,
        )


def drain(
    url: str, queue: str, hand_over: HandOver, *, keep: Iterable[str] | None = None
) -> Drained | None:
    """Empty a queue and remove it; None when the broker has none of that name.

    `keep`: routing keys of a queue that stays and loses its other bindings only. A message is
    acknowledged once it was handed over. Raises NotDrained.
    """
    try:
        with Connection(url) as connection:
            if not _is_there(connection, queue):
                return None
            with connection.channel() as channel:
                kept = set(keep or ())
                _unbind(channel, queue, _every_key() - kept)
                drained = Drained(queue, *_take(channel, queue, hand_over, kept))
            if keep is None and not drained.left:
                connection.channel().queue_delete(queue)
            return drained
    except (amqp.exceptions.AMQPError, OSError) as error:
        raise NotDrained(f"{queue}: {error}") from error


def _is_there(connection: Connection, queue: str) -> bool:
    try:
        found = connection.channel().queue_declare(queue, passive=True)
    except amqp.exceptions.NotFound:
        return False
    if found.consumer_count:
        raise NotDrained(f"{queue} is read by a unit that runs: stop that first")
    return True


def _every_key() -> set[str]:
    names = {declared.name for declared in EVENTS.values()}
    return {*names, *(f"job.{context}.#" for context in CONTEXTS)}


def _unbind(channel: Any, queue: str, keys: Iterable[str]) -> None:
    for key in keys:
        channel.queue_unbind(queue, exchange=settings.QUENTY_EVENTS_EXCHANGE, routing_key=key)


def _take(channel: Any, queue: str, hand_over: HandOver, keep: set[str]) -> tuple[int, int]:
    """How many were handed over, and how many were not: those go back with the channel.

    Until the queue has no more: the broker's count is 0 while a queue has no leader.
    """
    taken = got = 0
    while messages := _up_to(BATCH, channel, queue):
        pairs = [pair for message in messages if (pair := _read(message))]
        # A type that no code declares any more would come back for ever.
        _unbind(channel, queue, {topology.routing_key(envelope) for _, envelope in pairs} - keep)
        for message in _handed_over(channel, pairs, hand_over):
            channel.basic_ack(message.delivery_tag)
            taken += 1
        got += len(messages)
    return taken, got - taken


def _up_to(limit: int, channel: Any, queue: str) -> list[Any]:
    found: list[Any] = []
    while len(found) < limit and (message := channel.basic_get(queue)):
        found.append(message)
    return found


def _read(message: Any) -> Pair | None:
    try:
        return message, incoming(message.headers, message.body)
    except Unreadable:
        return None


def _handed_over(channel: Any, pairs: list[Pair], hand_over: HandOver) -> list[Any]:
    """Those that were. One that cannot be stored must not hold up the others."""
    if not pairs:
        return []
    try:
        hand_over(channel, pairs)
    except Error:
        if len(pairs) == 1:
            return []
        return [m for pair in pairs for m in _handed_over(channel, [pair], hand_over)]
    return [message for message, _ in pairs]
