"""Several events in one commit, so that each does not pay for one of its own.

A batch gives way to everybody else: it ends after `SPAN_SECONDS`, since what it wrote stays
locked until then, and waits for no lock as long as PostgreSQL needs to find a deadlock, so that
nobody who asked for something is ever chosen to die of one with it. What it could not do whole
it has not done at all, and the worker does it one by one.
"""

import json
import time
from collections.abc import Sequence

import structlog
from django.db import connections

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform.db.unit_of_work import unit_of_work
from quenty.platform.events.acting import Acted, run_consumer
from quenty.platform.events.rows import Taken, parse

log = structlog.get_logger(__name__)

SPAN_SECONDS = 0.01

# A twentieth of PostgreSQL's deadlock_timeout.
_GIVE_WAY = "SELECT set_config('lock_timeout', '50ms', true)"

_DONE = """
UPDATE platform_inbox SET status = 'done', done_at = %s, lease_until = NULL, last_error = ''
WHERE id = ANY(%s) AND status = 'pending'
"""


class Overtaken(RuntimeError):
    """Another worker finished one of them meanwhile: its effect is not to be had twice."""


def act_together(context: str, rows: Sequence[Taken]) -> int:
    """Act on rows from the front and mark them, in one commit.

    Gives how many. Zero: one of them could not be acted on, so none was.
    """
    until = time.monotonic() + SPAN_SECONDS
    acted: list[Acted] = []
    try:
        with unit_of_work(context, durable=True):
            _give_way(context)
            for row in rows:
                acted.append(run_consumer(parse(json.loads(row.envelope)), row.consumer))
                if time.monotonic() > until:
                    break
            mark_all(context, [row.id for row in rows[: len(acted)]])
    except Exception as error:
        log.info(
            "batch.undone",
            context=context,
            message_ids=[str(row.message_id) for row in rows[: len(acted) + 1]],
            error=type(error).__name__,
        )
        return 0
    for done in acted:
        done.tell()
    return len(acted)


def _give_way(context: str) -> None:
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_GIVE_WAY)


def mark_all(context: str, ids: list[int]) -> None:
    """Raises Overtaken unless all of them were still to be done."""
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_DONE, [clock.now(), ids])
        if cursor.rowcount != len(ids):
            raise Overtaken(f"{len(ids) - cursor.rowcount} of {len(ids)}")
