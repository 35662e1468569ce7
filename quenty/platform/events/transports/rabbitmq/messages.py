"""Envelopes as messages of Celery's protocol, and back."""

import json
from dataclasses import dataclass
from typing import Any

import msgspec

from quenty.platform.events.envelope import Envelope
from quenty.platform.events.rows import parse, plain

TASK = "quenty.deliver"
PERSISTENT = 2

_encode = msgspec.json.Encoder().encode


class Unreadable(ValueError):
    """A message that is no delivery of an envelope: no later attempt will read it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    body: bytes
    headers: dict[str, Any]
    properties: dict[str, Any]


def outgoing(app: Any, envelope: Envelope) -> Outgoing:
    """A call of the task `quenty.deliver` with the envelope as its argument."""
    # The arguments' text, which Celery would put into the headers, may hold personal data.
    task = app.amqp.as_task_v2(
        str(envelope.id), TASK, args=(plain(envelope),), argsrepr="", kwargsrepr=""
    )
    properties = {
        "content_type": "application/json",
        "content_encoding": "utf-8",
        "delivery_mode": PERSISTENT,
        "correlation_id": task.properties["correlation_id"],
        "message_id": str(envelope.id),
    }
    return Outgoing(_encode(task.body), task.headers, properties)


def incoming(headers: dict[str, Any], body: bytes | str) -> Envelope:
    """Raises Unreadable."""
    if headers.get("task") != TASK:
        raise Unreadable(f"a call of {headers.get('task')!r}")
    try:
        arguments, _, _ = json.loads(body)
        (stored,) = arguments
        return parse(stored)
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
