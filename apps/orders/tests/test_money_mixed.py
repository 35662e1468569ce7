"""Everything that may be done to a parcel's money, in any order: what was posted adds up."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.orders.domain.money.charges import but_kind
from apps.orders.domain.money.claims import POSTAL_MOST_G, TARIFF_TIMES
from apps.orders.models import Claim, Cod, Guide, GuideMoney, WeightDispute
from apps.orders.selectors.freight import back_charged, out_charged
from apps.orders.selectors.price_lines import charged, tariff_of
from apps.orders.services.cod.follow_guide import follow_guide
from apps.orders.services.payouts.run import run_payouts
from apps.orders.tests.collecting import BASE, Collecting, cop
from apps.orders.tests.test_claims import PNG
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA
from quenty.kernel.money import total

pytestmark = pytest.mark.django_db(databases=["orders"])
STATES = ("delivered", "returned", "lost", "damaged", "in_transit")
ACTS = (
    *("tell", "tell", "courier", "remit", "dispute", "settle", "correct", "refund", "weigh"),
    *("claim", "decide", "overturn", "void", "mend", "link", "payday", "close", "astray"),
)
SEEDS, STEPS = 8, 25


class Mixed:
    """Merchant and staff do what they may, and what they may not is refused."""

    def __init__(self, collecting: Collecting, merchant: Any, api: Any, seed: int) -> None:
        self.collecting, self.staff = collecting, collecting.staff
        self.merchant, self.boss = merchant, api.as_role("admin")
        self.chance = random.Random(seed)
        self.day = datetime(2026, 12, 1, 10, 30, tzinfo=BOGOTA)
        self.count = 0

    def step(self, number: str) -> None:
        getattr(self, self.chance.choice(ACTS))(number)
        self.collecting.settle()

    def _post(self, client: Any, path: str, **body: Any) -> Any:
        answer = client.post(f"{BASE}/{path}", json=body)
        assert answer.status_code < 500, answer.json()
        return answer

    def tell(self, number: str) -> None:
        self._post(self.staff, f"guides/{number}/events", event=self.chance.choice(STATES))

    def courier(self, number: str) -> None:
        guide = Guide.objects.get(number=number)
        if guide.collect:
            most = int(guide.collect.amount)
            self.collecting.hand_over({"number": number}, self.chance.choice((most, most // 2, 0)))

    def close(self, number: str) -> None:
        guide = {"number": number}
        self.collecting.close_cash(guide, expected=90_000, counted=self.chance.choice((0, 90_000)))

    def remit(self, number: str) -> None:
        self.count += 1
        amount = self.chance.choice((45_000, 90_000, 95_000))
        self.collecting.remit(f"R-{self.count}", (number, amount))

    def dispute(self, number: str) -> None:
        amount = str(self.chance.choice((0, 40_000)))
        self._post(self.merchant, f"cod/{number}/dispute", amount=amount, reason="x")

    def settle(self, number: str) -> None:
        amount = str(self.chance.choice((0, 40_000, 90_000)))
        self._post(self.staff, f"cod/{number}/settle", amount=amount, reason="x")

    def correct(self, number: str) -> None:
        to = self.chance.choice(STATES)
        asked = self._post(self.staff, f"guides/{number}/corrections", to=to, reason="x")
        if asked.status_code == 201:
            self._post(self.boss, f"corrections/{asked.json()['id']}/decision", approve=True)

    def refund(self, number: str) -> None:
        cause = self.chance.choice(("operator_fault", "force_majeure", "recipient", "other"))
        self._post(self.staff, f"guides/{number}/refunds", cause=cause)
        part = {"percent": self.chance.choice((20, 50)), "reason": "x"}
        self._post(self.staff, f"guides/{number}/refunds", cause=cause, **part)

    def astray(self, number: str) -> None:
        """What an end gave back, and that end corrected: its money may follow late."""
        for act in (self.tell, self.refund, self.correct):
            act(number)
            if self.chance.random() < 0.7:
                self.collecting.settle()

    def weigh(self, number: str) -> None:
        sides = {"length_cm": "20", "width_cm": "10", "height_cm": "10"}
        piece = {"number": 1, "weight_kg": "9", **sides}
        self._post(self.staff, f"guides/{number}/weights", pieces=[piece])
        for row in WeightDispute.objects.filter(guide__number=number, status="open"):
            act = self.chance.choice(("accept", "appeal"))
            body = {"reason": "x"} if act == "appeal" else {}
            self._post(self.merchant, f"weight-disputes/{row.id}/{act}", **body)

    def claim(self, number: str) -> None:
        for kind in self.chance.sample(("loss", "damage", "delay", "theft"), 4):
            body = {"number": number, "kind": kind, "asked": "80000", "description": "x"}
            self._post(self.merchant, "claims", **body)
        for row in Claim.objects.filter(guide__number=number, kind__in=("damage", "theft")):
            file = SimpleUploadedFile("foto.png", PNG)
            self.merchant.upload(f"{BASE}/claims/{row.id}/evidence", {"file": file})

    def decide(self, number: str) -> None:
        for row in Claim.objects.filter(guide__number=number):
            act = self.chance.choice(("pay", "pay", "reject", "recovery"))
            body: dict[str, Any] = {"reason": "x"}
            if act == "pay":
                amount = self.chance.choice(("10000", "150000"))
                body |= {"amount": amount, "recover": self.chance.choice(("0", "10000"))}
            if act == "recovery":
                body["recovered"] = self.chance.choice((True, False))
            self._post(self.staff, f"claims/{row.id}/{act}", **body)

    def overturn(self, number: str) -> None:
        for row in Claim.objects.filter(guide__number=number):
            self._post(self.staff, f"claims/{row.id}/overturn", reason="x")
            self._post(self.boss, f"claims/{row.id}/overturn/decision", approve=True)

    def void(self, number: str) -> None:
        if self.chance.random() < 0.2:
            self._post(self.merchant, f"guides/{number}/void", reason="x")

    def mend(self, number: str) -> None:
        amount = self.chance.choice(("0", "60000"))
        self._post(self.merchant, f"guides/{number}/mend", cod_amount=amount)

    def link(self, number: str) -> None:
        self._post(self.merchant, f"cod/{number}/payments", method="link")

    def payday(self, number: str) -> None:
        self.day += timedelta(days=7)
        with clock.at(self.day):
            run_payouts()
            self.collecting.settle()


def statements(merchant: Any) -> list[dict[str, Any]]:
    return list(merchant.get(f"{BASE}/statements?page_size=50").json()["results"])


def of_refunds(guide: Guide, purpose: str) -> Any:
    """What stands of what was given back of a way."""
    rows = guide.money.filter(purpose__in=(purpose, f"undo_{purpose}"))
    return total(row.merchant_amount for row in rows)


def nothing_goes_back_twice(guide: Guide) -> None:
    """Of the way out and of the way back, what is charged and no more."""
    way_back = total(line.amount for line in charged(guide, "return"))
    price = total(line.amount for line in but_kind(charged(guide, "selling"), "cod_fee"))
    price += total(row.amount for row in guide.weight_disputes.all())
    most_out = price if out_charged(guide) else total([])
    most_back = way_back if back_charged(guide) else total([])
    assert of_refunds(guide, "freight_refund") <= most_out
    assert of_refunds(guide, "return_refund") <= most_back
    # Of a postal parcel what was paid for it, for whatever cause, is within what the law gives.
    paid = guide.claims.filter(status="paid")
    if guide.chargeable_g <= POSTAL_MOST_G and paid.exists():
        most = (tariff_of(guide) * TARIFF_TIMES).half_up() + guide.declared_value
        assert total(row.amount for row in paid) <= most


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_done_adds_up(seed, confirmed, collecting, merchant, api) -> None:
    mixed = Mixed(collecting, merchant, api, seed)
    payers = ("sender", "recipient", "sender")
    amounts = ("90000", "90000", "0")
    made = [confirmed(cod_amount=a, payer=p) for a, p in zip(amounts, payers, strict=True)]
    Guide.objects.update(estimated_delivery=clock.today() - timedelta(days=1))
    numbers = [guide["number"] for guide in made]
    collecting.settle()

    for _ in range(STEPS):
        mixed.step(mixed.chance.choice(numbers))

    ledger, owner = collecting.ledger, str(merchant.customer_id)
    assert not GuideMoney.objects.exclude(status="posted").exists()
    assert not total(ledger.accounts.values())
    rows = statements(merchant)
    sums = {
        name: total(cop(int(Decimal(row[name]["amount"]))) for row in rows)
        for name in ("balance", "paid")
    }
    assert sums["balance"] == ledger.account("merchant", owner)
    assert sums["paid"] == ledger.account("wallet", owner)
    # Nothing is expected of what has ended, and what is done again changes nothing.
    open_ = total(
        cod.expected - cod.collected for cod in Cod.objects.filter(status__in=("expected", "short"))
    )
    assert ledger.account("expected", owner) == open_
    before = GuideMoney.objects.count()
    for guide in Guide.objects.select_related("offer", "order", "confirmation"):
        nothing_goes_back_twice(guide)
        follow_guide(guide_id=guide.id)
    collecting.settle()
    assert GuideMoney.objects.count() == before
