"""Another split of the contexts: what waits in the queues of former units reaches its consumer."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from kombu import Connection

from quenty.platform.events import relay
from quenty.platform.events.transports import transport
from quenty.platform.events.transports.rabbitmq import topology
from quenty.platform.events.transports.rabbitmq.draining import NotDrained
from quenty.platform.supervisor.broker import declare_all
from quenty.platform.supervisor.queues import remembered, settle
from quenty.platform.supervisor.units import Unit
from tests.platform.transports import effects
from tests.platform.transports.conftest import Run
from tests.support.waiting import eventually

pytestmark = [
    pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True),
    pytest.mark.usefixtures("over_rabbitmq"),
]

APART = [Unit("customers", ("customers",), 0), Unit("orders", ("orders",), 0)]
TOGETHER = [Unit("both", effects.CONTEXTS, 0)]


def become(settings: Any, unit: str, *contexts: str) -> None:
    settings.QUENTY_DEPLOYED_UNIT, settings.QUENTY_CONTEXTS = unit, contexts or (unit,)
    transport.cache_clear()


def hand_over(count: int) -> list[str]:
    told = effects.tell(count=count)
    relay.relay_all("customers")
    return told


def depth(url: str, unit: str) -> int | None:
    """How many wait in a unit's queue; None where there is none."""
    with Connection(url) as connection:
        try:
            found = connection.channel().queue_declare(topology.queue_name(unit), passive=True)
        except connection.channel_errors:
            return None
        return int(found.message_count)


def test_what_waits_for_a_former_unit_reaches_its_consumer_under_another_split(
    rabbitmq: str, settings: Any, tmp_path: Path, run: Run
) -> None:
    assert list(settle(rabbitmq, tmp_path, APART)) == []
    become(settings, "customers")
    told = hand_over(150)

    drained = [str(queue) for queue in settle(rabbitmq, tmp_path, TOGETHER)]

    assert drained == [f"{topology.queue_name('orders')} drained of 150 messages"]
    assert depth(rabbitmq, "orders") is None
    assert remembered(tmp_path) == {"both": list(effects.CONTEXTS)}
    become(settings, "both", *effects.CONTEXTS)
    run("relay", "worker")
    told += effects.tell(count=1)
    eventually(lambda: len(effects.seen()) == 151)
    assert sorted(effects.subjects()) == sorted(told)


def test_a_unit_that_keeps_its_name_hands_on_what_it_has_for_a_context_that_left(
    rabbitmq: str, settings: Any, tmp_path: Path
) -> None:
    list(settle(rabbitmq, tmp_path, [Unit("rest", effects.CONTEXTS, 0)]))
    become(settings, "rest", *effects.CONTEXTS)
    hand_over(3)
    now = [Unit("orders", ("orders",), 0), Unit("rest", ("customers",), 0)]

    (drained,) = settle(rabbitmq, tmp_path, now)

    assert (drained.queue, drained.taken) == (topology.queue_name("rest"), 3)
    assert len(effects.inbox()) == 3
    become(settings, "customers")
    hand_over(2)
    assert (depth(rabbitmq, "orders"), depth(rabbitmq, "rest")) == (2, 0)


def test_back_in_one_process_nothing_stays_and_nothing_is_remembered(
    rabbitmq: str, settings: Any, tmp_path: Path
) -> None:
    list(settle(rabbitmq, tmp_path, APART))
    become(settings, "customers")
    hand_over(3)

    (drained,) = settle(rabbitmq, tmp_path, [])

    assert drained.taken == len(effects.inbox()) == 3
    assert remembered(tmp_path) == {}


def test_what_nobody_can_read_stays_and_is_told_again(
    rabbitmq: str, settings: Any, tmp_path: Path
) -> None:
    list(settle(rabbitmq, tmp_path, APART))
    become(settings, "customers")
    hand_over(1)
    with Connection(rabbitmq) as connection:
        connection.Producer().publish({"no": "event"}, routing_key=topology.queue_name("orders"))

    for taken in (1, 0):
        (drained,) = settle(rabbitmq, tmp_path, TOGETHER)

        assert (drained.taken, drained.left) == (taken, 1)
    assert "orders" in remembered(tmp_path)


def test_a_queue_is_drained_by_command_into_the_inboxes_of_whoever_hosts_all(
    rabbitmq: str, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    declare_all(rabbitmq, APART)
    become(settings, "customers")
    hand_over(3)
    settings.QUENTY_EVENTS_TRANSPORT = "database"
    transport.cache_clear()

    call_command("events", "drain", topology.queue_name("orders"))

    assert "drained of 3 messages" in capsys.readouterr().out
    assert len(effects.inbox()) == 3
    assert depth(rabbitmq, "orders") is None


def test_a_queue_is_drained_by_command_to_the_units_that_consume_now(
    rabbitmq: str, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    declare_all(rabbitmq, APART)
    become(settings, "customers")
    hand_over(3)
    declare_all(rabbitmq, TOGETHER)
    settings.QUENTY_PEERS = {"gateway": "http://elsewhere"}

    call_command("events", "drain", topology.queue_name("orders"))

    assert "drained of 3 messages" in capsys.readouterr().out
    assert depth(rabbitmq, "orders") is None
    assert depth(rabbitmq, "both") == 3


def test_a_queue_that_a_unit_reads_is_not_drained(
    rabbitmq: str, settings: Any, tmp_path: Path, run: Run
) -> None:
    list(settle(rabbitmq, tmp_path, TOGETHER))
    become(settings, "both", *effects.CONTEXTS)
    run("relay", "worker")
    effects.tell()
    eventually(effects.seen)

    with pytest.raises(CommandError, match="is read by a unit that runs"):
        call_command("events", "drain", topology.queue_name())
    with pytest.raises(NotDrained):
        list(settle(rabbitmq, tmp_path, APART))

    assert remembered(tmp_path) == {"both": list(effects.CONTEXTS)}
