"""Refuses settings under which a message could be lost. Celery's own defaults lose them."""

from typing import Any

import amqp
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from quenty.platform.events.transports.rabbitmq import topology

# With these as Celery has them by default, a killed broker loses what was reported as sent,
# and a killed worker what it had begun.
REQUIRED = {
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_default_queue_type": "quorum",
    "task_create_missing_queues": False,
    "task_ignore_result": True,
    "result_backend": None,
    "worker_enable_remote_control": False,
    "worker_consumer": "quenty.platform.events.transports.rabbitmq.receiver:Receiver",
}


def problems(conf: Any) -> list[str]:
    """What is unsafe in a Celery configuration, one sentence each."""
    found = [
        f"CELERY_{name.upper()} must be {wanted!r}, not {conf[name]!r}"
        for name, wanted in REQUIRED.items()
        if conf[name] != wanted
    ]
    if not conf.broker_url:
        found.append("RABBITMQ_URL is not set")
    elif not str(conf.broker_url).startswith(("amqp://", "amqps://")):
        found.append("RABBITMQ_URL must begin with amqp:// or amqps://")
    if (conf.broker_transport_options or {}).get("confirm_publish") is not True:
        found.append("CELERY_BROKER_TRANSPORT_OPTIONS must have confirm_publish")
    found += [
        f"the queue {queue.name} must be a quorum queue"
        for queue in conf.task_queues or ()
        if (queue.queue_arguments or {}).get("x-queue-type") != "quorum"
    ]
    return [*found, *_limits()]


def _limits() -> list[str]:
    from quenty.platform.events.attempts import MOST
    from quenty.platform.events.relay import LEASE

    found = []
    if not 0 < settings.QUENTY_CONFIRM_SECONDS < LEASE.total_seconds():
        found.append(f"QUENTY_CONFIRM_SECONDS must be below the relay's lease of {LEASE}")
    if settings.QUENTY_DELIVERY_LIMIT <= MOST:
        found.append(f"QUENTY_DELIVERY_LIMIT must be over the {MOST} attempts of a consumer")
    return found


def refuse_unsafe(conf: Any) -> None:
    """Raises ImproperlyConfigured that names every problem."""
    found = problems(conf)
    if found:
        raise ImproperlyConfigured("unsafe for messages: " + "; ".join(found))


def refuse_other_kind(app: Any) -> None:
    """Raises ImproperlyConfigured when the broker has a queue or exchange of our name that is of
    another kind (a classic queue, say). A broker that cannot be reached is no reason to refuse.
    """
    connection = app.connection_for_write(heartbeat=0)
    connection.transport_options = {}
    try:
        connection.connect()
        topology.declare(connection.channel())
    except amqp.exceptions.PreconditionFailed as error:
        raise ImproperlyConfigured(
            f"the broker has a queue or exchange of our name and another kind: {error.reply_text}"
        ) from error
    except (amqp.exceptions.ConnectionError, OSError):
        return
    finally:
        connection.collect()
