"""LISTEN and NOTIFY: what wakes the relay and the workers of a context."""

import threading
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

import psycopg
import structlog
from django.db import connections, transaction

OUTBOX = "quenty_outbox"
# By the kind of message: who runs jobs is not woken for events.
INBOX = {"event": "quenty_inbox_event", "job": "quenty_inbox_job"}

log = structlog.get_logger(__name__)


# With a notification goes a commit, whose wait for the disk nobody here needs.
_NOTIFY = "SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, '')"


# Who waits in this very process, by alias and channel: woken without the way there and back.
_HERE: defaultdict[tuple[str, str], list[threading.Event]] = defaultdict(list)


def notify(alias: str, channel: str) -> None:
    """Wake who listens, once committed. A lost wake-up costs one slow poll, no more."""
    for woken in tuple(_HERE[alias, channel]):
        woken.set()
    with connections[alias].cursor() as cursor:
        cursor.execute(_NOTIFY, [channel])


@cache
def _outbox_of(alias: str) -> Callable[[], None]:
    """One function an alias, by which a second wake-up is told from the first."""
    return lambda: notify(alias, OUTBOX)


def notify_of_outbox(alias: str) -> None:
    """Wake the relay once the open transaction has committed: once, whatever it tells.

    After the commit and outside it: a NOTIFY inside would queue all committers on one lock.
    """
    wake = _outbox_of(alias)
    # What a savepoint's rollback undoes is taken off this list with it.
    if not any(waiting[1] is wake for waiting in connections[alias].run_on_commit):
        transaction.on_commit(wake, using=alias, robust=True)


class Listener(threading.Thread):
    """One connection a context that turns notifications into set events.

    `wake[channel]` is set for each notification, and again after a lost connection,
    since what was missed meanwhile is unknown.
    """

    def __init__(self, alias: str, stop: threading.Event) -> None:
        super().__init__(name=f"listen-{alias}", daemon=True)
        self.alias = alias
        self.stop = stop
        self.wake: dict[str, list[threading.Event]] = {c: [] for c in (OUTBOX, *INBOX.values())}

    def on(self, channel: str) -> threading.Event:
        """An event of the caller's own that a notification sets."""
        woken = threading.Event()
        self.wake[channel].append(woken)
        _HERE[self.alias, channel].append(woken)
        return woken

    def wake_all(self) -> None:
        for channel in self.wake:
            self._set(channel)

    def _set(self, channel: str) -> None:
        for event in self.wake.get(channel, ()):
            event.set()

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                log.warning("listener.lost", alias=self.alias, error=str(error))
                self.stop.wait(1)
        # Who waits for a wake-up shall see that it is time to stop.
        self.wake_all()
        for channel, events in self.wake.items():
            here = _HERE[self.alias, channel]
            here[:] = [event for event in here if event not in events]

    def _listen(self) -> None:
        parameters = _parameters(self.alias)
        with psycopg.connect(**parameters, autocommit=True) as connection:
            for channel in self.wake:
                connection.execute(f'LISTEN "{channel}"')  # a constant of this module
            self.wake_all()
            while not self.stop.is_set():
                for notice in connection.notifies(timeout=0.5):
                    self._set(notice.channel)
                    if self.stop.is_set():
                        return


def _parameters(alias: str) -> dict[str, Any]:
    settings = connections[alias].settings_dict
    return {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"] or None,
        "application_name": f"quenty-listen-{alias}",
    }
