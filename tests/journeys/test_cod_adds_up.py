"""A thousand random deliveries and what they come to in the real ledger: nothing is lost."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from apps.customers.models import LedgerAccount, LedgerEntry, Merchant
from apps.orders.models import Cod, CodPayment, Guide, GuideMoney, Payout
from apps.orders.tasks import run_due_payouts
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.pickups.road_events import CashClosedV1, DeliveryCompletedV1
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA
from quenty.kernel.ids import new_id
from quenty.kernel.money import Money, total
from quenty.platform.registry import registry
from tests.journeys.parcels import cop, merchant, parcel

DELIVERIES, WAVES, SEED = 1_000, 4, 20_261_122
BASE = "/api/v1/orders"
# What may become of a parcel, and how often of a hundred.
ENDS = {
    "courier": 26,
    "courier_short": 8,
    "operator": 26,
    "operator_off": 8,
    "returned": 16,
    "lost": 4,
    "link": 8,
    "twice": 4,
}
COLUMNS = (
    "collected", "freight", "fee", "iva", "return_freight", "wallet", "adjustment", "claim"
)  # fmt: skip
pytestmark = pytest.mark.django_db(databases=["orders", "customers", "default"])


@dataclass
class Day:
    """One wave of deliveries and what is told of them."""

    api: Any
    deliver: Callable[..., Any]
    chance: random.Random
    staff: Any = None
    remitted: dict[UUID, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    cash: list[Guide] = field(default_factory=list)
    linked: list[Guide] = field(default_factory=list)
    # How often each end came about.
    seen: Counter[str] = field(default_factory=Counter)

    def happen(self, guide: Guide) -> None:
        """One parcel's end, by chance."""
        ends = ENDS
        if not guide.collect:
            ends = {name: ENDS[name] for name in ("operator", "returned", "lost")}
        end = self.chance.choices(list(ends), list(ends.values()))[0]
        self.seen[end] += 1
        getattr(self, f"_{end}")(guide)

    def _courier(self, guide: Guide, missing: int = 0) -> None:
        event = DeliveryCompletedV1(
            guide_id=guide.id,
            guide_number=guide.number,
            customer_id=guide.customer_id,
            run_id=new_id(),
            driver_id=new_id(),
            stop_id=new_id(),
            attempt=1,
            pieces=(Piece(number=1),),
            whole=True,
            due=guide.collect,
            collected=guide.collect - cop(missing),
            method="cash",
            proof=("photo",),
            far_from_address=False,
            municipality="05001",
            occurred_at=clock.now(),
        )
        self.deliver(event, consumer_context="orders", aggregate_id=guide.id)
        self.cash.append(guide)

    def _courier_short(self, guide: Guide) -> None:
        self._courier(guide, missing=self.chance.randint(1, 9_000))

    def _operator(self, guide: Guide, off: int = 0) -> None:
        self._tell(guide, "delivered")
        if guide.collect:
            amount = max(0, int(guide.collect.amount) + off)
            line = {"number": guide.number, "amount": str(amount)}
            self.remitted[guide.operator_id].append(line)

    def _operator_off(self, guide: Guide) -> None:
        self._operator(guide, off=self.chance.randint(-5_000, 5_000))

    def _returned(self, guide: Guide) -> None:
        self._tell(guide, "returned")

    def _lost(self, guide: Guide) -> None:
        self._tell(guide, "lost")

    def _link(self, guide: Guide) -> None:
        """The recipient pays in advance; it is handed over when that was confirmed."""
        asked = self.staff.post(f"{BASE}/cod/{guide.number}/payments", json={"method": "link"})
        assert asked.status_code == 201, asked.content
        self.linked.append(guide)

    def _twice(self, guide: Guide) -> None:
        """The courier takes the cash before the link's payment is heard of."""
        self.staff.post(f"{BASE}/cod/{guide.number}/payments", json={"method": "link"})
        self._courier(guide)

    def hand_over_paid(self) -> None:
        for guide in self.linked:
            self._tell(guide, "delivered")
        self.linked.clear()

    def give_back(self) -> None:
        """Every other recipient that paid twice has it back."""
        for paid in CodPayment.objects.filter(surplus__gt=cop(0), returned_at=None)[::2]:
            where = f"{BASE}/cod/{paid.cod.guide.number}/payments/{paid.id}/return"
            assert self.staff.post(where).status_code == 200
            self.seen["given_back"] += 1

    def _tell(self, guide: Guide, event: str) -> None:
        told = self.staff.post(f"{BASE}/guides/{guide.number}/events", json={"event": event})
        assert told.status_code == 201, told.content

    def end(self, number: int) -> None:
        """Operators pay us and couriers are counted, some with a peso too few or too many."""
        for operator, lines in self.remitted.items():
            body = {"reference": f"W{number}", "day": str(clock.today()), "lines": lines}
            client = self.api.as_role("operator", operator_id=operator)
            answer = client.post(f"{BASE}/cod-remittances", json=body)
            assert answer.status_code == 201, answer.content
        taken = total(c.collected for c in Cod.objects.filter(guide__in=self.cash))
        off = cop(self.chance.randint(-2_000, 2_000))
        event = CashClosedV1(
            close_id=new_id(),
            holder="driver",
            holder_id=new_id(),
            run_id=new_id(),
            day=date(2026, 6, 2),
            expected=taken,
            counted=taken + off,
            difference=off,
            slip="",
            guides=tuple(guide.id for guide in self.cash),
        )
        self.deliver(event, consumer_context="orders")
        self.remitted.clear()
        self.cash.clear()

    def correct(self) -> None:
        """Some deliveries did not happen: two people say so; the parcel is on its way still, or
        came back, or is lost. Of those on their way every other one is brought in the end."""
        for guide in Guide.objects.filter(status="in_transit").order_by("pk")[::2]:
            self._tell(guide, "delivered")
            self.seen["brought"] += 1
        ended = Cod.objects.filter(guide__status="delivered", disputed_at=None, method="cash")
        sure = list(ended.exclude(status="short").order_by("pk"))
        for cod in self.chance.sample(sure, len(sure) // 25):
            to = self.chance.choice(["in_transit", "in_transit", "returned", "lost"])
            where = f"{BASE}/guides/{cod.guide.number}/corrections"
            asked = self.staff.post(where, json={"to": to, "reason": "escaneo errado"})
            assert asked.status_code == 201, asked.content
            decision = f"{BASE}/corrections/{asked.json()['id']}/decision"
            other = self.api.as_role("admin").post(decision, json={"approve": True})
            assert other.status_code == 200, other.content
            self.seen["corrected"] += 1

    def doubt(self) -> None:
        """Some are disputed by their merchants; what is in doubt is decided by staff."""
        sure = list(Cod.objects.filter(status__in=["collected", "remitted"], disputed_at=None))
        for cod in self.chance.sample(sure, len(sure) // 12):
            number, most = cod.guide.number, int(cod.expected.amount)
            client = self.api.as_merchant(cod.customer_id)
            body = {"amount": str(self.chance.randint(0, most)), "reason": "no cuadra"}
            answer = client.post(f"{BASE}/cod/{number}/dispute", json=body)
            assert answer.status_code == 200, answer.content
            self.seen["disputed"] += 1
        for cod in Cod.objects.filter(status="short") | Cod.objects.exclude(disputed_at=None):
            if self.chance.random() < 0.8:
                stands = self.chance.choice([cod.expected, cod.collected, cod.expected])
                body = {"amount": str(int(stands.amount)), "reason": "revisado"}
                self.staff.post(f"{BASE}/cod/{cod.guide.number}/settle", json=body)


def claim(owner: Merchant, chance: random.Random, kind: str) -> None:
    registry.get(CustomersApi).register_lien(
        idempotency_key=f"lien.{new_id()}",
        customer_id=owner.id,
        kind=kind,
        reference_id=new_id(),
        share=Decimal(chance.randint(5, 60)),
        floor=cop(chance.choice([0, 50_000, 1_000_000])),
        rank=chance.randint(1, 3),
        amount=cop(chance.randint(100_000, 6_000_000)),
        description="",
    )


def balance(purpose: str, owner: UUID | None = None, detail: str | None = None) -> Money:
    """By entries, not by what is kept."""
    rows = LedgerEntry.objects.filter(account__purpose=purpose)
    if owner:
        rows = rows.filter(account__owner_id=owner)
    if detail is not None:
        rows = rows.filter(account__detail=detail)
    return total(Money.from_units(units) for units in rows.values_list("amount", flat=True))


def shown(api: Any, owner: Merchant) -> list[dict[str, Money]]:
    """Every statement of a merchant, read as the merchant reads them."""
    client, found = api.as_merchant(owner.id), []
    where: str | None = f"{BASE}/statements?page_size=100"
    while where:
        page = client.get(where).json()
        found += [
            {
                name: cop(int(Decimal(value["amount"])))
                for name, value in row.items()
                if isinstance(value, dict)
            }
            for row in page["results"]
        ]
        where = page["next"]
    return found


def live(api: Any, deliver: Any, run_jobs: Any, day: Day) -> list[Merchant]:
    """A thousand parcels in four waves, each followed by a payday."""
    chance = day.chance
    owners = [merchant(number) for number in range(5)]
    operators = [new_id(), new_id()]
    for owner in owners[:3]:
        claim(owner, chance, "loan")
        claim(owner, chance, "fee")
    serial = 20_000_000
    for wave in range(WAVES):
        guides = []
        for _ in range(DELIVERIES // WAVES):
            serial += 1
            guides.append(parcel(chance, chance.choice(owners), serial, chance.choice(operators)))
        run_jobs("orders")
        for guide in guides:
            day.happen(guide)
        run_jobs("orders")
        run_jobs("orders")
        day.hand_over_paid()
        day.give_back()
        run_jobs("orders")
        day.end(wave)
        day.doubt()
        run_jobs("orders")
        payday = datetime(2026, 12, 1, 11, tzinfo=BOGOTA) + timedelta(days=7 * wave)
        with clock.at(payday):
            deliver_payouts(run_jobs)
        day.correct()
        for _ in range(4):
            run_jobs("orders")
    return owners


def deliver_payouts(run_jobs: Any) -> None:
    run_due_payouts()
    run_jobs("orders")


def test_a_thousand_deliveries_add_up(api: Any, deliver: Any, run_jobs: Any) -> None:
    day = Day(api, deliver, random.Random(SEED), staff=api.as_role("admin"))

    owners = live(api, deliver, run_jobs, day)

    # It was no desert: everything that can happen did.
    assert Guide.objects.count() == DELIVERIES
    assert set(day.seen) == {*ENDS, "given_back", "disputed", "corrected", "brought"}
    assert min(day.seen.values()) >= 8, day.seen
    seen = set(Cod.objects.values_list("status", flat=True))
    assert seen >= {"paid_out", "failed", "collected"}
    assert GuideMoney.objects.exclude(status="posted").count() == 0
    assert GuideMoney.objects.filter(purpose="cod_settled").count() > 20
    assert Payout.objects.filter(status="paid").count() >= 10
    assert not Payout.objects.exclude(status="paid").exists()

    # The whole ledger, and each posting, sum to zero; the kept balances are the entries'.
    entries = LedgerEntry.objects.values_list("posting_id", "amount")
    postings: dict[UUID, int] = defaultdict(int)
    for posting, units in entries:
        postings[posting] += units
    assert set(postings.values()) == {0}
    for account in LedgerAccount.objects.exclude(owner_id=None):
        assert account.amount == balance(account.purpose, account.owner_id)

    every: dict[str, Money] = defaultdict(Money.zero)
    for owner in owners:
        rows = shown(api, owner)
        for row in rows:
            assert total(row[name] for name in COLUMNS) == row["net"]
            assert row["liens"] + row["paid"] + row["balance"] == row["net"]
        sums = {name: total(row[name] for row in rows) for name in rows[0]}
        for name, amount in sums.items():
            every[name] = every[name] + amount
        # What lies between us and a merchant is what its statements have not paid yet.
        assert balance("cod_payable", owner.id) == sums["balance"]
        paid = balance("wallet_available", owner.id)
        assert paid == cop(20_000_000) - sums["wallet"] + sums["paid"]

    assert balance("liens") == every["liens"] > cop(0)
    # Income and taxes are what statements charge; the cash is with us, or its collectors' debt.
    charged = every["freight"] + every["fee"] + every["iva"] + every["return_freight"]
    assert balance("revenue") + balance("tax_payable") == -charged
    cash = balance("bank", detail="cod") + balance("bank", detail="link") + balance("cod_clearing")
    assert cash == -every["collected"]
    for paid in CodPayment.objects.filter(surplus__gt=cop(0)):
        owed = cop(0) if paid.returned_at else paid.surplus
        assert balance("cod_clearing", detail=str(paid.id)) == owed
    open_ = Cod.objects.filter(status__in=["expected", "short"])
    waiting = total(c.expected - c.collected for c in open_)
    assert total(balance("cod_expected", owner.id) for owner in owners) == waiting
