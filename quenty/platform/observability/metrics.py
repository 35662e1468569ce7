"""Ages and depths of the queues, read when Prometheus asks."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

from quenty.kernel.contexts import alias_of
from quenty.platform.breaker import State
from quenty.platform.registry import registry

_QUEUES = """
SELECT
  (SELECT count(*) FROM platform_outbox WHERE available_at <= now()),
  (SELECT coalesce(extract(epoch FROM now() - min(available_at)), 0) FROM platform_outbox
     WHERE available_at <= now()),
  (SELECT count(*) FROM platform_inbox WHERE status = 'pending'),
  (SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0) FROM platform_inbox
     WHERE status = 'pending'),
  (SELECT count(*) FROM platform_inbox WHERE status = 'parked')
"""

FIGURES = (
    ("outbox_depth", "Messages waiting for the relay"),
    ("outbox_age_seconds", "Age of the oldest message waiting for the relay"),
    ("inbox_depth", "Messages waiting for a worker"),
    ("inbox_age_seconds", "Age of the oldest message waiting for a worker"),
    ("inbox_parked", "Messages that a person must look at"),
)


def queues(context: str) -> dict[str, float]:
    """The figures of one context. Raises DatabaseError when it can't be reached."""
    with connections[alias_of(context)].cursor() as cursor:
        cursor.execute(_QUEUES)
        values = cursor.fetchone()
    return {name: float(value) for (name, _), value in zip(FIGURES, values, strict=True)}


class QueueCollector(Collector):
    def describe(self) -> list[Any]:
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._queues()
        yield self._breakers()

    def _breakers(self) -> GaugeMetricFamily:
        text = "1 while this process does not ask the context's peer, since it kept failing"
        family = GaugeMetricFamily("quenty_breaker_open", text, labels=["context"])
        for context in settings.QUENTY_PEERS:
            breaker = registry.breakers.get(context)
            is_open = breaker is not None and breaker.state is not State.CLOSED
            family.add_metric([context], float(is_open))
        return family

    def _queues(self) -> Iterator[GaugeMetricFamily]:
        families = {
            name: GaugeMetricFamily(f"quenty_{name}", text, labels=["context"])
            for name, text in FIGURES
        }
        for context in settings.QUENTY_CONTEXTS:
            try:
                found = queues(context)
            except DatabaseError:
                continue
            for name, value in found.items():
                families[name].add_metric([context], value)
        yield from families.values()


def register() -> None:
    """Once a process, at start-up."""
    if not getattr(REGISTRY, "_quenty_queues", False):
        REGISTRY._quenty_queues = True  # type: ignore[attr-defined]
        REGISTRY.register(QueueCollector())
