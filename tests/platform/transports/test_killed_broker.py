"""A broker that is killed or away: nothing that it confirmed is lost, and nobody waits for it."""

from collections.abc import Iterator
from typing import Any

import pytest

from quenty.platform.embedded.ports import free_port
from quenty.platform.embedded.rabbitmq import RabbitServer
from quenty.platform.events import relay
from quenty.platform.events.transports import transport
from quenty.platform.events.transports.rabbitmq import BrokerUnavailable
from tests.platform.transports import effects
from tests.platform.transports.conftest import Run
from tests.support.killed_publishing import lost_with_confirms, lost_without_confirms, settle
from tests.support.waiting import eventually

pytestmark = pytest.mark.django_db(databases=list(effects.CONTEXTS), transaction=True)


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitServer]:
    """One of this module's own, to be killed."""
    server = RabbitServer(tmp_path_factory.mktemp("rabbitmq"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def over_own_broker(over_rabbitmq: None, broker: RabbitServer, settings: Any) -> None:
    settings.RABBITMQ_URL = settings.CELERY_BROKER_URL = broker.url
    transport.cache_clear()


@pytest.mark.usefixtures("over_own_broker")
def test_a_killed_broker_loses_nothing_that_it_confirmed(broker: RabbitServer) -> None:
    assert lost_with_confirms(broker, rounds=2) == set()
    # The control, so that this test is known to see a loss.
    assert lost_without_confirms(broker, rounds=10)


@pytest.mark.usefixtures("over_own_broker")
def test_while_the_broker_is_away_writes_go_on_and_all_arrive_later(
    broker: RabbitServer, run: Run
) -> None:
    settle(broker)
    run("relay", "worker")
    told = effects.tell(count=5)
    eventually(lambda: len(effects.seen()) == 5)
    broker.kill()
    told += effects.tell(count=250)
    eventually(lambda: effects.waiting() == 250)
    broker.start()
    eventually(lambda: len(effects.seen()) == 255, seconds=30)
    eventually(lambda: effects.waiting() == 0)
    assert sorted(effects.subjects()) == sorted(told)


def test_nothing_is_marked_when_the_broker_cannot_be_reached(
    over_rabbitmq: None, settings: Any
) -> None:
    settings.RABBITMQ_URL = settings.CELERY_BROKER_URL = f"amqp://127.0.0.1:{free_port()}//"
    transport.cache_clear()
    effects.tell(count=3)
    for _ in range(2):
        with pytest.raises(BrokerUnavailable):
            relay.relay_once("customers")
    assert effects.waiting() == 3
