"""Outbox to effect: once, in one commit, whatever is delivered how often."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.ids import new_id
from quenty.platform.db import unit_of_work
from quenty.platform.events import consumes, declared, enqueue, job, outbox, parked, publish, relay
from quenty.platform.events.attempts import MOST
from quenty.platform.testing.events import act_on

pytestmark = pytest.mark.django_db(databases=["customers", "orders"])

SUSPENDED = "customers.customer.suspended"


@pytest.fixture
def seen() -> Iterator[list[Any]]:
    """A consumer in orders that remembers, and fails when told `boom`."""
    kept = {
        name: dict(getattr(declared, name)) for name in ("CONSUMERS", "CONSUMERS_BY_NAME", "JOBS")
    }
    declared.CONSUMERS.clear()
    declared.CONSUMERS_BY_NAME.clear()
    effects: list[Any] = []

    def remember(event: CustomerSuspendedV1, envelope: Any) -> None:
        if event.reason == "boom":
            raise RuntimeError("boom")
        effects.append((event, envelope))

    consumes(CustomerSuspendedV1, context="orders")(remember)
    yield effects
    for name, before in kept.items():
        getattr(declared, name).clear()
        getattr(declared, name).update(before)


def tell(reason: str = "fraud") -> CustomerSuspendedV1:
    event = CustomerSuspendedV1(customer_id=new_id(), reason=reason)
    with unit_of_work("customers"):
        publish(event, aggregate=event.customer_id)
    return event


def test_an_event_reaches_its_consumer_once(
    seen: list[Any], settle: Callable[..., None], published: Callable[[str], Any]
) -> None:
    event = tell()
    settle("customers", "orders")
    settle("customers", "orders")
    assert [e for e, _ in seen] == [event]
    assert [e for e, _ in published(SUSPENDED)] == [event]


def test_delivered_five_times_has_one_effect(seen: list[Any], deliver: Callable[..., Any]) -> None:
    event = CustomerSuspendedV1(customer_id=new_id(), reason="fraud")
    envelope = deliver(event, consumer_context="orders")
    deliver(envelope, consumer_context="orders", times=5)
    assert len(seen) == 1


def test_sequence_grows_with_the_aggregate(published: Callable[[str], Any]) -> None:
    customer_id = new_id()
    for _ in range(3):
        with unit_of_work("customers"):
            publish(CustomerSuspendedV1(customer_id=customer_id, reason="x"), aggregate=customer_id)
    assert [envelope.sequence for _, envelope in published(SUSPENDED)] == [1, 2, 3]


def test_nothing_is_told_when_the_change_is_undone(published: Callable[[str], Any]) -> None:
    def tell_and_fail() -> None:
        with unit_of_work("customers"):
            publish(CustomerSuspendedV1(customer_id=new_id(), reason="x"), aggregate=new_id())
            raise ValueError("undo")

    with pytest.raises(ValueError, match="undo"):
        tell_and_fail()
    assert published(SUSPENDED) == []


def test_a_failing_consumer_is_retried_parked_and_put_back(
    seen: list[Any], deliver: Callable[..., Any], inbox_rows: Callable[[str], Any]
) -> None:
    deliver(CustomerSuspendedV1(customer_id=new_id(), reason="boom"), consumer_context="orders")
    for _ in range(MOST):
        act_on("orders", "event")
    assert [row[1:] for row in inbox_rows("orders")] == [("orders.remember", "parked", MOST)]
    assert "boom" in parked.parked("orders").get().last_error

    assert parked.unpark("orders") == 1
    assert [row[2:] for row in inbox_rows("orders")] == [("pending", 0)]


def test_a_replay_reaches_who_never_heard_and_repeats_nothing(
    seen: list[Any], settle: Callable[..., None]
) -> None:
    event = tell()
    settle("customers", "orders")
    heard: list[Any] = []

    def late(event: CustomerSuspendedV1, envelope: Any) -> None:
        heard.append(event)

    consumes(CustomerSuspendedV1, context="orders")(late)
    since = seen[0][1].occurred_at
    for _ in range(2):
        parked.replay(type=SUSPENDED, since=since, producer="customers")
        act_on("orders", "event")
    assert heard == [event]
    assert len(seen) == 1


def test_a_job_runs_with_the_correlation_of_who_asked(
    seen: list[Any], run_jobs: Callable[[str], None]
) -> None:
    ran: list[Any] = []
    job("orders.test_job")(lambda **arguments: ran.append(arguments))
    with unit_of_work("orders"):
        enqueue("orders.test_job", order_id="7")
    run_jobs("orders")
    assert ran == [{"order_id": "7"}]


def test_telling_outside_a_transaction_is_refused() -> None:
    blocks = connections["customers"].atomic_blocks
    assert blocks, "the test case's own block"
    connections["customers"].in_atomic_block = False
    try:
        with pytest.raises(outbox.ToldOutsideTransaction):
            publish(CustomerSuspendedV1(customer_id=new_id(), reason="x"), aggregate=new_id())
    finally:
        connections["customers"].in_atomic_block = True


def test_the_relay_moves_rows_to_the_archive(seen: list[Any]) -> None:
    tell()
    assert relay.relay_all("customers") == 1
    with connections["customers"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM platform_outbox")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM platform_outbox_archive")
        assert cursor.fetchone() == (1,)
