"""The relay and the workers, each beside the least that the same work could cost."""

import time
from collections.abc import Iterator
from typing import Any
from unittest import mock

import psycopg
from django.db import connections
from psycopg.types.json import Jsonb

from benchmarks import effects, states
from benchmarks.figures import Figure, of_samples
from benchmarks.scene import Scene
from benchmarks.stack import Stack
from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.ids import new_id
from quenty.platform.codec import to_plain
from quenty.platform.events import relay, worker
from quenty.platform.events.envelope import Envelope

_FILL = """
INSERT INTO customers.platform_outbox (id, kind, type, version, occurred_at, livemode, producer,
    aggregate_id, sequence, correlation_id, causation_id, hops, actor, traceparent, payload,
    available_at, attempts)
SELECT uuidv7(), 'event', 'customers.customer.suspended', 1, now(), true, 'customers',
    uuidv7(), 1, uuidv7()::text, NULL, 0, 'system:bench', '', %s, now(), 0
FROM generate_series(1, %s)
"""
_COMMIT = """
INSERT INTO platform_audit (at, actor, action, subject, data, correlation_id)
VALUES (now(), 'system:bench', 'plain', %s, '{}', '')
"""


class Null:
    """Takes everything and does nothing with it."""

    receives = False

    def publish(self, envelopes: list[Envelope]) -> None:
        """Handed over."""


def measure(stack: Stack, scene: Scene, *, quick: bool) -> Iterator[Figure]:
    rounds, moved, acted = (1, 200, 50) if quick else (5, 10_000, 2_000)
    states.restore()
    effects.register()
    with mock.patch.object(relay, "transport", return_value=Null()):
        relay.relay_all("customers")
        speeds = [moved / _relayed(moved) for _ in range(rounds)]
    yield of_samples(
        "claim to mark, null transport",
        speeds,
        unit="events/s",
        target=10_000,
        note="batches of 100",
    )
    yield from _with_effects(rounds, acted)


def fill(count: int) -> None:
    """Events that were told and not yet handed over."""
    payload = to_plain(CustomerSuspendedV1(customer_id=new_id(), reason="fraud"))
    with states.superuser("quenty_customers") as connection:
        connection.execute(_FILL.encode(), [Jsonb(payload), count])
        connection.execute("VACUUM ANALYZE customers.platform_outbox")


def _relayed(count: int) -> float:
    fill(count)
    began = time.perf_counter()
    done = relay.relay_all("customers")
    took = time.perf_counter() - began
    if done != count:
        raise RuntimeError(f"{done} of {count} events were handed over")
    return took


def _with_effects(rounds: int, count: int) -> Iterator[Figure]:
    """From the outbox to the effect, over `database`, on one connection a context."""
    found = []
    for number in range(rounds):
        speeds: dict[str, Any] = {}
        sides = [("plain", _plain_commits), ("acted", _acted)]
        for name, side in sides if number % 2 else sides[::-1]:
            speeds[name] = side(count)
        acting, whole = speeds["acted"]
        found.append((count / speeds["plain"], count / acting, count / whole))
    note = "plain {:,.0f}/s, worker {:,.0f}/s, relay and worker {:,.0f}/s".format(*found[-1])
    yield of_samples(
        "with effects: worker / a plain commit each",
        [acting / plain for plain, acting, _ in found],
        target=0.6,
        note=note,
    )
    yield of_samples(
        "with effects: relay and worker, one after the other / a plain commit each",
        [whole / plain for plain, _, whole in found],
    )


def _acted(count: int) -> tuple[float, float]:
    """Seconds of the worker alone, and with the relay's before it."""
    relaying = _relayed(count)
    began = time.perf_counter()
    done = worker.work_all("orders", "event")
    took = time.perf_counter() - began
    if done != count:
        raise RuntimeError(f"{done} of {count} events were acted on")
    return took, took + relaying


def _plain_commits(count: int) -> float:
    with psycopg.connect(**_parameters("orders")) as connection:
        began = time.perf_counter()
        for number in range(count):
            connection.execute(_COMMIT, [str(number)])
            connection.commit()
        return time.perf_counter() - began


def _parameters(alias: str) -> dict[str, Any]:
    settings = connections[alias].settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    return {**{key: settings[name] for key, name in names.items()}, "port": settings["PORT"]}
