"""A recipient who pays by QR or link has the parcel once orders says that it is paid."""

from typing import Any

import pytest

from apps.pickups.models import CashEntry
from apps.pickups.tests.places import action, around, here, send
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders.money_events import CodCollectedV1
from quenty.kernel import clock
from quenty.kernel.ids import new_id
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["pickups"])

PROOF = {"received_by": "Luz Peña", "evidence": ["signature"]}


class Door:
    """A courier at a door where 45,000 is due."""

    def __init__(self, world: World, merchant: Any) -> None:
        self.world = world
        (shift,) = world.fleet()
        (self.guide,) = world.deliveries(merchant, around(1), collect=45_000)
        run = world.run_by_hand(shift)
        self.phone = world.driver(shift)
        send(self.phone, action("start", run=run), action("arrive", self.stop()))

    def stop(self) -> Any:
        (stop,) = good(self.phone.get(f"{BASE}/driver/run"))["stops"]
        return stop

    def hand_over(self, **money: Any) -> str:
        stop = self.stop()
        told = action("deliver", stop, position=here(stop), **PROOF, **money)
        (result,) = send(self.phone, told)
        return str(result["code"] or result["outcome"])

    def paid(self, *, method: str = "link", amount: int = 45_000, sequence: int = 3) -> None:
        event = CodCollectedV1(
            guide_id=self.guide.guide_id,
            number=self.guide.number,
            order_id=self.guide.order_id,
            customer_id=self.guide.customer_id,
            operator_id=self.guide.operator_id,
            holder="bank" if method != "cash" else "field",
            expected=Money(amount, COP),
            collected=Money(amount, COP),
            method=method,
            collected_at=clock.now(),
        )
        self.world.hear(event, aggregate=self.guide.guide_id, sequence=sequence)


@pytest.fixture
def door(world: World, merchant: Any) -> Door:
    return Door(world, merchant)


@pytest.mark.parametrize("method", ["qr", "link"])
def test_refuses_to_hand_over_until_the_payment_is_confirmed(
    door: Door, published: Any, method: str
) -> None:
    assert door.hand_over(collected="45000", method=method) == "pickups.payment_pending"
    assert (door.stop()["status"], door.stop()["paid"]) == ("arrived", False)
    assert published("pickups.delivery.completed") == []
    door.paid(method=method)
    assert door.stop()["paid"] is True
    assert door.hand_over(collected="45000", method=method) == "applied"
    ((event, _),) = published("pickups.delivery.completed")
    assert (event.method, event.collected) == (method, Money(45_000, COP))


def test_hands_over_at_once_what_was_paid_before_the_courier_came(
    door: Door, published: Any
) -> None:
    door.paid()
    assert door.hand_over() == "applied"
    ((event, _),) = published("pickups.delivery.completed")
    assert (event.method, event.collected) == ("link", Money(45_000, COP))
    # It is in the bank: nobody counts it in a courier's bag.
    assert CashEntry.objects.get().method == "link"
    assert good(door.phone.get(f"{BASE}/driver/run"))["cash_held"]["amount"] == "0.00"


def test_cash_that_orders_heard_of_is_no_payment_by_link(door: Door) -> None:
    door.paid(method="cash")
    assert door.stop()["paid"] is False
    assert door.hand_over() == "pickups.cash_short"
    assert door.hand_over(collected="45000", method="link") == "pickups.payment_pending"


def test_less_than_what_is_due_is_no_payment(door: Door) -> None:
    door.paid(amount=40_000)
    assert door.hand_over(collected="45000", method="link") == "pickups.payment_pending"
    assert door.hand_over(collected="45000", method="cash") == "applied"


def test_a_desk_hands_over_what_was_paid_by_link(world: World, merchant: Any, door: Door) -> None:
    point = world.point(franchise_id=new_id())
    desk = f"{BASE}/points/{point.point_id}"
    got = good(world.admin.post(f"{desk}/receive", json={"label": door.guide.number}))
    path = f"{desk}/parcels/{got['id']}/hand-over"
    code = world.desk_code(door.guide.number)
    body = {"name": "Luz", "code": code, "collected": "45000", "method": "link"}
    early = world.admin.post(path, json=body)
    assert early.json()["code"] == "pickups.payment_pending"
    door.paid()
    assert good(world.admin.post(path, json=body))["status"] == "handed_over"
    report = good(world.admin.get(f"{BASE}/points/{point.point_id}/report"))
    assert report["cash"]["amount"] == "0.00"
