"""Celery over RabbitMQ, for `QUENTY_EVENTS_TRANSPORT=rabbitmq`.

What keeps messages safe is checked again at start (platform/events/transports/rabbitmq):
a deployment that overrides it with less is refused.
"""

from typing import Any

from quenty.settings.env import env

RABBITMQ_URL = env.str("RABBITMQ_URL", "")
QUENTY_EVENTS_EXCHANGE = env.str("QUENTY_EVENTS_EXCHANGE", "quenty.events")
# Seconds in which the broker must have confirmed a batch; less than a relay's lease.
QUENTY_CONFIRM_SECONDS = 3.0
# Redeliveries after which the broker gives a message up to the dead letters. More than the
# attempts of a message that kills its worker, since those that wait beside it come back too.
QUENTY_DELIVERY_LIMIT = 20

CELERY_BROKER_URL = RABBITMQ_URL
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {"confirm_publish": True}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_HEARTBEAT = 10
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_CONSUMER = "quenty.platform.events.transports.rabbitmq.receiver:Receiver"
CELERY_WORKER_POOL = "solo"
CELERY_WORKER_CONCURRENCY = 1
# Two batches: one is being written while the next one travels.
CELERY_WORKER_PREFETCH_MULTIPLIER = 200
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_DETECT_QUORUM_QUEUES = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
