"""The private servers of a run: there when asked for, and only then."""

import redis
from kombu import Connection


def test_rabbitmq_takes_a_message_and_gives_it_back(rabbitmq: str) -> None:
    with Connection(rabbitmq) as connection:
        queue = connection.SimpleQueue("smoke")
        queue.put({"a": 1})
        message = queue.get(timeout=5)
        message.ack()
        queue.queue.delete()
    assert message.payload == {"a": 1}


def test_redis_keeps_a_value(redis_server: str) -> None:
    client = redis.Redis.from_url(redis_server)
    client.set("smoke", "1")
    assert client.get("smoke") == b"1"
