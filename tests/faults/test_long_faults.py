"""What takes minutes: `make faults`."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from quenty.platform.embedded.rabbitmq import RabbitServer
from quenty.platform.events.attempts import MOST
from quenty.platform.events.transports import transport
from tests.faults.harness import Platform
from tests.support.killed_publishing import lost_with_confirms, lost_without_confirms
from tests.support.waiting import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

OUTAGE_SECONDS = float(os.environ.get("FAULT_OUTAGE", "60"))


def test_a_broker_away_for_a_minute_fails_no_write_and_loses_none(
    rabbit_platform: Platform,
) -> None:
    web = rabbit_platform.web()
    roles = rabbit_platform.roles("relay", "worker")
    eventually(lambda: web.tell().status == 201 and rabbit_platform.effects(), seconds=30)
    assert rabbit_platform.broker is not None
    rabbit_platform.broker.stop()
    statuses: list[int] = []
    until = time.monotonic() + OUTAGE_SECONDS
    while time.monotonic() < until:
        statuses.append(web.tell().status)
        time.sleep(0.02)
    assert set(statuses) == {201}
    assert rabbit_platform.waiting() == len(statuses)
    rabbit_platform.broker.start()
    total = len(rabbit_platform.told())
    eventually(lambda: rabbit_platform.settled(total), seconds=60, what=roles.tail())
    assert roles.stop() == 0
    rabbit_platform.hold_invariants()


def test_a_message_that_kills_its_worker_is_parked_and_a_thousand_others_are_done(
    platform: Platform,
) -> None:
    web = platform.web()
    assert {web.tell().status for _ in range(500)} == {201}
    assert web.tell(reason="kill").status == 201
    assert {web.tell().status for _ in range(500)} == {201}
    deaths = 0
    until = time.monotonic() + 400
    while platform.statuses() != {"done": 1000, "parked": 1} and time.monotonic() < until:
        roles = platform.roles("relay", "worker")
        while roles.died_of is None and platform.statuses() != {"done": 1000, "parked": 1}:
            time.sleep(0.1)
            assert time.monotonic() < until
        deaths += roles.died_of == signal.SIGKILL
        roles.stop()
    assert platform.statuses() == {"done": 1000, "parked": 1}
    assert deaths == MOST
    platform.hold_invariants()


def test_a_message_that_kills_its_database_is_parked_and_the_others_are_done(
    platform: Platform,
) -> None:
    web = platform.web()
    before = platform.statuses()
    assert {web.tell().status for _ in range(50)} == {201}
    assert web.tell(reason="kill database").status == 201
    assert {web.tell().status for _ in range(50)} == {201}
    wanted = {
        "done": before.get("done", 0) + 100,
        "parked": before.get("parked", 0) + 1,
    }

    def all_over() -> bool:
        with suppress(psycopg.OperationalError):
            return platform.statuses() == wanted
        return False

    roles = platform.roles("relay", "worker")
    eventually(all_over, seconds=200, what=roles.tail())
    assert roles.stop() == 0
    platform.hold_invariants()


@pytest.fixture
def broker(
    tmp_path_factory: pytest.TempPathFactory, settings: pytest.FixtureRequest
) -> Iterator[RabbitServer]:
    server = RabbitServer(tmp_path_factory.mktemp("rabbitmq"))
    server.start()
    settings.QUENTY_EVENTS_TRANSPORT = "rabbitmq"  # type: ignore[attr-defined]
    settings.RABBITMQ_URL = settings.CELERY_BROKER_URL = server.url  # type: ignore[attr-defined]
    transport.cache_clear()
    yield server
    transport.cache_clear()
    server.stop()


def test_killed_ten_times_while_publishing_nothing_confirmed_is_lost(broker: RabbitServer) -> None:
    assert lost_with_confirms(broker, rounds=10) == set()
    assert lost_without_confirms(broker, rounds=10), "the control lost nothing: it sees nothing"
