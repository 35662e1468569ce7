"""Killed between two steps, the database taken away: every event has its effect once."""

import signal

import pytest

from tests.faults.client import WebClient
from tests.faults.harness import Platform
from tests.support.waiting import eventually

POINTS = [
    "handed over, not marked",
    "marked",
    "about to be received",
    "received, not acknowledged",
    "taken, not tried",
    "alone, about to be marked",
    "acted on alone, not committed",
    "acted on together, not marked",
    "marked together, not committed",
    "effect committed, lease held",
]


@pytest.fixture(scope="module")
def web(platform: Platform) -> WebClient:
    return platform.web()


def write(web: WebClient, count: int) -> None:
    assert {web.tell().status for _ in range(count)} == {201}


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_step_it_is_taken_up_within_seconds(
    platform: Platform, web: WebClient, point: str
) -> None:
    write(web, 30)
    if platform.broker and "receive" in point:
        # Marked by now: the broker alone has them, and no relay sends them again.
        sending = platform.roles("relay")
        eventually(lambda: platform.waiting() == 0, seconds=30, what=sending.tail())
        assert sending.stop() == 0
    dying = platform.roles_dying("relay", "worker", at=point)
    eventually(lambda: dying.died_of == signal.SIGKILL, seconds=30, what=dying.tail())
    assert "died where it should" in dying.tail()
    if point == "handed over, not marked":
        assert platform.waiting() == 30, "handed over and not marked: they go out again"

    roles = platform.roles("relay", "worker")
    total = len(platform.told())
    eventually(lambda: "ready" in roles.tail(), seconds=30)
    # A lease and a poll.
    eventually(lambda: platform.settled(total), seconds=5, what=roles.tail())
    assert roles.stop() == 0
    platform.hold_invariants()


@pytest.mark.parametrize("how", ["stopped", "killed"])
def test_a_database_restarted_under_relay_and_worker_loses_nothing(
    platform: Platform, web: WebClient, how: str
) -> None:
    roles = platform.roles("relay", "worker")
    done = len(platform.effects())
    write(web, 150)
    eventually(lambda: len(platform.effects()) > done, seconds=30)
    if how == "killed":
        platform.cut_power()
    platform.postgres.stop()
    platform.postgres.start()
    eventually(lambda: web.tell().status == 201, seconds=20)
    total = len(platform.told())
    eventually(lambda: platform.settled(total), seconds=30, what=roles.tail())
    assert roles.stop() == 0
    platform.hold_invariants()


def test_four_workers_share_the_work_and_repeat_none(platform: Platform, web: WebClient) -> None:
    write(web, 200)
    workers = [platform.roles("worker") for _ in range(4)]
    relay = platform.roles("relay")
    total = len(platform.told())
    eventually(lambda: platform.settled(total), seconds=40, what=relay.tail())
    for process in (*workers, relay):
        process.stop()
    platform.hold_invariants()
