"""Deliveries replayed, twice and shuffled: each earns once and is paid once, to the peso.

2,000 by default; QUENTY_REPLAY_DELIVERIES=100000 is the size the business asks for.
"""

import os
from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest

from apps.franchise.models import Commission, Settlement
from apps.franchise.seeds.commissions import seed_commissions
from apps.franchise.tests.networks import ROOT, merchant, office
from apps.franchise.tests.replays import flood, owed, tell
from quenty.contracts.customers.api import CustomersApi
from quenty.kernel import clock
from quenty.kernel.ids import new_id

__all__ = ["office"]
pytestmark = pytest.mark.django_db(databases=["franchise"])
DELIVERIES = int(os.environ.get("QUENTY_REPLAY_DELIVERIES", "2000"))
DECEMBER = datetime(2026, 12, 5, 15, tzinfo=UTC)
MONTHS = ("2026-09-01", "2026-10-01", "2026-11-01")


@pytest.fixture
def told(office):
    """Franchises and agents, and who is owed what: everything told twice."""
    with clock.at(datetime(2026, 8, 1, 15, tzinfo=UTC)):
        seed_commissions()
        places = ("05001", "76001", "08001")
        origins = {at: UUID(office.active(f"f-{at}", at)["id"]) for at in places}
        agents = [UUID(office.partner(code=f"a-{n}")["id"]) for n in range(3)]
        brought = {new_id(): agents[n] if n < 3 else None for n in range(8)}
        for merchant_id, agent in brought.items():
            if agent:
                body = {"merchant_id": str(merchant_id)}
                office.good(office.post(f"partners/{agent}/merchants", **body))
    made = flood(DELIVERIES, origins=origins, brought=brought, seed=5)
    percents = dict.fromkeys(origins.values(), 15) | dict.fromkeys(agents, 5)
    with clock.at(DECEMBER):
        tell(made.events, seed=1)
        tell(made.events, seed=2)
        yield made, owed(made, percents=percents)


def state() -> tuple[list, int]:
    rows = Commission.objects.order_by("pk").values_list("pk", "status", "amount", "settlement")
    return list(rows), Settlement.objects.count()


def test_each_delivery_earns_once_and_is_paid_once_to_the_peso(office, told, fake_neighbour, api):
    made, sums = told
    earned = Commission.objects.filter(kind="earned").exclude(status="reversed")
    assert Counter(earned.values_list("guide__number", "payee")) == Counter(
        (number, payee) for payee, _, number, _ in made.kept
    )
    before = state()
    shown = Counter()
    for month in MONTHS:
        renew(office, api)
        run = office.good(office.post("settlement-runs", period=month, dry_run=True))
        shown[month] = len(run["payees"])
    assert state() == before, "a dry run changes nothing"
    assert set(shown.values()) == {6}

    for month in MONTHS:
        renew(office, api)
        office.good(office.post("settlement-runs", period=month))
    settled = {
        (row.payee_id, row.period.month): int(row.gross.amount) for row in Settlement.objects.all()
    }
    assert settled == dict(sums)
    for row in Settlement.objects.all():
        assert sum(c.amount.amount for c in row.commissions.all()) == row.gross.amount

    after = state()
    for month in MONTHS:
        renew(office, api)
        run = office.good(office.post("settlement-runs", period=month))
        assert {payee["outcome"] for payee in run["payees"]} == {"exists"}
    assert state() == after, "a second run settles nothing"
    renew(office, api)
    assert pay_all(office, fake_neighbour) == sum(
        int(row.net.amount) for row in Settlement.objects.all()
    )


def renew(office, api) -> None:
    """A flood of full size outlasts a token."""
    office.client = api.as_role("admin")


def pay_all(office, fake_neighbour) -> int:
    """Every settlement twice; what the ledger paid, where a key pays once."""
    paid: dict[str, int] = {}

    def pay(*, idempotency_key, net, **rest):
        paid.setdefault(idempotency_key, int(net.amount))
        return new_id()

    fake_neighbour(CustomersApi, merchant=lambda **asked: merchant(**asked), pay_settlement=pay)
    for row in Settlement.objects.all():
        path = f"{ROOT}/settlements/{row.pk}"
        assert office.client.post(f"{path}/approve").status_code == 200
        if Settlement.objects.get(pk=row.pk).status == "calculated":
            Settlement.objects.filter(pk=row.pk).update(first_approver="staff:somebody")
            assert office.client.post(f"{path}/approve").status_code == 200
        for _ in range(2):
            assert office.client.post(f"{path}/pay").json()["status"] == "paid"
    assert len(paid) == Settlement.objects.count()
    return sum(paid.values())
