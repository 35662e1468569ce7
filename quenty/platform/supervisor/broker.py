"""The broker over which units tell each other events: the one configured, or one of our own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kombu import Connection

from quenty.platform.embedded.rabbitmq import RabbitServer
from quenty.platform.events.transports.rabbitmq import topology
from quenty.platform.supervisor.servers import KeptServer
from quenty.platform.supervisor.units import Unit


@contextmanager
def broker(configured: str, state: Path) -> Iterator[tuple[str, list[KeptServer]]]:
    """Its URL, and the server to keep running: without a URL in the settings, a private
    RabbitMQ that keeps its data in `state`.

    Raises Unavailable, RabbitServerError.
    """
    if configured:
        yield configured, []
        return
    server = RabbitServer(state / "rabbitmq")
    server.start()
    try:
        yield server.url, [KeptServer("RabbitMQ", server)]
    finally:
        server.stop()


def declare_all(url: str, units: Iterable[Unit]) -> None:
    """Every unit's queue, before any of them publishes: what nobody is bound for is gone."""
    with Connection(url) as connection:
        channel = connection.channel()
        for unit in units:
            topology.declare(channel, unit.name, unit.contexts)
