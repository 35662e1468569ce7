"""What could not be done: seen, and put back by a person."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connections

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform.events import inbox, wakeups
from quenty.platform.events.declared import CONSUMERS_BY_NAME
from quenty.platform.events.envelope import COLUMNS
from quenty.platform.events.rows import envelope_of
from quenty.platform.events.transports import transport
from quenty.platform.store.models import Inbox

_ARCHIVED = f"""
SELECT {", ".join(COLUMNS)} FROM platform_outbox_archive
WHERE type = %s AND occurred_at >= %s AND kind = 'event' ORDER BY id
"""  # noqa: S608  (column names are constants)


def parked(context: str) -> Any:
    """The parked rows of a context's inbox, newest first."""
    rows = Inbox.objects.using(alias_of(context)).filter(status=Inbox.Status.PARKED)
    return rows.order_by("-received_at")


def unpark(context: str, *, ids: list[int] | None = None, consumer: str = "") -> int:
    """Put parked rows back with their attempts forgotten. Gives how many.

    A row that is done is never put back: a replay cannot repeat an effect.
    """
    rows = parked(context)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    if consumer:
        rows = rows.filter(consumer=consumer)
    count: int = rows.order_by().update(
        status=Inbox.Status.PENDING, attempts=0, next_attempt_at=clock.now(), lease_until=None
    )
    if count:
        for channel in wakeups.INBOX.values():
            wakeups.notify(alias_of(context), channel)
    return count


def replay(*, type: str, since: datetime, producer: str, consumer: str = "") -> tuple[int, int]:
    """Hand archived events over again: who never received them does now, and what is
    parked is put back. What was done stays done.

    Gives (rows that are new here, rows put back here).
    """
    new = 0
    for batch in _archived(type, since, producer):
        new += inbox.receive(batch)
        if transport().receives:
            # To the units that host the other contexts.
            transport().publish(batch)
    put_back = 0
    for listener in CONSUMERS_BY_NAME.values():
        if listener.event.name == type and consumer in ("", listener.name):
            put_back += unpark(listener.context, consumer=listener.name)
    return new, put_back


def _archived(type: str, since: datetime, producer: str) -> Iterator[list[Any]]:
    with connections[alias_of(producer)].cursor() as cursor:
        cursor.execute(_ARCHIVED, [type, since])
        while rows := cursor.fetchmany(500):
            yield [envelope_of(row) for row in rows]
