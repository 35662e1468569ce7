"""Asks for scheduled jobs when they are due, once, however many processes beat."""

import threading
from datetime import timedelta

import structlog
from django.conf import settings
from django.db import Error, connections

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.platform import ambient
from quenty.platform.db.lending import return_connections
from quenty.platform.db.unit_of_work import unit_of_work
from quenty.platform.events.declared import SCHEDULES, Scheduled
from quenty.platform.events.outbox import enqueue

log = structlog.get_logger(__name__)

_DUE = """
INSERT INTO platform_schedule AS s (name, next_at) VALUES (%(name)s, %(next)s)
ON CONFLICT (name) DO UPDATE SET next_at = %(next)s WHERE s.next_at <= %(now)s
RETURNING name
"""


_NOT_DUE = "SELECT name FROM platform_schedule WHERE next_at > %s"


def beat_all(context: str) -> list[str]:
    """Enqueue what is due of a context's schedules. Gives the names of those asked for here.

    Where nothing is due that is one read. One that fails holds up no other.
    """
    own = [scheduled for scheduled in SCHEDULES.values() if scheduled.context == context]
    if not own:
        return []
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_NOT_DUE, [clock.now()])
        resting = {name for (name,) in cursor.fetchall()}
    return [s.name for s in own if s.name not in resting and _tried(s)]


def _tried(scheduled: Scheduled) -> bool:
    try:
        return beat_once(scheduled)
    except Exception:
        log.exception("schedule.failed", name=scheduled.name)
        return False


def beat_once(scheduled: Scheduled) -> bool:
    """Enqueue the job if it is due, and say when next: one transaction."""
    now = clock.now()
    with ambient.surround(correlation_id=""), unit_of_work(scheduled.context):
        with connections[alias_of(scheduled.context)].cursor() as cursor:
            cursor.execute(
                _DUE, {"name": scheduled.name, "now": now, "next": now + scheduled.every}
            )
            due = cursor.fetchone() is not None
        if due:
            enqueue(scheduled.name)
    return due


def run(stop: threading.Event, *, interval: timedelta = timedelta(seconds=1)) -> None:
    """The scheduler's loop over every schedule of the contexts hosted here."""
    while not stop.is_set():
        for context in settings.QUENTY_CONTEXTS:
            try:
                beat_all(context)
            except Error as error:
                # The other contexts' databases may well be there.
                log.warning("beat.database_unavailable", context=context, error=str(error))
                connections[alias_of(context)].close()
        return_connections()
        stop.wait(interval.total_seconds())
