"""The Celery application: its settings, its one task, and the worker that receives."""

import threading
from typing import Any

from celery import Celery
from celery.worker import WorkController

from quenty.platform.events import inbox
from quenty.platform.events.rows import parse
from quenty.platform.events.transports.rabbitmq import safety, topology
from quenty.platform.events.transports.rabbitmq.messages import TASK
from quenty.platform.events.transports.rabbitmq.receiver import STOP


def make_app() -> Celery:
    """From Django's settings as they are now. Raises ImproperlyConfigured for unsafe ones."""
    app = Celery("quenty", set_as_current=False, fixups=[])
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.conf.task_default_queue = topology.queue_name()
    app.conf.task_queues = [topology.unit_queue()]
    app.conf.task_default_exchange = topology.exchange().name
    app.conf.task_default_exchange_type = "topic"
    safety.refuse_unsafe(app.conf)
    app.task(name=TASK, acks_late=True, reject_on_worker_lost=True)(deliver)
    return app


def deliver(envelope: dict[str, Any]) -> None:
    """What a message asks for: its inbox rows. A second time it changes nothing."""
    inbox.receive([parse(envelope)])


def receive(app: Celery, stop: threading.Event) -> None:
    """A Celery worker in this thread, until `stop`. A broker that is gone is waited for."""
    STOP.set(stop)
    worker = WorkController(
        app=app,
        hostname=f"{topology.queue_name()}@%h",
        use_eventloop=False,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
