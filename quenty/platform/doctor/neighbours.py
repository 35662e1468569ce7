"""Redis and RabbitMQ, where they are configured."""

from collections.abc import Iterator

import redis
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError

from quenty.platform.doctor.finding import Finding, one_line

SECONDS = 3


def neighbours() -> Iterator[Finding]:
    if settings.REDIS_URL:
        yield redis_at(settings.REDIS_URL)
    if settings.RABBITMQ_URL:
        yield rabbitmq_at(settings.RABBITMQ_URL)


def redis_at(url: str) -> Finding:
    try:
        client = redis.Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS)
        with client:
            client.ping()
    except (redis.RedisError, OSError, ValueError) as error:
        return Finding("Redis", one_line(error), "start it, or unset REDIS_URL to do without")
    return Finding("Redis", "answers")


def rabbitmq_at(url: str) -> Finding:
    try:
        with Connection(url, connect_timeout=SECONDS) as connection:
            connection.ensure_connection(
                max_retries=1, timeout=SECONDS, reraise_as_library_errors=True
            )
    except (OperationalError, OSError) as error:
        remedy = "start it, or unset RABBITMQ_URL and use QUENTY_EVENTS_TRANSPORT=database"
        return Finding("RabbitMQ", one_line(error), remedy)
    return Finding("RabbitMQ", "answers")
