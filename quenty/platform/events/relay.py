"""The relay: claims committed outbox rows, hands them over, marks them by archiving."""

import threading
import time
from datetime import timedelta

import structlog
from django.db import connections

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform.db.lending import return_connections
from quenty.platform.events.envelope import COLUMNS, Envelope
from quenty.platform.events.rows import envelope_of
from quenty.platform.events.transports import transport
from quenty.platform.observability import tracing

log = structlog.get_logger(__name__)

BATCH = 100
# What a killed relay held is free again this soon; a batch is confirmed or given up sooner.
LEASE = timedelta(seconds=4)

# A lease or a mark that a crash of PostgreSQL takes back is made again, and what is handed over
# twice has one effect: neither waits for the disk.
_UNHURRIED = "(SELECT set_config('synchronous_commit', 'off', true)) AS unhurried"

_CLAIM = f"""
WITH due AS (
    SELECT id AS due_id FROM platform_outbox
    WHERE available_at <= %(now)s AND (lease_until IS NULL OR lease_until < %(now)s)
    ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE platform_outbox SET lease_until = %(until)s, attempts = attempts + 1
FROM due, {_UNHURRIED} WHERE id = due_id
RETURNING {", ".join(COLUMNS)}
"""  # noqa: S608  (column names are constants)

_MARK = f"""
WITH gone AS (
    DELETE FROM platform_outbox WHERE id = ANY(%(ids)s) RETURNING {", ".join(COLUMNS)}
)
INSERT INTO platform_outbox_archive ({", ".join(COLUMNS)}, published_at)
SELECT {", ".join(COLUMNS)}, %(now)s FROM gone, {_UNHURRIED}
ON CONFLICT (id) DO NOTHING
"""  # noqa: S608  (column names are constants)

_GIVE_BACK = "UPDATE platform_outbox SET lease_until = NULL WHERE id = ANY(%s)"


def claim(context: str, *, limit: int = BATCH) -> list[Envelope]:
    """Lease up to `limit` due rows, oldest first, and commit the lease."""
    now = clock.now()
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE, "limit": limit})
        rows = cursor.fetchall()
    return sorted((envelope_of(row) for row in rows), key=lambda envelope: envelope.id)


def mark(context: str, envelopes: list[Envelope]) -> None:
    """Move handed-over rows to the archive."""
    ids = [envelope.id for envelope in envelopes]
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_MARK, {"ids": ids, "now": clock.now()})


def give_back(context: str, envelopes: list[Envelope]) -> None:
    """Free what could not be handed over, so that the next round begins with it."""
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_GIVE_BACK, [[envelope.id for envelope in envelopes]])


def relay_once(context: str) -> int:
    """Hand over one batch. Gives how many went; zero means nothing was due.

    Raises what the transport raises, with nothing marked and the leases given back.
    """
    envelopes = claim(context)
    if envelopes:
        began = time.time_ns()
        try:
            transport().publish(envelopes)
        except Exception:
            give_back(context, envelopes)
            raise
        mark(context, envelopes)
        handed_over = ((f"relay {e.type}", e.traceparent) for e in envelopes)
        tracing.record(handed_over, began=began, ended=time.time_ns())
    return len(envelopes)


def relay_all(context: str) -> int:
    """Hand over until nothing is due."""
    moved = 0
    while batch := relay_once(context):
        moved += batch
    return moved


def run(context: str, woken: threading.Event, stop: threading.Event, *, poll: float) -> None:
    """The relay's loop for one context: woken by NOTIFY, with a slow poll as safety net."""
    while not stop.is_set():
        woken.wait(poll)
        woken.clear()
        # What is told from now on wakes again, so only a full batch asks for another look.
        while not stop.is_set() and relay_once(context) >= BATCH:
            pass
        return_connections()
