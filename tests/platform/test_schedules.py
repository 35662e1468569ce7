"""Schedules: each turn asked for once, however many beat, and hardly a read while none is due."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test.utils import CaptureQueriesContext

from quenty.kernel import clock
from quenty.platform.db import unit_of_work
from quenty.platform.events import beat, declared
from quenty.platform.events.outbox import enqueue

HOURLY, DAILY = "orders.test_hourly", "orders.test_daily"


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two schedules in orders, and the names of those that ran."""
    monkeypatch.setattr(beat, "SCHEDULES", {})
    names: list[str] = []
    for name, hours in ((HOURLY, 1), (DAILY, 24)):
        job = declared.Job(name, "orders", lambda name=name: names.append(name))  # type: ignore[misc]
        monkeypatch.setitem(declared.JOBS, name, job)
        beat.SCHEDULES[name] = declared.Scheduled(name, "orders", timedelta(hours=hours))
    return names


@pytest.mark.django_db(databases=["orders"])
def test_what_is_due_is_asked_for_and_then_rests(ran: list[str]) -> None:
    began = clock.now()
    with clock.at(began):
        assert beat.beat_all("orders") == [HOURLY, DAILY]
        assert beat.beat_all("orders") == []
    with clock.at(began + timedelta(hours=1)):
        assert beat.beat_all("orders") == [HOURLY]
    with clock.at(began + timedelta(hours=1, minutes=59)):
        assert beat.beat_all("orders") == []


@pytest.mark.django_db(databases=["orders"])
def test_what_was_asked_for_runs(ran: list[str], run_jobs: Callable[[str], None]) -> None:
    beat.beat_all("orders")
    run_jobs("orders")
    assert sorted(ran) == [DAILY, HOURLY]


@pytest.mark.django_db(databases=["orders"])
def test_while_nothing_is_due_a_beat_is_one_read(ran: list[str]) -> None:
    beat.beat_all("orders")
    with CaptureQueriesContext(connections["orders"]) as asked:
        beat.beat_all("orders")
    assert len(asked) == 1


@pytest.mark.django_db(databases=["orders"])
def test_one_that_fails_holds_up_no_other(ran: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        if name == HOURLY:
            raise RuntimeError("boom")
        enqueue(name)

    monkeypatch.setattr(beat, "enqueue", refuse)
    assert beat.beat_all("orders") == [DAILY]


@pytest.mark.django_db(transaction=True, databases=["orders"])
def test_eight_that_beat_at_once_ask_once(ran: list[str]) -> None:
    ready = threading.Barrier(8)
    asked: list[str] = []

    def run() -> None:
        ready.wait()
        asked.extend(beat.beat_all("orders"))
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(asked) == [DAILY, HOURLY]
    with unit_of_work("orders"), connections["orders"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_outbox WHERE kind = 'job'")
        assert cursor.fetchone() == (2,)


def test_a_database_that_is_away_holds_up_no_other_context(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = threading.Event()
    reached: list[str] = []

    def beat_all(context: str) -> list[Any]:
        reached.append(context)
        if context == "orders":
            raise OperationalError("gone")
        if context == "pickups":
            stop.set()
        return []

    monkeypatch.setattr(beat, "beat_all", beat_all)
    beat.run(stop)
    assert {"orders", "pickups"} <= set(reached)
