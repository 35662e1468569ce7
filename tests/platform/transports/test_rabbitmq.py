"""What is RabbitMQ's own: what travels, dead letters, waiting for a database."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import amqp
import pytest
from django.core.management import call_command
from django.db import OperationalError
from kombu import Connection

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.ids import new_id
from quenty.platform.events import inbox
from quenty.platform.events.transports import transport
from quenty.platform.events.transports.rabbitmq import dead, topology
from quenty.platform.events.transports.rabbitmq.application import make_app
from quenty.platform.events.transports.rabbitmq.messages import outgoing
from quenty.platform.testing.events import make_envelope
from tests.platform.transports import effects
from tests.platform.transports.conftest import Run
from tests.support.waiting import eventually

pytestmark = [
    pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True),
    pytest.mark.usefixtures("over_rabbitmq"),
]


@pytest.fixture
def channel(rabbitmq: str) -> Iterator[Any]:
    with Connection(rabbitmq) as connection:
        yield connection.channel()


def envelope(reason: str = "fraud") -> Any:
    return make_envelope(CustomerSuspendedV1(customer_id=new_id(), reason=reason))


def put(channel: Any, queue: str, body: Any, task: str = "quenty.deliver") -> None:
    headers = {"task": task, "id": "1"}
    message = amqp.Message(json.dumps(body), application_headers=headers, delivery_mode=2)
    channel.basic_publish(message, exchange="", routing_key=queue)


def test_no_queues_for_delayed_delivery_are_declared(run: Run, channel: Any) -> None:
    run("worker")
    transport().publish([envelope()])
    eventually(lambda: effects.seen())
    with pytest.raises(amqp.NotFound):
        channel.exchange_declare("celery_delayed_27", type="topic", passive=True)


def test_only_types_that_are_consumed_here_arrive(channel: Any) -> None:
    topology.declare(channel)
    ours = ["customers.customer.suspended", "job.orders.any"]
    for key in ("customers.other", "job.pickups.any", *ours):
        channel.basic_publish(amqp.Message("{}"), topology.exchange().name, key)

    def arrived() -> Any:
        return channel.basic_get(topology.queue_name(), no_ack=True)

    assert [eventually(arrived).delivery_info["routing_key"] for _ in ours] == ours


def test_headers_hold_nothing_of_the_payload() -> None:
    message = outgoing(make_app(), envelope("a secret"))
    assert "a secret" not in json.dumps(message.headers)
    assert b"a secret" in message.body


def test_what_nobody_can_read_goes_to_the_dead_letters(run: Run, channel: Any) -> None:
    topology.declare(channel)
    queue = topology.queue_name()
    put(channel, queue, {"no": "envelope"})
    put(channel, queue, [[{"id": "7"}], {}, {}])
    put(channel, queue, [[{}], {}, {}], task="somebody.else")
    put(channel, queue, [["\x00"] * 9, {}, {}])
    run("worker")
    transport().publish([envelope()])
    eventually(lambda: len(effects.seen()) == 1)
    app = make_app()
    eventually(lambda: len(dead.letters(app)) == 4)
    assert len(dead.letters(app)) == 4, "looking takes nothing away"


def test_one_that_cannot_be_stored_takes_no_other_with_it(run: Run, channel: Any) -> None:
    poisoned, good = envelope("no \x00 in PostgreSQL"), [envelope() for _ in range(5)]
    transport().publish([*good[:2], poisoned, *good[2:]])
    run("worker")
    eventually(lambda: len(effects.seen()) == 5)
    eventually(lambda: len(dead.letters(make_app())) == 1)


def test_dead_letters_put_back_twice_have_one_effect(run: Run, channel: Any) -> None:
    app = make_app()
    sent = outgoing(app, envelope())
    topology.declare(channel)
    for _ in range(3):
        message = amqp.Message(sent.body, application_headers=sent.headers, delivery_mode=2)
        channel.basic_publish(message, exchange="", routing_key=topology.dead_queue_name())
    run("worker")
    assert eventually(lambda: dead.put_back(app)) == 3
    eventually(lambda: [status for status, _ in effects.inbox()] == ["done"])
    assert dead.put_back(app) == 0
    assert len(effects.seen()) == 1


def test_the_commands_declare_show_and_put_back(
    run: Run, channel: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("events", "declare")
    sent = outgoing(make_app(), envelope())
    message = amqp.Message(sent.body, application_headers=sent.headers, delivery_mode=2)
    channel.basic_publish(message, exchange="", routing_key=topology.dead_queue_name())
    call_command("events", "dead")
    call_command("events", "requeue")
    told = capsys.readouterr().out.splitlines()
    assert told == ["declared", f"{sent.headers['id']}\tquenty.deliver", "1 put back"]
    run("worker")
    eventually(lambda: len(effects.seen()) == 1)


def test_messages_wait_for_a_database_that_is_away(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[..., int] = inbox.receive
    tries: list[int] = []

    def away(envelopes: list[Any], **options: Any) -> int:
        tries.append(len(envelopes))
        if len(tries) < 4:
            raise OperationalError("the server is gone")
        return real(envelopes, **options)

    monkeypatch.setattr(inbox, "receive", away)
    transport().publish([envelope() for _ in range(10)])
    run("worker")
    eventually(lambda: len(effects.seen()) == 10)
    assert len(tries) >= 4
    assert dead.letters(make_app()) == []
