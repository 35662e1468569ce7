"""What every transport promises: from a committed outbox row to one effect."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.platform.events import attempts, consumes, declared, parked, publish, relay
from quenty.platform.events.envelope import Envelope
from quenty.platform.events.outbox import ToldOutsideTransaction
from quenty.platform.events.transports import transport
from quenty.platform.testing.events import make_envelope
from tests.platform.transports import effects
from tests.platform.transports.conftest import Run
from tests.support.waiting import eventually

pytestmark = pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True)


def suspended(**changes: Any) -> Envelope:
    customer = new_id()
    event = CustomerSuspendedV1(customer_id=customer, reason="fraud")
    return make_envelope(event, aggregate_id=customer, **changes)


def all_done(count: int) -> bool:
    return [status for status, _ in effects.inbox()] == ["done"] * count


def test_what_is_published_has_its_effect_once(over: str, run: Run) -> None:
    run("relay", "worker")
    told = effects.tell(count=120)
    eventually(lambda: all_done(120))
    assert sorted(effects.subjects()) == sorted(told)
    assert effects.waiting() == 0


def test_what_waited_for_the_worker_arrives(over: str, run: Run) -> None:
    told = effects.tell(count=3)
    relay.relay_all("customers")
    run("worker")
    eventually(lambda: all_done(3))
    assert sorted(effects.subjects()) == sorted(told)


def test_the_envelope_arrives_as_it_was_sent(over: str, run: Run) -> None:
    arrived: list[Envelope] = []
    declared.CONSUMERS.clear()
    consumes(CustomerSuspendedV1, context="orders")(lambda event, sent: arrived.append(sent))
    run("worker")
    sent = suspended(
        sequence=7,
        livemode=False,
        hops=2,
        causation_id=new_id(),
        actor=str(Actor("user", str(new_id()))),
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        occurred_at=datetime(2026, 2, 28, 23, 59, 59, 123456, tzinfo=UTC),
    )
    transport().publish([sent])
    eventually(lambda: arrived)
    assert arrived == [sent]


def test_delivered_five_times_to_four_workers_has_one_effect(over: str, run: Run) -> None:
    envelopes = [suspended() for _ in range(40)]
    for _ in range(4):
        run("worker")
    for _ in range(5):
        transport().publish(random.sample(envelopes, len(envelopes)))
    eventually(lambda: all_done(40))
    transport().publish([suspended()])
    eventually(lambda: all_done(41))
    assert len(effects.subjects()) == len(set(effects.subjects())) == 41


def test_twenty_events_shuffled_leave_the_state_of_the_last(over: str, run: Run) -> None:
    state: dict[str, Any] = {"sequence": 0, "reason": ""}

    def copy(event: CustomerSuspendedV1, envelope: Envelope) -> None:
        if envelope.sequence > state["sequence"]:
            state.update(sequence=envelope.sequence, reason=event.reason)

    declared.CONSUMERS.clear()
    consumes(CustomerSuspendedV1, context="orders")(copy)
    run("worker")
    customer = new_id()
    envelopes = [
        make_envelope(
            CustomerSuspendedV1(customer_id=customer, reason=f"reason {number}"),
            aggregate_id=customer,
            sequence=number,
        )
        for number in range(1, 21)
    ]
    random.Random(20).shuffle(envelopes)
    for envelope in envelopes:
        transport().publish([envelope])
    eventually(lambda: all_done(20))
    assert state == {"sequence": 20, "reason": "reason 20"}


def test_a_consumer_that_fails_is_tried_again_then_parked_then_put_back(
    over: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("relay", "worker")
    (failing,) = effects.tell(effects.FAIL)
    eventually(lambda: effects.inbox() == [("parked", attempts.MOST)])
    (good,) = effects.tell()
    eventually(lambda: effects.subjects() == [good])

    monkeypatch.setenv("MENDED", "yes")
    assert parked.unpark("orders") == 1
    eventually(lambda: all_done(2))
    assert effects.subjects() == [good, failing]
    assert parked.unpark("orders") == 0


def test_replayed_twice_nothing_happens_again(over: str, run: Run) -> None:
    run("relay", "worker")
    effects.tell(count=5)
    eventually(lambda: all_done(5))
    since = datetime(2020, 1, 1, tzinfo=UTC)
    for _ in range(2):
        parked.replay(type="customers.customer.suspended", since=since, producer="customers")
    (last,) = effects.tell()
    eventually(lambda: last in effects.subjects())
    assert len(effects.subjects()) == 6


def test_a_job_runs_with_its_arguments(over: str, run: Run) -> None:
    run("relay", "worker")
    effects.ask("parcel 7")
    eventually(lambda: effects.inbox() == [("done", 1)])
    assert effects.seen() == [("job", "parcel 7")]


def test_what_no_transaction_holds_is_not_told(over: str) -> None:
    event = CustomerSuspendedV1(customer_id=new_id(), reason="fraud")
    with pytest.raises(ToldOutsideTransaction):
        publish(event, aggregate=event.customer_id)
    assert effects.waiting() == 0


def test_an_event_that_nobody_consumes_is_no_failure(over: str) -> None:
    declared.CONSUMERS.clear()
    declared.CONSUMERS_BY_NAME.clear()
    effects.tell()
    assert relay.relay_all("customers") == 1
    assert effects.waiting() == 0
