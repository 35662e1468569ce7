"""Some pieces of a guide handed over at the door: only its own, and paid for once."""

from typing import Any

import pytest

from apps.pickups.tests.driving import Day, deliver
from apps.pickups.tests.places import action
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders import events as orders

pytestmark = pytest.mark.django_db(databases=["pickups"])


@pytest.fixture
def half(world: World, merchant: Any) -> Day:
    """A run to one door: a guide of two pieces with 45,000 to collect."""
    (shift,) = world.fleet()
    guide = world.guide(merchant, collect=45_000, pieces=2)
    world.moved(guide, orders.GuideInTransitV1)
    good(world.admin.post(f"{BASE}/deliveries", json=due(guide.number, "2026-11-23")))
    day = Day(world, shift, world.run_by_hand(shift))
    day.do(action("start", run=day.run))
    return day


def due(number: str, day: str) -> dict[str, Any]:
    return {"guides": [number], "day": day}


def test_pieces_that_the_guide_has_not_are_not_delivered(half: Day, published: Any) -> None:
    stop = half.stop("delivery")
    assert deliver(half, stop, pieces=[7, 8]) == ["applied", "applied", "pickups.piece_unknown"]
    assert not published("pickups.delivery.completed")
    assert deliver(half, stop, pieces=[1, 2])[-1] == "applied"
    assert published("pickups.delivery.completed")[0][0].whole


def test_the_rest_comes_another_day_and_is_paid_for_already(half: Day, published: Any) -> None:
    stop = half.stop("delivery")
    assert deliver(half, stop, pieces=[1])[-1] == "applied"
    done = published("pickups.delivery.completed")[0][0]
    assert (done.whole, done.collected.units) == (False, 4_500_000)
    good(half.world.admin.post(f"{BASE}/deliveries", json=due(stop["guide_number"], "2026-11-24")))
    (rest,) = good(half.world.admin.get(f"{BASE}/stops?unplanned=true"))["results"]
    assert rest["collect"]["amount"] == "0.00"
