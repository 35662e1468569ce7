"""Parcels that cost and of whose merchant nothing is collected, in the real ledger."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.customers.models import LedgerEntry, Lien, Merchant
from apps.customers.tasks import follow_invoices
from apps.customers.tests.money import balances, fund
from apps.orders.models import Guide
from apps.orders.tasks import run_due_payouts, sweep_debts
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA
from quenty.kernel.errors import DomainError
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money, total
from quenty.platform.registry import registry
from tests.journeys.parcels import cop, merchant, parcel

BASE = "/api/v1/orders"
MONDAY = datetime(2026, 11, 30, 9, tzinfo=BOGOTA)
pytestmark = pytest.mark.django_db(databases=["orders", "customers", "default"])


class WithoutCod(random.Random):
    def random(self) -> float:
        return 0.05


class WithCod(random.Random):
    def random(self) -> float:
        return 0.5


def end(api: Any, run_jobs: Any, guide: Guide, event: str) -> None:
    where = f"{BASE}/guides/{guide.number}/events"
    assert api.as_role("admin").post(where, json={"event": event}).status_code == 201
    for _ in range(4):
        run_jobs("orders")


def statement(api: Any, owner: Merchant, guide: Guide) -> dict[str, Money]:
    answer = api.as_merchant(owner.id).get(f"{BASE}/guides/{guide.number}/statement").json()
    names = ("net", "liens", "paid", "balance")
    return {name: cop(int(Decimal(answer[name]["amount"]))) for name in names}


def payable(owner: Merchant) -> Money:
    rows = LedgerEntry.objects.filter(account__purpose="cod_payable", account__owner_id=owner.id)
    return total(Money.from_units(units) for units in rows.values_list("amount", flat=True))


def spend(owner: Merchant) -> None:
    """All that is in the wallet is set aside for something else."""
    hold(owner, balances(owner)[0])


def hold(owner: Merchant, pesos: int) -> None:
    registry.get(CustomersApi).place_hold(
        idempotency_key=f"hold.{new_id()}",
        customer_id=owner.id,
        amount=cop(pesos),
        purpose="guide",
        reference_id=new_id(),
    )


def test_the_wallet_pays_the_way_back_once(api: Any, run_jobs: Any) -> None:
    owner = merchant(1)
    guide = parcel(WithoutCod(1), owner, 30_000_001, new_id())
    before = balances(owner)[0]
    end(api, run_jobs, guide, "returned")

    shown = statement(api, owner, guide)
    assert shown["net"] < cop(0)
    assert shown == {"net": shown["net"], "paid": shown["net"], "liens": cop(0), "balance": cop(0)}
    assert cop(balances(owner)[0]) == cop(before) + shown["net"]
    assert not payable(owner)
    for _ in range(2):
        sweep_debts()
        run_jobs("orders")
    assert cop(balances(owner)[0]) == cop(before) + shown["net"]


def test_an_empty_wallet_is_blocked_from_the_next_day_and_pays_by_a_payout_or_a_top_up(
    api: Any, run_jobs: Any
) -> None:
    with clock.at(MONDAY):
        owner = merchant(1)
        paid = parcel(WithCod(3), owner, 30_000_003, new_id())
        backs = [parcel(WithoutCod(n), owner, 30_000_010 + n, new_id()) for n in (1, 2)]
        spend(owner)
        for back in backs:
            end(api, run_jobs, back, "returned")
        owed = [statement(api, owner, back)["net"] for back in backs]
        assert [statement(api, owner, back)["liens"] for back in backs] == owed
        assert not payable(owner)

    with clock.at(MONDAY + timedelta(days=1, hours=2)):
        with pytest.raises(DomainError) as refused:
            hold(owner, 1_000)
        assert refused.value.code == "customers.credit.overdue"

        end(api, run_jobs, paid, "delivered")
        body = {
            "reference": "R-1",
            "day": "2026-12-01",
            "lines": [{"number": paid.number, "amount": str(int(paid.collect.amount))}],
        }
        operator = api.as_role("operator", operator_id=paid.operator_id)
        assert operator.post(f"{BASE}/cod-remittances", json=body).status_code == 201
        for _ in range(3):
            run_jobs("orders")
        run_due_payouts()
        for _ in range(2):
            run_jobs("orders")
        taken = total(lien.taken for lien in Lien.objects.all())
        assert statement(api, owner, paid)["liens"] == taken == -total(owed)

        hold(owner, 1_000)

    with clock.at(MONDAY + timedelta(days=2)):
        last = parcel(WithoutCod(3), owner, 30_000_020, new_id())
        spend(owner)
        end(api, run_jobs, last, "returned")
    with clock.at(MONDAY + timedelta(days=3)):
        fund(owner, 1_000_000)
        follow_invoices()
        assert cop(balances(owner)[0]) == cop(1_000_000) + statement(api, owner, last)["net"]
        hold(owner, 1_000)
    assert {lien.status for lien in Lien.objects.all()} == {"satisfied"}
    assert not payable(owner)
