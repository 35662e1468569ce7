"""A worker that is killed: nothing is lost, nothing happens twice."""

import signal

import pytest

from tests.platform.transports import effects
from tests.platform.transports.conftest import Child, Run
from tests.support.waiting import eventually

pytestmark = pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True)


def all_done(count: int) -> bool:
    return [status for status, _ in effects.inbox()] == ["done"] * count


def test_killed_before_its_commit_it_leaves_one_effect_each(child: Child, run: Run) -> None:
    first = effects.tell(count=30)
    deadly = effects.tell(effects.KILL_ONCE)
    second = effects.tell(count=30)

    killed = child("relay", "worker")
    eventually(lambda: killed.died_of == signal.SIGKILL, seconds=30, what="the worker's death")
    assert deadly[0] not in effects.subjects()

    run("relay", "worker")
    eventually(lambda: all_done(61), seconds=30)
    assert sorted(effects.subjects()) == sorted([*first, *deadly, *second])


def test_the_attempt_that_ended_its_worker_is_counted(child: Child) -> None:
    effects.tell(effects.KILL)
    killed = child("relay", "worker")
    eventually(lambda: killed.died_of == signal.SIGKILL, seconds=30, what="the worker's death")
    assert effects.inbox() == [("pending", 1)]
    assert effects.subjects() == []


def test_killed_from_outside_at_any_time_it_leaves_one_effect_each(child: Child, run: Run) -> None:
    told = effects.tell(count=2_000)
    worker = child("relay", "worker")
    eventually(lambda: len(effects.seen()) >= 60, seconds=30)
    worker.kill()
    assert len(effects.seen()) < 2_000

    run("relay", "worker")
    eventually(lambda: all_done(2_000), seconds=40)
    assert sorted(effects.subjects()) == sorted(told)


def test_asked_to_stop_it_ends_with_nothing_half_done(child: Child, run: Run) -> None:
    told = effects.tell(count=400)
    worker = child("relay", "worker")
    eventually(lambda: effects.seen(), seconds=30)
    assert worker.stop(seconds=30) == 0
    # Taken and not tried is given back: it counts as no attempt and waits for no lease.
    assert [row for row in effects.inbox() if row[0] == "pending" and row[1] > 0] == []

    run("relay", "worker")
    eventually(lambda: all_done(400), seconds=40)
    assert sorted(effects.subjects()) == sorted(told)
