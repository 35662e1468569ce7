"""The worker: takes inbox rows, counts the attempt, then acts and marks in one commit.

New events that wait together share a commit; see `batches`.
"""

import json
import threading

import structlog
from django.db import connections
from psycopg.pq import TransactionStatus

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform.db.lending import return_connections
from quenty.platform.db.unit_of_work import unit_of_work
from quenty.platform.events import attempts, losses
from quenty.platform.events.acting import run_consumer, run_job
from quenty.platform.events.batches import act_together
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.leases import LEASE, Leases
from quenty.platform.events.rows import Taken, parse

log = structlog.get_logger(__name__)

BATCH = 50
# Of one round: what failed before is not kept waiting by a stream of new ones, nor keeps it.
TRIED = 20

# New rows by the batch, and one that was tried before: alone, so that a message that kills its
# worker takes no other's attempts with it. Of those that nobody saw the end of, fewest attempts
# first: who only stood beside such a message is not kept waiting by it.
_DUE = """
SELECT id FROM platform_inbox
WHERE status = 'pending' AND kind = %(kind)s AND next_attempt_at <= %(now)s
  AND (lease_until IS NULL OR lease_until < %(now)s)
"""
# The attempt outlives this process at once. It waits for the disk too where PostgreSQL itself
# may be what the message ends: for rows that were tried before, and for all after a loss.
_CLAIM = f"""
WITH new AS (
    {_DUE} AND attempts = 0 ORDER BY next_attempt_at, id
    LIMIT %(limit)s FOR UPDATE SKIP LOCKED
), tried AS (
    {_DUE} AND attempts > 0
    ORDER BY CASE WHEN last_error = '' THEN attempts ELSE 0 END, next_attempt_at, id
    LIMIT 1 FOR UPDATE SKIP LOCKED
), due AS (SELECT id AS due_id FROM new UNION ALL SELECT id FROM tried)
UPDATE platform_inbox SET attempts = attempts + 1, lease_until = %(until)s
FROM due, (SELECT set_config('synchronous_commit',
    CASE WHEN %(careful)s OR EXISTS (SELECT FROM tried) THEN 'on' ELSE 'off' END, true)) AS disk
WHERE id = due_id
RETURNING id, message_id, consumer, attempts, envelope::text
"""  # noqa: S608  (no value is put into the text)

_DONE = """
UPDATE platform_inbox SET status = 'done', done_at = %s, lease_until = NULL, last_error = ''
WHERE id = %s AND status = 'pending'
"""


def take(context: str, kind: str, *, limit: int = BATCH) -> list[Taken]:
    """Lease up to `limit` new rows and one that was tried before, and commit the attempt before
    anything is tried. New ones come first, oldest first.
    """
    now = clock.now()
    arguments = {
        "now": now,
        "until": now + LEASE,
        "kind": kind,
        "limit": limit,
        "careful": losses.is_near(),
    }
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_CLAIM, arguments)
        return sorted((Taken(*row) for row in cursor.fetchall()), key=lambda r: (r.attempts, r.id))


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
            done = run_job(envelope, row.consumer)
            mark_done(context, row.id)
        else:
            with unit_of_work(context, durable=True):
                if not mark_done(context, row.id):
                    return True
                done = run_consumer(envelope, row.consumer)
                _refuse_broken(context)
        done.tell()
    except Exception as error:
        attempts.failed(context, row, error)
        return False
    return True


class Broken(RuntimeError):
    """A consumer went on after an error of the database, so that its COMMIT would be a ROLLBACK."""


def _refuse_broken(context: str) -> None:
    driver = connections[alias_of(context)].connection
    if driver.info.transaction_status == TransactionStatus.INERROR:
        raise Broken("an error of the database was caught without a savepoint")


def work_once(context: str, kind: str, stop: threading.Event | None = None) -> list[Taken]:
    """Take and act on one batch, and on a share of what was tried before. Gives what was taken."""
    rows = take(context, kind, limit=_limit(kind))
    taken = list(rows)
    for left in reversed(range(TRIED)):
        new = [row for row in rows if row.attempts == 1]
        tried = rows[len(new) :]
        if rows:
            with Leases(context, rows) as leases:
                _act_on(context, new, leases, stop, together=len(new) > 1)
                _act_on(context, tried, leases, stop, together=False)
        if not (tried and left) or (stop is not None and stop.is_set()):
            break
        rows = take(context, kind, limit=0)
        taken += rows
    return taken


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
    while rows := work_once(context, kind, stop):
        done += len(rows)
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
        # What arrives from now on wakes again, so only a full batch asks for another look.
        while _holds_back(work_once(context, kind, stop), kind) and not stop.is_set():
            pass
        return_connections()


def _holds_back(rows: list[Taken], kind: str) -> bool:
    """Whether more may be due than was taken."""
    return len(rows) >= _limit(kind) or any(row.attempts > 1 for row in rows)


def _limit(kind: str) -> int:
    return BATCH if kind == "event" else 1
