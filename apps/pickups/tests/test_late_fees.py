"""Cancelling late costs; moving it first makes it no cheaper."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from apps.pickups.tests.places import action, send
from apps.pickups.tests.world import BASE, World, good
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["pickups"])


def fee(client: Any, pickup: Any) -> str:
    path = f"{BASE}/pickups/{pickup['id']}/cancel"
    amount: str = good(client.post(path, json={"reason": "sin ventas"}))["fee"]["amount"]
    return amount


def move(client: Any, world: World, pickup: Any, window: int) -> Any:
    path = f"{BASE}/pickups/{pickup['id']}/reschedule"
    windows = world.windows(world.merchant_client)
    return good(client.post(path, json={"starts_at": windows[window]["starts_at"]}))


@pytest.fixture
def town(world: World, merchant: Any) -> World:
    world.merchant_client = merchant  # type: ignore[attr-defined]
    return world


def test_a_late_one_that_is_moved_and_then_cancelled_costs(town: World, merchant: Any) -> None:
    late = town.pickup(merchant, window=0)
    move(merchant, town, late, 4)
    assert fee(merchant, late) == "5000.00"


def test_one_that_was_moved_in_time_does_not(town: World, merchant: Any) -> None:
    early = town.pickup(merchant, window=3)
    move(merchant, town, early, 4)
    assert fee(merchant, early) == "0.00"


def test_nor_one_that_the_staff_moved(town: World, merchant: Any) -> None:
    late = town.pickup(merchant, window=0)
    move(town.admin, town, late, 4)
    assert fee(merchant, late) == "0.00"


def test_one_that_is_on_a_run_and_moved_costs(town: World, merchant: Any) -> None:
    (shift,) = town.fleet()
    early = town.pickup(merchant, window=1)
    town.run_by_hand(shift)
    with clock.at(clock.now() - timedelta(minutes=1)):
        move(merchant, town, early, 4)
    assert fee(merchant, early) == "5000.00"


@pytest.mark.parametrize(("reason", "owed"), [("vehicle", "0.00"), ("customer_absent", "5000.00")])
def test_giving_up_costs_nothing_when_it_was_we_who_failed(
    town: World, merchant: Any, reason: str, owed: str
) -> None:
    (shift,) = town.fleet()
    pickup = town.pickup(merchant, window=0)
    run = town.run_by_hand(shift)
    phone = town.driver(shift)
    stop = good(phone.get(f"{BASE}/driver/run"))["stops"][0]
    send(
        phone, action("start", run=run), action("arrive", stop), action("fail", stop, reason=reason)
    )
    again = good(merchant.get(f"{BASE}/pickups/{pickup['id']}"))
    with clock.at(datetime.fromisoformat(again["window_start"]) - timedelta(hours=1)):
        assert fee(merchant, pickup) == owed
