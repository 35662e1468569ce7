"""A broker that is new or lost its data: nothing is handed over that a unit elsewhere would
miss, in whatever order units find it.
"""

from typing import Any

import pytest
from kombu import Connection

from quenty.platform.events import relay
from quenty.platform.events.transports import transport
from quenty.platform.events.transports.rabbitmq import BrokerUnavailable, topology
from quenty.platform.supervisor.broker import declare_all
from quenty.platform.supervisor.units import Unit
from tests.platform.transports import effects
from tests.platform.transports.conftest import Run
from tests.platform.transports.test_rabbitmq import envelope
from tests.support.waiting import eventually

pytestmark = [
    pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True),
    pytest.mark.usefixtures("over_rabbitmq"),
]

ORDERS = Unit("orders", ("orders",), 0)
REST = Unit("rest", ("analytics",), 0)


def become(settings: Any, unit: str, *peers: str) -> None:
    settings.QUENTY_DEPLOYED_UNIT, settings.QUENTY_CONTEXTS = unit, (unit,)
    settings.QUENTY_PEERS = dict.fromkeys(peers, "http://elsewhere")
    transport.cache_clear()


def test_events_wait_until_every_unit_elsewhere_has_its_queue(
    rabbitmq: str, settings: Any, run: Run
) -> None:
    become(settings, "customers", "orders", "analytics")
    told = effects.tell(count=3)
    for unit in (REST, ORDERS):
        with pytest.raises(BrokerUnavailable, match="no queue of a unit with"):
            relay.relay_once("customers")
        assert effects.waiting() == 3
        declare_all(rabbitmq, [unit])

    assert relay.relay_all("customers") == 3

    become(settings, "orders", "customers", "analytics")
    run("worker")
    eventually(lambda: len(effects.seen()) == 3)
    assert sorted(effects.subjects()) == sorted(told)


def test_a_units_own_jobs_wait_for_nobody(settings: Any, run: Run) -> None:
    become(settings, "orders", "customers")
    effects.ask("here")

    run("relay", "worker")

    eventually(lambda: effects.seen() == [("job", "here")])


def test_a_queue_that_was_deleted_is_missed(rabbitmq: str, settings: Any) -> None:
    become(settings, "customers", "orders")
    declare_all(rabbitmq, [ORDERS])
    with Connection(rabbitmq) as connection:
        connection.channel().queue_delete(topology.queue_name("orders"))

    with pytest.raises(BrokerUnavailable, match="no queue of a unit with orders"):
        transport().publish([envelope()])


def test_what_nobody_consumes_is_no_failure(rabbitmq: str, settings: Any) -> None:
    become(settings, "customers", "analytics")
    declare_all(rabbitmq, [REST])

    transport().publish([envelope()])
