"""Confirm and pay in one call: topped up and confirmed, or given back to its source."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from apps.orders.models import Checkout, Guide
from apps.orders.tests import bodies
from apps.orders.tests.ledger import Lost
from apps.orders.tests.rates import sheet
from quenty.contracts.customers.api import CustomersApi
from quenty.contracts.customers.events import WalletCreditedV1
from quenty.contracts.customers.shapes import TopUpState, Wallet
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money
from quenty.platform.events.declared import JOBS

pytestmark = pytest.mark.django_db(databases=["orders"])
BASE = "/api/v1/orders"


class TopUps:
    """The wallet's top-ups, in memory: paid when a test says so."""

    def __init__(self, ledger: Any) -> None:
        self.ledger = ledger
        self.kept: dict[str, TopUpState] = {}
        self.refunds: list[UUID] = []
        self.loses: str = ""

    def wallet(self, *, customer_id: UUID) -> Wallet:
        available = self.ledger.balance - self.ledger.held - self.ledger.captured
        zero = Money.zero()
        return Wallet(customer_id=customer_id, available=available, held=zero, limit=zero)

    def start_top_up(
        self, *, idempotency_key: str, customer_id: UUID, amount: Money, method: str
    ) -> TopUpState:
        self.kept.setdefault(
            idempotency_key,
            TopUpState(
                top_up_id=new_id(),
                customer_id=customer_id,
                amount=amount,
                status="pending",
                checkout_url="https://pay.example/1",
            ),
        )
        self._lose("start")
        return self.kept[idempotency_key]

    def top_up(self, *, top_up_id: UUID) -> TopUpState:
        return next(one for one in self.kept.values() if one.top_up_id == top_up_id)

    def refund_top_up(self, *, idempotency_key: str, top_up_id: UUID, reason: str) -> TopUpState:
        if top_up_id not in self.refunds:
            self.refunds.append(top_up_id)
            self.ledger.balance = self.ledger.balance - self.top_up(top_up_id=top_up_id).amount
        self._lose("refund")
        return self.top_up(top_up_id=top_up_id)

    def _lose(self, what: str) -> None:
        if self.loses == what:
            self.loses = ""
            raise Lost(what)

    def end(self, status: str) -> None:
        [(key, one)] = self.kept.items()
        self.kept[key] = replace(one, status=status)
        if status == "confirmed":
            self.ledger.balance = self.ledger.balance + one.amount


@pytest.fixture
def top_ups(ledger: Any, fake_neighbour: Any) -> TopUps:
    kept = TopUps(ledger)
    ledger.balance = Money(1_000, COP)
    names = ("place_hold", "capture_hold", "release_hold", "refund", "post_guide_money")
    fake_neighbour(
        CustomersApi,
        **{name: getattr(ledger, name) for name in names},
        wallet=kept.wallet,
        start_top_up=kept.start_top_up,
        top_up=kept.top_up,
        refund_top_up=kept.refund_top_up,
    )
    return kept


def pay(client: Any, order_id: str, quote: dict[str, Any], key: str = "k") -> Any:
    body = {"offer_id": bodies.best(quote)["id"], "method": "pse"}
    return client.post(f"{BASE}/orders/{order_id}/pay-and-confirm", json=body, key=key)


@pytest.fixture
def credited(deliver: Any, run_jobs: Any, merchant: Any) -> Any:
    def tell() -> None:
        told = WalletCreditedV1(
            customer_id=merchant.customer_id,
            amount=Money(1, COP),
            purpose="top_up",
            source="sandbox",
            posting_id=new_id(),
        )
        deliver(told, consumer_context="orders")
        run_jobs("orders")

    return tell


def test_what_is_missing_is_topped_up_and_then_it_is_confirmed(
    quoted, merchant, top_ups, ledger, credited
) -> None:
    order_id, quote = quoted()
    price = Money(bodies.best(quote)["total"]["amount"], COP)

    waiting = pay(merchant, order_id, quote)
    assert (waiting.status_code, waiting.json()["status"]) == (201, "awaiting")
    assert waiting.json()["checkout_url"] == "https://pay.example/1"
    assert Money(waiting.json()["amount"]["amount"], COP) == price - Money(1_000, COP)
    credited()
    assert Guide.objects.count() == 0
    top_ups.end("confirmed")
    credited()

    done = merchant.get(f"{BASE}/checkouts/{waiting.json()['id']}").json()
    assert (done["status"], done["guide"]) == ("confirmed", Guide.objects.get().number)
    assert (ledger.captured, ledger.held) == (price, Money.zero())
    assert top_ups.refunds == []


