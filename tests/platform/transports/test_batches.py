"""New events that wait together share a commit, and give way to everybody else."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connections
from structlog.testing import capture_logs

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.platform.db import unit_of_work
from quenty.platform.events import Envelope, consumes, declared, relay, worker
from tests.platform.transports import effects
from tests.support.waiting import eventually

pytestmark = [
    pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True),
    pytest.mark.usefixtures("over_database"),
]


def wait_for_the_worker(count: int, reason: str = "fraud") -> list[str]:
    """Tell events and hand them over: none is acted on yet."""
    told = effects.tell(reason, count=count)
    relay.relay_all("customers")
    return told


def work() -> None:
    worker.work_all("orders", "event")


def commits() -> int:
    """How many transactions wrote the effects."""
    with connections["orders"].cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM platform_audit")
        return int(cursor.fetchone()[0])


def before_each(act: Callable[[CustomerSuspendedV1, Envelope], Any], *, after: bool = True) -> None:
    """Something else that the tests' own consumer does first; or instead, without `after`."""

    def remember(event: CustomerSuspendedV1, envelope: Envelope) -> None:
        act(event, envelope)
        if after:
            effects.remember(event, envelope)

    declared.CONSUMERS.clear()
    declared.CONSUMERS_BY_NAME.clear()
    consumes(CustomerSuspendedV1, context="orders")(remember)


@pytest.fixture
def somebody() -> Any:
    """A connection to orders that is nobody's here."""
    settings = connections["orders"].settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    with psycopg.connect(
        **{key: settings[name] for key, name in names.items()}, port=settings["PORT"]
    ) as connection:
        yield connection


def test_events_that_wait_together_share_commits() -> None:
    told = wait_for_the_worker(40)
    work()
    assert effects.subjects() == told
    assert effects.inbox() == [("done", 1)] * 40
    assert commits() < 40


def test_one_that_fails_takes_no_other_with_it() -> None:
    before = wait_for_the_worker(10)
    wait_for_the_worker(1, effects.FAIL)
    after = wait_for_the_worker(10)
    worker.work_once("orders", "event")
    assert effects.subjects() == [*before, *after]
    assert effects.inbox() == [*[("done", 1)] * 10, ("pending", 1), *[("done", 1)] * 10]


def test_a_batch_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quenty.platform.events.batches.SPAN_SECONDS", 0)
    wait_for_the_worker(5)
    work()
    assert commits() == 5


def test_a_batch_does_not_keep_its_effects_while_it_waits_for_a_lock(somebody: Any) -> None:
    told = wait_for_the_worker(2)

    def lock(event: CustomerSuspendedV1, envelope: Envelope) -> None:
        if str(event.customer_id) == told[1]:
            with connections["orders"].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(7)")

    before_each(lock)
    somebody.execute("SELECT pg_advisory_xact_lock(7)")
    working = threading.Thread(target=lambda: (work(), connections.close_all()))
    working.start()
    eventually(lambda: effects.subjects() == told[:1], what="the first, alone")
    somebody.rollback()
    working.join(timeout=20)
    assert effects.subjects() == told
    assert effects.inbox() == [("done", 1)] * 2


def test_what_another_worker_finished_meanwhile_has_no_second_effect(somebody: Any) -> None:
    told = wait_for_the_worker(3)

    def overtaken(event: CustomerSuspendedV1, envelope: Envelope) -> None:
        if str(event.customer_id) == told[0]:
            done = "UPDATE platform_inbox SET status = 'done' WHERE message_id = %s"
            somebody.execute(done, [envelope.id])
            somebody.commit()

    before_each(overtaken)
    work()
    # By the other worker, which is not here, and so without a row.
    assert effects.subjects() == told[1:]
    assert effects.inbox() == [("done", 1)] * 3


def test_only_what_was_committed_is_told() -> None:
    wait_for_the_worker(10)
    wait_for_the_worker(1, effects.FAIL)
    wait_for_the_worker(5)
    with capture_logs() as logs:
        worker.work_once("orders", "event")
    told = [line for line in logs if line["event"] == "acted"]
    assert len(told) == len(effects.subjects()) == 15


def test_an_effect_after_the_commit_that_fails_takes_no_other_with_it() -> None:
    told = wait_for_the_worker(3)
    ran: list[str] = []

    def hook(subject: str) -> None:
        ran.append(subject)
        if subject == told[1]:
            raise RuntimeError("after the commit")

    before_each(
        lambda event, envelope: unit_of_work.on_commit(
            "orders", lambda: hook(str(event.customer_id))
        )
    )
    work()
    assert ran == told
    assert effects.inbox() == [("done", 1)] * 3
