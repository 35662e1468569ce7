"""The inbox: each message once for each consumer, whatever is delivered how often."""

from collections import defaultdict
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from psycopg.types.json import Jsonb

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform.events import one_server, wakeups
from quenty.platform.events.declared import CONSUMERS, JOBS
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.rows import plain

_INSERT = """
INSERT INTO platform_inbox (message_id, consumer, kind, type, envelope, status, attempts,
    next_attempt_at, last_error, received_at)
SELECT %s, %s, %s, %s, %s, 'pending', 0, %s, '', %s
FROM (SELECT set_config('synchronous_commit',
    CASE WHEN %s THEN 'off' ELSE current_setting('synchronous_commit') END, true)) AS disk
ON CONFLICT (message_id, consumer) DO NOTHING
"""


def addressees(envelope: Envelope, *, only: str = "") -> list[tuple[str, str]]:
    """(context, consumer) pairs that a message is for; `only`: those of one context."""
    if envelope.kind == "job":
        found = [(JOBS[envelope.type].context, envelope.type)] if envelope.type in JOBS else []
        # A job whose code is gone must not vanish: it is parked where it was asked for.
        found = found or [(envelope.producer, envelope.type)]
    else:
        found = [(c.context, c.name) for c in CONSUMERS.get(envelope.key, ())]
    return [pair for pair in found if not only or pair[0] == only]


def receive(envelopes: list[Envelope], *, only: str = "", kept_by: str = "") -> int:
    """Write the inbox rows of a batch, one statement batch a context, and wake the workers.

    `kept_by`: the context whose outbox keeps them until they are marked there, after this. Where
    it shares the server a crash that takes a row takes its mark too, so no row waits for the disk.
    Gives how many rows were new. What was received before is left as it is. Raises what a
    database that is away raises, once all others have their rows.
    """
    by_context: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for envelope in envelopes:
        stored = Jsonb(plain(envelope))
        now = clock.now()
        for context, consumer in addressees(envelope, only=only):
            by_context[context].append(
                (envelope.id, consumer, envelope.kind, envelope.type, stored, now, now)
            )
    new, away = 0, None
    for context, rows in by_context.items():
        try:
            new += _insert(alias_of(context), rows, kept_by)
        except (OperationalError, InterfaceError) as error:
            # The others have theirs meanwhile; a repeat changes nothing for them.
            away = error
    if away:
        raise away
    return new


def _insert(alias: str, rows: list[tuple[Any, ...]], kept_by: str) -> int:
    kept = bool(kept_by) and one_server.share(alias, alias_of(kept_by))
    with connections[alias].cursor() as cursor:
        cursor.executemany(_INSERT, [(*row, kept) for row in rows])
        new = cursor.rowcount
    for kind in sorted({row[2] for row in rows}):
        wakeups.notify(alias, wakeups.INBOX[kind])
    return new
