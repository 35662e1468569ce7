"""A consumer and a job of the tests' own, whose effects are rows that outlive a process."""

import os
import signal
from typing import Any

from django.db import connections

from quenty.contracts.customers.events import CustomerSuspendedV1
from quenty.kernel.ids import new_id
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import Envelope, consumes, declared, enqueue, job, publish

CONTEXTS = ("customers", "orders")
CONSUMER = "orders.remember"
JOB = "orders.remember_job"
# What the consumer does with an event, by its reason.
FAIL, KILL, KILL_ONCE = "fail", "kill", "kill once"
KILL_DATABASE = "kill database"
# Copy the aggregate's state, which is the number of its event, unless a later one is there.
FOLLOW = "follow"

_COPY = """
INSERT INTO platform_sequence AS s (aggregate_id, last) VALUES (%s, %s)
ON CONFLICT (aggregate_id) DO UPDATE SET last = excluded.last WHERE s.last < excluded.last
"""


def register() -> None:
    """Take the places of all real consumers and jobs."""
    for registered in (declared.CONSUMERS, declared.CONSUMERS_BY_NAME, declared.JOBS):
        registered.clear()
    consumes(CustomerSuspendedV1, context="orders")(remember)
    job(JOB)(remember_job)


def remember(event: CustomerSuspendedV1, envelope: Envelope) -> None:
    """Leave a row in orders, then do as the event says."""
    record("orders", action=f"seen {event.reason}", subject=str(event.customer_id))
    if event.reason == FOLLOW:
        _follow(envelope)
    if event.reason == FAIL and not os.environ.get("MENDED"):
        raise RuntimeError("told to fail")
    if event.reason == KILL_DATABASE:
        [(backend,)] = _rows("orders", "SELECT pg_backend_pid()")
        os.kill(backend, signal.SIGKILL)
        _rows("orders", "SELECT pg_sleep(5)")
    if event.reason == KILL or (event.reason == KILL_ONCE and attempts_of(envelope) == 1):
        os.kill(os.getpid(), signal.SIGKILL)


def _follow(envelope: Envelope) -> None:
    with connections["orders"].cursor() as cursor:
        cursor.execute(_COPY, [envelope.aggregate_id, envelope.sequence])


def remember_job(*, subject: str) -> None:
    with unit_of_work("orders"):
        record("orders", action="job", subject=subject)


def tell(reason: str = "fraud", count: int = 1, **options: Any) -> list[str]:
    """Suspend customers, in transactions of up to 100; gives their ids as text."""
    events = [CustomerSuspendedV1(customer_id=new_id(), reason=reason) for _ in range(count)]
    for start in range(0, count, 100):
        with unit_of_work("customers"):
            for event in events[start : start + 100]:
                publish(event, aggregate=event.customer_id, **options)
    return [str(event.customer_id) for event in events]


def ask(subject: str) -> None:
    with unit_of_work("orders"):
        enqueue(JOB, subject=subject)


def seen() -> list[tuple[str, str]]:
    """(action, subject) of every effect that was committed, oldest first."""
    return _rows("orders", "SELECT action, subject FROM platform_audit ORDER BY id")


def subjects() -> list[str]:
    return [subject for _, subject in seen()]


def inbox() -> list[tuple[str, int]]:
    """(status, attempts) of each inbox row."""
    return _rows("orders", "SELECT status, attempts FROM platform_inbox ORDER BY id")


def waiting() -> int:
    """Outbox rows that no relay has handed over yet."""
    return int(_rows("customers", "SELECT count(*) FROM platform_outbox")[0][0])


def attempts_of(envelope: Envelope) -> int:
    query = "SELECT attempts FROM platform_inbox WHERE message_id = %s"
    return int(_rows("orders", query, [envelope.id])[0][0])


def _rows(alias: str, query: str, parameters: Any = None) -> list[Any]:
    with connections[alias].cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())
