"""Rows that were tried before, databases that go away, leases that must last."""

import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.db.utils import DataError

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.ids import new_id
from quenty.platform.events import Envelope, attempts, declared, inbox, job, leases, relay
from quenty.platform.events import worker as workers
from quenty.platform.testing.events import make_envelope
from tests.platform.transports import effects
from tests.platform.transports.test_batches import before_each, wait_for_the_worker
from tests.support.waiting import eventually

pytestmark = [
    pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True),
    pytest.mark.usefixtures("over_database"),
]


def sql(statement: str, *parameters: Any) -> list[Any]:
    with connections["orders"].cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []


def waiting(ids: list[int]) -> int:
    count = "SELECT count(*) FROM platform_inbox WHERE status = 'pending' AND id = ANY(%s)"
    return int(sql(count, ids)[0][0])


def test_what_a_killed_worker_left_is_not_kept_waiting_by_new_ones() -> None:
    wait_for_the_worker(50)
    left = [row[0] for row in sql("SELECT id FROM platform_inbox")]
    workers.take("orders", "event")
    sql("UPDATE platform_inbox SET lease_until = now() - interval '1 s'")
    for _ in range(3):
        wait_for_the_worker(60)
        workers.work_once("orders", "event")
    assert waiting(left) == 0


def test_what_failed_long_ago_is_not_kept_waiting_by_what_fails_now(settings: Any) -> None:
    settings.QUENTY_BACK_OFF_FACTOR = 0.0
    wait_for_the_worker(1)
    sql("UPDATE platform_inbox SET attempts = 2, last_error = 'mended'")
    old = [row[0] for row in sql("SELECT id FROM platform_inbox")]
    wait_for_the_worker(26)
    wait_for_the_worker(4, effects.FAIL)
    workers.work_once("orders", "event")
    assert waiting(old) == 0


def test_a_lease_whose_renewal_failed_once_is_renewed_again(monkeypatch: Any) -> None:
    monkeypatch.setattr(leases.Leases, "INTERVAL", 0.05)
    extend, failures = leases.Leases._extend, [OperationalError("gone")]

    def once_gone(self: leases.Leases, ids: list[int]) -> None:
        if failures:
            raise failures.pop()
        extend(self, ids)

    monkeypatch.setattr(leases.Leases, "_extend", once_gone)
    effects.ask("slow")
    relay.relay_all("orders")
    renewed = threading.Event()

    def slow(*, subject: str) -> None:
        before = sql("SELECT lease_until FROM platform_inbox")
        eventually(lambda: sql("SELECT lease_until FROM platform_inbox") != before, seconds=5)
        renewed.set()

    declared.JOBS.clear()
    job(effects.JOB)(slow)
    workers.work_all("orders", "job")
    assert renewed.is_set()


def test_what_ended_its_worker_each_time_is_parked_untried() -> None:
    wait_for_the_worker(1)
    sql("UPDATE platform_inbox SET attempts = %s", attempts.MOST)
    workers.work_once("orders", "event")
    assert effects.subjects() == []
    [(status, error)] = sql("SELECT status, last_error FROM platform_inbox")
    assert status == "parked"
    assert error.startswith("Killed")


def test_what_was_taken_and_not_tried_when_asked_to_stop_is_given_back() -> None:
    wait_for_the_worker(3)
    stop = threading.Event()
    stop.set()
    workers.work_once("orders", "event", stop)
    assert sql("SELECT attempts, lease_until FROM platform_inbox") == [(0, None)] * 3


def test_an_error_of_the_database_that_was_swallowed_is_a_failure() -> None:
    def swallow(event: CustomerSuspendedV1, envelope: Envelope) -> None:
        effects.remember(event, envelope)
        with suppress(DataError):
            sql("SELECT 1 / 0")

    before_each(swallow, after=False)
    wait_for_the_worker(1)
    workers.work_once("orders", "event")
    assert effects.subjects() == []
    [(status, error)] = sql("SELECT status, last_error FROM platform_inbox")
    assert status == "pending"
    assert error.startswith("Broken")


def test_a_context_that_is_away_keeps_no_other_waiting(monkeypatch: Any) -> None:
    def away(alias: str, rows: list[Any], kept_by: str) -> int:
        if alias == "pickups":
            raise OperationalError("away")
        return insert(alias, rows, kept_by)

    insert = inbox._insert
    monkeypatch.setattr(inbox, "_insert", away)
    sent = make_envelope(CustomerSuspendedV1(customer_id=new_id(), reason="fraud"))
    monkeypatch.setattr(
        inbox,
        "addressees",
        lambda e, only="": [("pickups", "pickups.x"), ("orders", "orders.remember")],
    )
    with pytest.raises(OperationalError):
        inbox.receive([sent])
    assert effects.inbox() == [("pending", 0)]
