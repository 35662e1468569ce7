"""`published`, `deliver`, `run_jobs`, `settle`: events in tests, through the real machinery."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from quenty.kernel import clock
from quenty.kernel.contexts import alias_of
from quenty.kernel.events import EVENTS, event_type
from quenty.kernel.ids import new_id
from quenty.platform.codec import from_plain, to_plain
from quenty.platform.events import inbox, worker
from quenty.platform.events.envelope import COLUMNS, Envelope
from quenty.platform.events.relay import claim, mark, relay_all
from quenty.platform.events.rows import envelope_of

Told = list[tuple[Any, Envelope]]

_BOTH = f"""
SELECT {", ".join(COLUMNS)} FROM platform_outbox WHERE type = %s
UNION ALL SELECT {", ".join(COLUMNS)} FROM platform_outbox_archive WHERE type = %s
ORDER BY id
"""  # noqa: S608  (column names are constants)


def make_envelope(event: Any, **changes: Any) -> Envelope:
    """An envelope around an event, as its publisher's relay would hand it over."""
    declared = event_type(event)
    values: dict[str, Any] = {
        "id": new_id(),
        "kind": "event",
        "type": declared.name,
        "version": declared.version,
        "occurred_at": clock.now(),
        "livemode": True,
        "producer": declared.context,
        "aggregate_id": new_id(),
        "sequence": 1,
        "correlation_id": str(new_id()),
        "causation_id": None,
        "hops": 0,
        "actor": "system:tests",
        "traceparent": "",
        "payload": to_plain(event),
        **changes,
    }
    return Envelope(**values)


@pytest.fixture
def published() -> Callable[[str], Told]:
    """`published("orders.order.confirmed")`: (payload, envelope) pairs, oldest first."""

    def read(name: str, version: int = 1) -> Told:
        declared = EVENTS[f"{name}.v{version}"]
        with connections[alias_of(declared.context)].cursor() as cursor:
            cursor.execute(_BOTH, [name, name])
            found = [envelope_of(row) for row in cursor.fetchall()]
        return [(from_plain(e.payload, declared.payload), e) for e in found]

    return read


@pytest.fixture
def deliver() -> Callable[..., Envelope]:
    """`deliver(event, consumer_context="orders", times=1, **envelope fields)` through the
    inbox; a consumer that fails raises nothing here, its row says so."""

    def hand_over(event: Any, *, consumer_context: str, times: int = 1, **changes: Any) -> Envelope:
        envelope = event if isinstance(event, Envelope) else make_envelope(event, **changes)
        for _ in range(times):
            inbox.receive([envelope], only=consumer_context)
            act_on(consumer_context, "event")
        return envelope

    return hand_over


def act_on(context: str, kind: str) -> None:
    """All that is due, in this thread, inside the test's own transaction if it has one."""
    worker.work_all(context, kind)


@pytest.fixture
def run_jobs() -> Callable[[str], None]:
    """`run_jobs("orders")`: relay what the context asked for and run it."""

    def run(context: str) -> None:
        relay_own_jobs(context)
        act_on(context, "job")

    return run


def relay_own_jobs(context: str) -> None:
    while envelopes := claim(context):
        jobs = [e for e in envelopes if e.kind == "job"]
        inbox.receive(jobs, only=context)
        mark(context, envelopes)


def settle_all(*contexts: str, rounds: int = 20) -> None:
    """Relay and act on everything, everywhere named, until nothing is due."""
    for _ in range(rounds):
        moved = sum(relay_all(context) for context in contexts)
        for context in contexts:
            for kind in ("event", "job"):
                act_on(context, kind)
        if not moved:
            return


@pytest.fixture
def settle() -> Callable[..., None]:
    """`settle("orders", "customers")`, see `settle_all`. The test must name the databases."""
    return settle_all


@pytest.fixture
def inbox_rows() -> Callable[[str], list[tuple[UUID, str, str, int]]]:
    """`inbox_rows("orders")`: (message id, consumer, status, attempts)."""

    def read(context: str) -> list[tuple[UUID, str, str, int]]:
        with connections[alias_of(context)].cursor() as cursor:
            cursor.execute(
                "SELECT message_id, consumer, status, attempts FROM platform_inbox ORDER BY id"
            )
            return list(cursor.fetchall())

    return read
