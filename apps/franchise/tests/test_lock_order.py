"""Who locks what first: two that meet wait for each other in one order, and lose nothing."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from apps.franchise.domain.accounts import SUSPENDED
from apps.franchise.models import Commission, Franchise, MerchantCopy, Partner, Payee, Settlement
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.services.add_partner import add_partner
from apps.franchise.services.commissions.block import block_commissions
from apps.franchise.services.commissions.reverse import adjust_freight, reverse_commissions
from apps.franchise.services.follow_customer import note_standing
from apps.franchise.services.settlements.approve_settlement import discard_settlement
from apps.franchise.services.settlements.run_settlements import run_settlements
from apps.franchise.tests.deliveries import pesos
from apps.franchise.tests.networks import office
from apps.franchise.tests.test_settlements import deliver
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.ids import new_id
from quenty.platform.db import unit_of_work

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"], transaction=True)
DECEMBER = datetime(2026, 12, 5, 15, tzinfo=UTC)


def begun(pool: ThreadPoolExecutor, act: Callable[[], Any]) -> Future[Any]:
    """`act` in another connection; told once it waits for what the caller holds."""

    def acting() -> Any:
        try:
            with clock.at(DECEMBER):
                return act()
        finally:
            connections.close_all()

    doing = pool.submit(acting)
    until = time.monotonic() + 20
    while not waiting() and not doing.done() and time.monotonic() < until:
        time.sleep(0.02)
    assert waiting(), doing
    return doing


def waiting() -> bool:
    """Whether somebody waits for this connection."""
    with connections["franchise"].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone() is not None


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def test_who_follows_an_account_locks_its_franchises_before_its_payees(office, pool):
    franchise = office.active()
    customer_id = UUID(franchise["customer_id"])
    with unit_of_work("franchise"):
        Franchise.objects.select_for_update().get(pk=franchise["id"])
        doing = begun(
            pool, lambda: note_standing(customer_id=customer_id, standing=SUSPENDED, seq=9)
        )
        # What changes a franchise changes its payee after it.
        Payee.objects.select_for_update(nowait=True).get(customer_id=customer_id)
    doing.result(20)
    assert Franchise.objects.get().status == "suspended"


def test_who_adds_a_partner_locks_its_customer_before_its_franchise(office, pool):
    franchise = office.active()
    customer_id = new_id()
    MerchantCopy.objects.create(id=customer_id)
    told = {
        "kind": "ally", "code": "tienda", "name": "Tienda", "customer_id": customer_id,
        "franchise_id": UUID(franchise["id"]), "starts_on": date(2026, 1, 1), "ends_on": None,
        "level": 1,
    }  # fmt: skip
    with unit_of_work("franchise"):
        MerchantCopy.objects.select_for_update().get(pk=customer_id)
        doing = begun(pool, lambda: add_partner(actor=SYSTEM, **told))
        # Who follows customers' events locks the franchise next.
        Franchise.objects.select_for_update(nowait=True).get(pk=franchise["id"])
    doing.result(20)
    assert Partner.objects.get().code == "tienda"


@pytest.fixture
def guide(office):
    """One that earned an agent 500."""
    seed_commissions()
    partner, merchant_id = office.partner(), new_id()
    office.good(office.post(f"partners/{partner['id']}/merchants", merchant_id=str(merchant_id)))
    (guide,) = deliver({"merchant_id": merchant_id}, 10_000)
    return guide


def settle_november():
    return run_settlements(period=date(2026, 11, 1), actor=SYSTEM)


def give_back(guide):
    reverse_commissions(guide_id=guide.guide_id, reason="reclamo", actor=SYSTEM)


def block(guide):
    block_commissions(merchant_id=guide.customer_id, reason="mora", actor=SYSTEM)


@pytest.mark.parametrize(("act", "status"), [(give_back, "reversed"), (block, "blocked")])
def test_what_stops_counting_while_its_month_is_settled_is_not_settled(guide, pool, act, status):
    with unit_of_work("franchise"):
        act(guide)
        doing = begun(pool, settle_november)
    doing.result(20)
    row = Commission.objects.get()
    assert (row.status, row.settlement_id, Settlement.objects.count()) == (status, None, 0)


def test_freight_that_changes_while_its_month_is_settled_counts(guide, pool):
    with unit_of_work("franchise"):
        adjust_freight(
            guide_id=guide.guide_id, freight=pesos(20_000), reference="peso", actor=SYSTEM
        )
        doing = begun(pool, settle_november)
    doing.result(20)
    assert [row.amount for row in Commission.objects.all()] == [pesos(1000)]
    assert Settlement.objects.get().gross == pesos(1000)


def test_what_is_given_back_once_it_is_settled_is_taken_of_the_next(guide, pool):
    with clock.at(DECEMBER), unit_of_work("franchise"):
        settle_november()
        doing = begun(pool, lambda: give_back(guide))
    doing.result(20)
    assert [(row.kind, row.status, row.amount) for row in Commission.objects.order_by("pk")] == [
        ("earned", "calculated", pesos(500)), ("reversal", "pending", pesos(-500)),
    ]  # fmt: skip


def test_two_runs_at_once_settle_a_month_once(guide, pool):
    with clock.at(DECEMBER), unit_of_work("franchise"):
        (first,) = settle_november()
        doing = begun(pool, settle_november)
    (second,) = doing.result(20)
    assert (first.outcome, second.outcome) == ("settled", "exists")
    assert Settlement.objects.get().gross == pesos(500)


def test_a_debt_told_while_a_settlement_is_discarded_blocks_what_it_lets_go(guide, pool):
    with clock.at(DECEMBER):
        settle_november()
        with unit_of_work("franchise"):
            discard_settlement(settlement_id=Settlement.objects.get().pk, actor=SYSTEM)
            doing = begun(pool, lambda: block(guide))
    doing.result(20)
    assert Commission.objects.get().status == "blocked"
