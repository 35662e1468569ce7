"""Who waits in this process is woken at once, and who waits elsewhere by the database."""

import threading

import pytest
from django.db import connections

from quenty.platform.events import wakeups
from quenty.platform.events.wakeups import INBOX, OUTBOX, Listener
from tests.support.waiting import eventually


@pytest.mark.django_db(databases=["orders"])
def test_who_waits_here_needs_no_listening_connection() -> None:
    listener = Listener("orders", threading.Event())
    events, jobs = listener.on(INBOX["event"]), listener.on(INBOX["job"])
    wakeups.notify("orders", INBOX["event"])
    assert events.is_set()
    assert not jobs.is_set()


@pytest.mark.django_db(transaction=True, databases=["orders"])
def test_who_waits_elsewhere_is_told_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    listener = Listener("orders", stop)
    woken = listener.on(OUTBOX)
    # As in another process: nobody known here.
    monkeypatch.setattr(wakeups, "_HERE", {("orders", OUTBOX): []})
    listener.start()
    try:
        # The first one says only that it listens from now on.
        eventually(woken.is_set, seconds=20)
        woken.clear()
        wakeups.notify("orders", OUTBOX)
        connections["orders"].close()
        eventually(woken.is_set, seconds=20)
    finally:
        stop.set()
        monkeypatch.undo()
        listener.join(20)
    assert woken not in wakeups._HERE["orders", OUTBOX]
