"""Whoever dies in the middle of a posting, at whichever statement: all of it happened or none,
and asking again with the same key comes to the same end."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections

from apps.customers.models import LedgerPosting
from apps.customers.services.ledger.verify_ledger import verify_ledger
from apps.customers.tests.money import balances, pesos
from apps.customers.tests.test_ledger_concurrency import at_once
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"], transaction=True)
MOST_STATEMENTS = 60


class _NeverReached(Exception):
    """There was no such statement: the operation ended before it."""


@contextmanager
def cut_off(at: int) -> Iterator[list[str]]:
    """The connection is gone just before statement number `at`, as when its process is killed.
    Gives the statements that came before.
    """
    connection, seen = connections["customers"], list[str]()

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if len(seen) == at:
            _kill(connection.connection.info.backend_pid)
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        yield seen
    if len(seen) <= at:
        raise _NeverReached


def _kill(pid: int) -> None:
    with psycopg.connect(settings.QUENTY_SUPERUSER_URL, autocommit=True) as superuser:
        superuser.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])


def api() -> CustomersApi:
    return registry.get(CustomersApi)


def place(merchant: Any, reference: Any) -> Any:
    return api().place_hold(
        idempotency_key="hold",
        customer_id=merchant.id,
        amount=pesos(700),
        purpose="freight",
        reference_id=reference,
    )


def capture(held: Any) -> Any:
    return api().capture_hold(
        idempotency_key="capture",
        hold_id=held.hold_id,
        lines=(RevenueLine(kind="freight", amount=pesos(600)),),
        description="freight",
    )


OPERATIONS: dict[str, tuple[int, Callable[[Any, Any], Any], tuple[int, int]]] = {
    # How many steps come first, the step that is cut off, and what the wallet has in the end.
    "hold": (0, lambda merchant, held: place(merchant, merchant.user_id), (300, 700)),
    "capture": (1, lambda merchant, held: capture(held), (400, 0)),
    "release": (
        1,
        lambda merchant, held: api().release_hold(
            idempotency_key="release", hold_id=held.hold_id, reason=""
        ),
        (1000, 0),
    ),
    "refund": (
        2,
        lambda merchant, held: api().refund(
            idempotency_key="refund", hold_id=held.hold_id, amount=pesos(600), reason=""
        ),
        (1000, 0),
    ),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_cut_off_at_each_statement_and_asked_again_it_happened_once(make_merchant, name):
    before, act, ends_with = OPERATIONS[name]
    points = 0
    for at in range(MOST_STATEMENTS):
        merchant = make_merchant(funds=1000)
        steps = _keys_of(merchant)
        with steps:
            held = place(merchant, merchant.user_id) if before else None
            if before > 1:
                capture(held)
            had, postings = balances(merchant), LedgerPosting.objects.count()
            try:
                with cut_off(at):
                    act(merchant, held)
            except (OperationalError, InterfaceError):
                points += 1
            except _NeverReached:
                break
            connections["customers"].close()
            # None of it, or all of it where the answer alone was lost.
            assert (balances(merchant), LedgerPosting.objects.count()) in (
                (had, postings),
                (ends_with, postings + 1),
            )
            act(merchant, held)
            act(merchant, held)
            assert balances(merchant) == ends_with
            assert LedgerPosting.objects.count() == postings + 1
    assert points >= 4, "hardly anything was cut off"
    assert points < MOST_STATEMENTS - 1, "more statements than were tried"
    assert verify_ledger().difference is None


@contextmanager
def _keys_of(merchant: Any) -> Iterator[None]:
    """Each round's keys are its merchant's own."""
    kept = registry.swap(CustomersApi, None)
    registry.swap(CustomersApi, _Keyed(kept, str(merchant.id)))
    try:
        yield
    finally:
        registry.swap(CustomersApi, kept)


class _Keyed:
    def __init__(self, served: Any, suffix: str) -> None:
        self._served = served
        self._suffix = suffix

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._served, name)
        return lambda *, idempotency_key, **asked: method(
            idempotency_key=f"{idempotency_key}:{self._suffix}", **asked
        )


def test_eight_threads_of_every_operation_leave_books_that_agree(make_merchant):
    merchants = [make_merchant(funds=2_000) for _ in range(3)]
    choose = random.Random(20260101)
    open_holds: list[Any] = []

    def one(n: int) -> None:
        merchant, what = choose.choice(merchants), choose.random()
        key = f"{n}"
        if what < 0.5 or not open_holds:
            held = api().place_hold(
                idempotency_key=f"h{key}",
                customer_id=merchant.id,
                amount=pesos(choose.randrange(1, 400)),
                purpose="freight",
                reference_id=new_id(),
            )
            open_holds.append(held)
            return
        held = choose.choice(open_holds)
        if what < 0.75:
            lines = (RevenueLine(kind="freight", amount=held.amount),)
            api().capture_hold(
                idempotency_key=f"c{key}", hold_id=held.hold_id, lines=lines, description=""
            )
        elif what < 0.9:
            api().release_hold(idempotency_key=f"r{key}", hold_id=held.hold_id, reason="")
        else:
            api().refund(
                idempotency_key=f"f{key}", hold_id=held.hold_id, amount=held.amount, reason=""
            )

    found = at_once(lambda n=n: one(n) for n in range(600))

    assert found["done"] > 100
    assert set(found) <= {
        "done",
        "customers.insufficient_funds",
        "customers.hold_not_open",
        "customers.refund_exceeds_capture",
    }
    assert verify_ledger().difference is None
    assert all(min(balances(merchant)) >= 0 for merchant in merchants)