def test_a_wallet_with_enough_is_not_topped_up(quoted, merchant, top_ups, ledger) -> None:
    order_id, quote = quoted()
    ledger.balance = Money(1_000_000, COP)

    answer = pay(merchant, order_id, quote).json()

    assert (answer["status"], answer["amount"]["amount"]) == ("confirmed", "0.00")
    assert top_ups.kept == {}


def test_a_refused_confirmation_gives_it_back_to_its_source(
    quoted, merchant, top_ups, ledger, credited
) -> None:
    order_id, quote = quoted()
    waiting = pay(merchant, order_id, quote).json()
    top_ups.end("confirmed")

    with clock.at(clock.now() + timedelta(minutes=31)):
        credited()

    done = merchant.get(f"{BASE}/checkouts/{waiting['id']}").json()
    assert (done["status"], done["failure"]) == ("refunded", "orders.quote_expired")
    assert len(top_ups.refunds) == 1
    assert ledger.balance == Money(1_000, COP)
    assert Guide.objects.count() == 0


@pytest.mark.parametrize("end", ["failed", "expired"])
def test_a_payment_that_was_not_made_ends_it(end, quoted, merchant, top_ups) -> None:
    order_id, quote = quoted()
    pay(merchant, order_id, quote)
    top_ups.end(end)

    with clock.at(clock.now() + timedelta(minutes=2)):
        JOBS["orders.sweep_checkouts"].run()

    assert (Checkout.objects.get().status, Checkout.objects.get().failure) == (
        "failed",
        f"top_up.{end}",
    )


@pytest.mark.parametrize("lost", ["start", "refund", "place_hold", "capture_hold"])
def test_crashed_at_any_step_the_sweeper_ends_it_once(
    lost, quoted, merchant, top_ups, ledger, credited
) -> None:
    order_id, quote = quoted()
    top_ups.loses = lost if lost == "start" else ""
    pay(merchant, order_id, quote)

    with clock.at(clock.now() + timedelta(minutes=2)):
        JOBS["orders.sweep_checkouts"].run()
    top_ups.end("confirmed")
    later = timedelta(minutes=40 if lost == "refund" else 4)
    top_ups.loses = lost if lost == "refund" else ""
    if lost in ("place_hold", "capture_hold"):
        ledger.fail_next(lost, "after")
    for minutes in (0, 2, 4):
        with clock.at(clock.now() + later + timedelta(minutes=minutes)):
            JOBS["orders.sweep_checkouts"].run()
            JOBS["orders.sweep_confirmations"].run()

    row = Checkout.objects.get()
    assert len(top_ups.kept) == 1
    if lost == "refund":
        assert (row.status, len(top_ups.refunds)) == ("refunded", 1)
    else:
        assert (row.status, Guide.objects.count()) == ("confirmed", 1)
        assert (ledger.captured, ledger.held) == (Guide.objects.get().price, Money.zero())


def test_a_second_call_goes_on_with_the_first(quoted, merchant, top_ups) -> None:
    order_id, quote = quoted()
    first = pay(merchant, order_id, quote, key="a").json()

    again = pay(merchant, order_id, quote, key="a").json()
    other = pay(merchant, order_id, quote, key="b")

    assert again["id"] == first["id"]
    assert other.json()["code"] == "orders.confirmation_in_progress"


def test_a_price_that_moved_does_not_move_what_was_quoted(
    quoted, merchant, top_ups, rates, credited
) -> None:
    order_id, quote = quoted()
    pay(merchant, order_id, quote)
    rates.publish_sheet(sheet(rates.ground, version=2, factor="3"))
    top_ups.end("confirmed")
    credited()

    assert str(Guide.objects.get().price.amount) == bodies.best(quote)["total"]["amount"]
