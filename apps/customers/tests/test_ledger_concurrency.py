"""Many at once on real rows with real commits: nobody gets what isn't there."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from apps.customers.domain import accounts, postings
from apps.customers.models import Hold, LedgerPosting
from apps.customers.services.ledger.expire_holds import expire_hold
from apps.customers.services.ledger.fold_snapshots import fold_snapshots
from apps.customers.services.ledger.post_linked import post_linked
from apps.customers.services.ledger.verify_ledger import verify_ledger
from apps.customers.tests.money import TESTS, balances, pesos
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel import clock
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.platform.registry import registry

pytestmark = pytest.mark.django_db(databases=["customers"], transaction=True)
THREADS = 8


def outcome(call: Callable[[], Any]) -> str:
    try:
        call()
    except DomainError as error:
        return error.code
    return "done"


def at_once(calls: Iterable[Callable[[], Any]], threads: int = THREADS) -> "Counter[str]":
    """Outcomes of the calls, run by threads that begin together."""
    gate = threading.Barrier(threads)

    def close() -> None:
        gate.wait()
        connections.close_all()

    with ThreadPoolExecutor(threads, initializer=gate.wait) as pool:
        found = list(pool.map(outcome, calls))
        for _ in range(threads):
            pool.submit(close)
    return Counter(found)


def place(merchant: Any, amount: int, key: str, reference: Any = None) -> Any:
    return registry.get(CustomersApi).place_hold(
        idempotency_key=key,
        customer_id=merchant.id,
        amount=pesos(amount),
        purpose="freight",
        reference_id=reference or new_id(),
    )


def test_200_withdrawals_of_10_from_1000_are_exactly_100(make_merchant):
    merchant = make_merchant(funds=1000)

    found = at_once(lambda n=n: place(merchant, 10, f"w{n}") for n in range(200))

    assert found == {"done": 100, "customers.insufficient_funds": 100}
    assert balances(merchant) == (0, 1000)
    assert LedgerPosting.objects.filter(kind="hold").count() == 100
    assert verify_ledger().difference is None


def test_one_key_50_times_at_once_is_one_hold(make_merchant):
    merchant, reference, answers = make_merchant(funds=1000), new_id(), []

    found = at_once(
        lambda: answers.append(place(merchant, 10, "same", reference)) for _ in range(50)
    )

    assert found == {"done": 50}
    assert len(set(answers)) == 1
    assert (Hold.objects.count(), balances(merchant)) == (1, (990, 10))


def test_one_key_50_times_at_once_is_one_refusal(make_merchant):
    merchant, reference = make_merchant(funds=5), new_id()

    found = at_once(lambda: place(merchant, 10, "same", reference) for _ in range(50))

    assert found == {"customers.insufficient_funds": 50}


def move(key: str, source: Any, target: Any) -> None:
    post_linked(
        idempotency_key=key,
        drafts=[
            postings.draft(
                postings.Kind.TOP_UP,
                [
                    (accounts.available(source.id), -pesos(1)),
                    (accounts.available(target.id), pesos(1)),
                ],
                description="crossed",
                purpose="crossed",
            )
        ],
        livemode=True,
        actor=TESTS,
    )


def test_crossed_moves_meet_no_deadlock(make_merchant):
    first, second = make_merchant(funds=100), make_merchant(funds=100)

    def call(n: int) -> Callable[[], None]:
        pair = (first, second) if n % 2 else (second, first)
        return lambda: move(f"m{n}", *pair)

    found = at_once(call(n) for n in range(200))

    assert found == {"done": 200}
    assert (balances(first), balances(second)) == ((100, 0), (100, 0))


@pytest.mark.parametrize("round_", range(5))
def test_of_capture_release_and_expiry_at_once_one_wins(make_merchant, round_):
    merchant = make_merchant(funds=1000)
    held = place(merchant, 700, "h")
    customers = registry.get(CustomersApi)

    def capture(n: int) -> None:
        customers.capture_hold(
            idempotency_key=f"c{n}",
            hold_id=held.hold_id,
            lines=(RevenueLine(kind="freight", amount=pesos(700)),),
            description="",
        )

    def release(n: int) -> None:
        customers.release_hold(idempotency_key=f"r{n}", hold_id=held.hold_id, reason="")

    def expire(n: int) -> None:
        with clock.at(held.expires_at):
            if not expire_hold(hold_id=held.hold_id):
                raise DomainError(_LATE)

    acts = (capture, release, expire)
    found = at_once(lambda n=n: acts[(n + round_) % 3](n) for n in range(24))

    assert found["done"] == 1
    assert balances(merchant) in ((300, 0), (1000, 0))
    assert (Hold.objects.get().status == "captured") == (balances(merchant) == (300, 0))
    assert LedgerPosting.objects.exclude(kind__in=["top_up", "hold"]).count() == 1
    assert verify_ledger().difference is None


class _Late:
    code, status, en, es = "late", 409, "", ""


_LATE: Any = _Late()


def test_two_refunds_at_once_give_back_no_more_than_was_taken(make_merchant):
    merchant = make_merchant(funds=1000)
    held = place(merchant, 700, "h")
    customers = registry.get(CustomersApi)
    customers.capture_hold(
        idempotency_key="c",
        hold_id=held.hold_id,
        lines=(RevenueLine(kind="freight", amount=pesos(700)),),
        description="",
    )

    found = at_once(
        lambda n=n: customers.refund(
            idempotency_key=f"r{n}", hold_id=held.hold_id, amount=pesos(100), reason=""
        )
        for n in range(16)
    )

    assert found == {"done": 7, "customers.refund_exceeds_capture": 9}
    assert balances(merchant) == (1000, 0)


def test_folding_beside_captures_loses_nothing(make_merchant):
    merchant = make_merchant(funds=1000)

    def spend(n: int) -> None:
        held = place(merchant, 10, f"h{n}")
        registry.get(CustomersApi).capture_hold(
            idempotency_key=f"c{n}",
            hold_id=held.hold_id,
            lines=(RevenueLine(kind="freight", amount=pesos(10)),),
            description="",
        )
        fold_snapshots()

    assert at_once(lambda n=n: spend(n) for n in range(60)) == {"done": 60}

    assert verify_ledger().difference is None
    fold_snapshots()
    assert verify_ledger().difference is None
