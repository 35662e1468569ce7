"""With settings or queues that could lose a message, nothing starts."""

from typing import Any

import amqp
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from kombu import Connection, Queue

from quenty.platform.db.checks import transport_is_known
from quenty.platform.embedded.ports import free_port
from quenty.platform.events.transports import transport
from quenty.platform.events.transports.rabbitmq import safety, topology
from quenty.platform.events.transports.rabbitmq.application import make_app

pytestmark = pytest.mark.usefixtures("over_rabbitmq")

UNSAFE = {
    "CELERY_TASK_ACKS_LATE": False,
    "CELERY_TASK_REJECT_ON_WORKER_LOST": False,
    "CELERY_TASK_DEFAULT_QUEUE_TYPE": "classic",
    "CELERY_TASK_CREATE_MISSING_QUEUES": True,
    "CELERY_RESULT_BACKEND": "rpc://",
    "CELERY_TASK_IGNORE_RESULT": False,
    "CELERY_WORKER_ENABLE_REMOTE_CONTROL": True,
    "CELERY_WORKER_CONSUMER": "celery.worker.consumer:Consumer",
    "CELERY_BROKER_TRANSPORT_OPTIONS": {},
    "CELERY_BROKER_URL": "redis://127.0.0.1/0",
    "QUENTY_CONFIRM_SECONDS": 60.0,
    "QUENTY_DELIVERY_LIMIT": 5,
}


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_settings_are_refused_by_name(name: str, settings: Any) -> None:
    assert safety.problems(make_app().conf) == []
    setattr(settings, name, UNSAFE[name])
    mentioned = "RABBITMQ_URL" if name == "CELERY_BROKER_URL" else name
    with pytest.raises(ImproperlyConfigured, match=mentioned):
        make_app()


def test_the_system_checks_say_what_is_unsafe(settings: Any) -> None:
    assert transport_is_known(None) == []
    settings.CELERY_TASK_ACKS_LATE = False
    transport.cache_clear()
    (error,) = transport_is_known(None)
    assert error.id == "quenty.E004"
    assert "CELERY_TASK_ACKS_LATE must be True" in error.msg


def test_a_classic_queue_of_our_name_is_refused(rabbitmq: str) -> None:
    with Connection(rabbitmq) as connection:
        connection.channel().queue_declare(topology.queue_name(), durable=True, auto_delete=False)
    with pytest.raises(ImproperlyConfigured, match="another kind"):
        transport().verify()
    with pytest.raises(CommandError, match="another kind"):
        call_command("run_roles", "worker")


def test_a_queue_of_another_kind_among_the_units_own_is_refused() -> None:
    conf = make_app().conf
    conf.task_queues = [Queue("classic", durable=True)]
    assert safety.problems(conf) == ["the queue classic must be a quorum queue"]


def test_dead_letters_are_in_a_quorum_queue(rabbitmq: str) -> None:
    with Connection(rabbitmq) as connection:
        topology.declare(connection.channel())
        with pytest.raises(amqp.PreconditionFailed, match="quorum"):
            connection.channel().queue_declare(
                topology.dead_queue_name(),
                auto_delete=False,
                durable=True,
                arguments={"x-queue-type": "classic"},
            )


def test_a_broker_that_is_away_is_no_reason_to_refuse(settings: Any) -> None:
    settings.CELERY_BROKER_URL = f"amqp://guest:guest@127.0.0.1:{free_port()}//"
    transport.cache_clear()
    transport().verify()
