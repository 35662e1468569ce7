"""Relay, worker and beat as threads of one process."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.db import close_old_connections, connections

from quenty.kernel.contexts import alias_of
from quenty.platform.events import beat, losses, relay, worker
from quenty.platform.events.declared import CONSUMERS_BY_NAME, JOBS
from quenty.platform.events.transports import transport
from quenty.platform.events.wakeups import INBOX, OUTBOX, Listener

log = structlog.get_logger(__name__)

ROLES = ("relay", "worker", "beat")
# With a lease, the longest that a killed process's rows wait for another.
POLL = 1.0


def _kept_alive(name: str, loop: Callable[[], None], stop: threading.Event) -> threading.Thread:
    """A thread that starts its loop anew, with fresh connections, when it fails."""

    def run() -> None:
        while not stop.is_set():
            try:
                loop()
            except Exception as error:
                log.warning("role.failed", thread=name, error=str(error))
                losses.lost()
                close_old_connections()
                for connection in connections.all(initialized_only=True):
                    connection.close()
                stop.wait(0.5)
        connections.close_all()

    return threading.Thread(target=run, name=name, daemon=True)


def threads(roles: list[str], stop: threading.Event) -> list[threading.Thread]:
    """The threads of some roles over the contexts hosted here, not yet started."""
    result: list[threading.Thread] = []
    for context in settings.QUENTY_CONTEXTS:
        result += _of_context(context, roles, stop)
    if "worker" in roles and transport().receives:
        result.append(_kept_alive("receiver", lambda: transport().receive(stop), stop))
    if "beat" in roles:
        result.append(_kept_alive("beat", lambda: beat.run(stop), stop))
    return result


def _of_context(context: str, roles: list[str], stop: threading.Event) -> list[threading.Thread]:
    """What relays and acts for one context, with the listener that wakes it."""
    listener = Listener(alias_of(context), stop)
    loops: list[tuple[str, Any, tuple[Any, ...]]] = []
    if "relay" in roles:
        loops.append(("relay", relay.run, (context, listener.on(OUTBOX), stop)))
    if "worker" in roles:
        if any(c.context == context for c in CONSUMERS_BY_NAME.values()):
            loops.append(
                ("events", worker.run, (context, "event", listener.on(INBOX["event"]), stop))
            )
        if any(j.context == context for j in JOBS.values()):
            loops.append(("jobs", worker.run, (context, "job", listener.on(INBOX["job"]), stop)))
    result: list[threading.Thread] = [
        _kept_alive(f"{kind}-{context}", partial(run, *arguments, poll=POLL), stop)
        for kind, run, arguments in loops
    ]
    return [*result, listener] if loops else []
