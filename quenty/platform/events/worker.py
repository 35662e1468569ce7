"""The worker: takes inbox rows, counts the attempt, then acts and marks in one commit.

New events that wait together share a commit; see `batches`.
"""

import json
import threading

import structlog
from django.db import connections

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform.db.lending import return_connections
from quenty.platform.db.unit_of_work import unit_of_work
from quenty.platform.events import attempts
from quenty.platform.events.acting import run_consumer, run_job
from quenty.platform.events.batches import act_together
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.leases import LEASE, Leases
from quenty.platform.events.rows import Taken, parse

log = structlog.get_logger(__name__)

BATCH = 50

# The attempt outlives this process at once; for a crash of PostgreSQL, which ends every attempt,
# it need not wait for the disk.
_CLAIM = """
WITH due AS (
    SELECT id AS due_id FROM platform_inbox
    WHERE status = 'pending' AND kind = %(kind)s AND next_attempt_at <= %(now)s
      AND (lease_until IS NULL OR lease_until < %(now)s)
      AND {which}
    ORDER BY {order} LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE platform_inbox SET attempts = attempts + 1, lease_until = %(until)s
FROM due, (SELECT set_config('synchronous_commit', 'off', true)) AS unhurried WHERE id = due_id
RETURNING id, message_id, consumer, attempts, envelope::text
"""
_CLAIM_NEW = _CLAIM.format(which="attempts = 0", order="next_attempt_at, id")
# Fewest attempts first: who only stood beside a message that kills is not kept waiting by it.
_CLAIM_AGAIN = _CLAIM.format(which="attempts > 0", order="attempts, next_attempt_at, id")

_DONE = """
UPDATE platform_inbox SET status = 'done', done_at = %s, lease_until = NULL, last_error = ''
WHERE id = %s AND status = 'pending'
"""


def take(context: str, kind: str, *, again: bool, limit: int = BATCH) -> list[Taken]:
    """Lease due rows and commit the attempt before anything is tried.

    `again`: rows that were tried before. They are taken one by one, so that a message
    that kills its worker takes no other's attempts with it.
    """
    now = clock.now()
    arguments = {
        "now": now,
        "until": now + LEASE,
        "kind": kind,
        "limit": 1 if again else limit,
    }
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_CLAIM_AGAIN if again else _CLAIM_NEW, arguments)
        return sorted((Taken(*row) for row in cursor.fetchall()), key=lambda row: row.id)


def mark_done(context: str, row_id: int) -> bool:
    """Lock the row and mark it. False: somebody else finished it, so there is nothing to do."""
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_DONE, [clock.now(), row_id])
        return bool(cursor.rowcount)


def act(context: str, row: Taken) -> bool:
    """Try one row. False when it failed and was put back or parked."""
    if row.attempts > attempts.MOST:
        attempts.failed(context, row, attempts.Killed("each attempt ended its worker"))
        return False
    try:
        envelope: Envelope = parse(json.loads(row.envelope))
        if envelope.kind == "job":
            run_job(envelope, row.consumer)
            mark_done(context, row.id)
        else:
            with unit_of_work(context, durable=True):
                if mark_done(context, row.id):
                    run_consumer(envelope, row.consumer)
    except Exception as error:
        attempts.failed(context, row, error)
        return False
    return True


def work_once(context: str, kind: str, stop: threading.Event | None = None) -> int:
    """Take and act on one batch of new rows and one row that failed before."""
    new = take(context, kind, again=False, limit=BATCH if kind == "event" else 1)
    before = take(context, kind, again=True)
    if rows := new + before:
        with Leases(context, rows) as leases:
            _act_on(context, new, leases, stop, together=len(new) > 1)
            _act_on(context, before, leases, stop, together=False)
    return len(rows)


def _act_on(
    context: str,
    rows: list[Taken],
    leases: Leases,
    stop: threading.Event | None,
    *,
    together: bool,
) -> None:
    """Act on leased rows in their order, until `stop`: what is left then is given back."""
    while rows:
        if stop is not None and stop.is_set():
            leases.give_back()
            return
        done = act_together(context, rows) if together else 0
        if not done:
            # Whoever could not be acted on among others is found alone.
            together, done = False, 1
            act(context, rows[0])
        for row in rows[:done]:
            leases.finished(row)
        rows = rows[done:]


def work_all(context: str, kind: str, stop: threading.Event | None = None) -> int:
    """Act until nothing is due."""
    done = 0
    while batch := work_once(context, kind, stop):
        done += batch
        if stop is not None and stop.is_set():
            break
    return done


def run(
    context: str, kind: str, woken: threading.Event, stop: threading.Event, *, poll: float
) -> None:
    """The worker's loop for one context and kind."""
    while not stop.is_set():
        woken.wait(poll)
        woken.clear()
        work_all(context, kind, stop)
        return_connections()
