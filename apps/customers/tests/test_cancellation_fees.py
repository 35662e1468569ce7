"""What a pickup that was cancelled late costs its merchant."""

from typing import Any

import pytest

from apps.customers.models import LedgerAccount, Lien
from apps.customers.tests.money import balances, fund, pesos
from apps.customers.tests.test_liens import owe, pay_out
from quenty.contracts.pickups.events import PickupCancelledV1
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["customers"])


def cancelled(merchant: Any, fee: int) -> PickupCancelledV1:
    return PickupCancelledV1(
        pickup_id=new_id(),
        number="P-1",
        customer_id=merchant.id,
        municipality="11001",
        guides=(),
        reason="changed my mind",
        fee=pesos(fee),
    )


def of(purpose: str, **more: Any) -> int:
    rows = LedgerAccount.objects.filter(purpose=purpose, **more)
    return sum(row.balance for row in rows) // 100


def revenue() -> int:
    from apps.customers.services.ledger.fold_snapshots import fold_snapshots

    fold_snapshots()
    return of("revenue", detail="pickup_cancellation")


def test_the_wallet_pays_it_once(make_merchant, deliver) -> None:
    merchant = make_merchant()
    fund(merchant, 20_000)

    event = cancelled(merchant, 5_000)
    deliver(event, consumer_context="customers", times=3)
    deliver(event, consumer_context="customers")

    assert balances(merchant) == (15_000, 0)
    assert revenue() == 5_000


def test_an_empty_wallet_leaves_it_to_the_next_payout(make_merchant, deliver) -> None:
    merchant = make_merchant()
    fund(merchant, 4_999)

    deliver(cancelled(merchant, 5_000), consumer_context="customers", times=3)

    assert balances(merchant) == (4_999, 0)
    assert revenue() == 5_000
    lien = Lien.objects.get()
    assert (lien.status, lien.amount, lien.kind) == ("open", pesos(5_000), "pickup_cancellation")
    assert of("liens", detail="pickup_cancellation") == -5_000


def test_what_was_collected_is_paid_out_all_the_same_less_the_fee(make_merchant, deliver) -> None:
    merchant = make_merchant()
    owe(merchant, 90_000)
    deliver(cancelled(merchant, 5_000), consumer_context="customers")

    paid = pay_out(merchant, 90_000)

    assert paid.paid == pesos(85_000)
    assert [(lien.kind, lien.amount) for lien in paid.liens] == [
        ("pickup_cancellation", pesos(5_000))
    ]
    assert balances(merchant) == (85_000, 0)
    assert Lien.objects.get().status == "satisfied"
    assert of("cod_payable", owner_id=merchant.id) == 0
    revenue()
    assert of("liens", detail="pickup_cancellation") == 0


def test_in_time_it_costs_nothing(make_merchant, deliver) -> None:
    merchant = make_merchant()
    fund(merchant, 20_000)

    deliver(cancelled(merchant, 0), consumer_context="customers")

    assert balances(merchant) == (20_000, 0)
