"""Telling: an outbox row in the same transaction as the change it tells of."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from psycopg.types.json import Jsonb

from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.contexts import alias_of
from quenty.kernel.events import event_type
from quenty.kernel.ids import new_id
from quenty.platform import ambient
from quenty.platform.codec import to_plain
from quenty.platform.events import wakeups
from quenty.platform.observability import tracing

# An event that causes an event that causes an event ... is a loop by now.
MOST_HOPS = 16

_INSERT = """
WITH numbered AS (
    INSERT INTO platform_sequence AS s (aggregate_id, last)
    SELECT %(aggregate_id)s::uuid, 1 WHERE %(aggregate_id)s::uuid IS NOT NULL
    ON CONFLICT (aggregate_id) DO UPDATE SET last = s.last + 1
    RETURNING last
)
INSERT INTO platform_outbox (id, kind, type, version, occurred_at, livemode, producer,
    aggregate_id, sequence, correlation_id, causation_id, hops, actor, traceparent,
    payload, available_at, attempts)
VALUES (%(id)s, %(kind)s, %(type)s, %(version)s, %(occurred_at)s, %(livemode)s,
    %(producer)s, %(aggregate_id)s, (SELECT last FROM numbered), %(correlation_id)s,
    %(causation_id)s, %(hops)s, %(actor)s, %(traceparent)s, %(payload)s,
    %(available_at)s, 0)
"""


class LoopOfEvents(RuntimeError):
    """Too many events lie between the first cause and this one."""


class ToldOutsideTransaction(RuntimeError):
    """An event or job was written with no transaction open: it could outlive its change."""


def _insert(context: str, row: dict[str, Any]) -> UUID:
    alias = alias_of(context)
    connection = connections[alias]
    if not connection.in_atomic_block:
        raise ToldOutsideTransaction(f"{row['type']} outside unit_of_work({context!r})")
    around = ambient.current()
    if around.hops > MOST_HOPS:
        raise LoopOfEvents(f"{row['type']} after {around.hops} hops")
    message = {
        "id": new_id(),
        "occurred_at": clock.now(),
        "producer": context,
        "correlation_id": around.correlation_id,
        "causation_id": around.causation_id,
        "hops": around.hops,
        "traceparent": tracing.traceparent(),
        **row,
    }
    message["payload"] = Jsonb(message["payload"])
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, message)
    wakeups.notify_of_outbox(alias)
    return message["id"]  # type: ignore[no-any-return]


def publish(
    event: Any,
    *,
    aggregate: UUID,
    actor: Actor | None = None,
    livemode: bool | None = None,
) -> UUID:
    """Tell a declared event of `aggregate`, inside its context's unit of work.

    Gives the event's id. Raises KeyError for an undeclared payload,
    ToldOutsideTransaction, LoopOfEvents.
    """
    declared = event_type(event)
    around = ambient.current()
    return _insert(
        declared.context,
        {
            "kind": "event",
            "type": declared.name,
            "version": declared.version,
            "aggregate_id": aggregate,
            "actor": str(actor or around.actor),
            "livemode": around.livemode if livemode is None else livemode,
            "payload": to_plain(event),
            "available_at": clock.now(),
        },
    )


def enqueue(name: str, *, run_at: datetime | None = None, **arguments: Any) -> UUID:
    """Ask for a job in the same transaction as the row that needs it.

    `name`: `<context>.<verb>`; `arguments`: JSON values. Not before `run_at` (aware).
    """
    around = ambient.current()
    return _insert(
        name.split(".", 1)[0],
        {
            "kind": "job",
            "type": name,
            "version": 1,
            "aggregate_id": None,
            "actor": str(around.actor),
            "livemode": around.livemode,
            "payload": to_plain(arguments),
            "available_at": run_at or clock.now(),
        },
    )
