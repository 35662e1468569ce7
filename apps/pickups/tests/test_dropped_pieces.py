"""A piece that its sender dropped: nobody waits for it; a late scan is refused and seen."""

from typing import Any

import pytest

from apps.pickups.models import DeskParcel, GuideCopy, Pickup
from apps.pickups.tests.desks import Desk
from apps.pickups.tests.driving import Day, deliver
from apps.pickups.tests.places import action, send
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders import events as orders
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["pickups"])


def drop(world: World, guide: Any, *pieces: int, sequence: int = 2) -> None:
    event = orders.GuidePiecesDroppedV1(
        guide_id=guide.guide_id,
        number=guide.number,
        order_id=guide.order_id,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        pieces=pieces,
        occurred_at=clock.now(),
        reason="No se entregó",
    )
    world.hear(event, aggregate=guide.guide_id, sequence=sequence)


def matters(world: World) -> Any:
    return good(world.admin.get(f"{BASE}/matters?kind=piece_dropped&open=true"))["results"]


@pytest.fixture
def at_door(world: World, merchant: Any) -> tuple[Day, Any]:
    """A courier at the door of a merchant that announced a guide of two pieces."""
    (shift,) = world.fleet()
    guide = world.guide(merchant, pieces=2)
    world.pickup(merchant, guides=[guide])
    day = Day(world, shift, world.run_by_hand(shift))
    day.do(action("start", run=day.run), action("arrive", day.stop("pickup")))
    return day, guide


def test_a_late_scan_of_it_is_refused_and_looked_into(world, at_door, published) -> None:
    day, guide = at_door
    drop(world, guide, 2)
    stop = day.stop("pickup")

    told = send(day.phone, action("scan", stop, label=f"{guide.number}-2"))

    assert told[0]["code"] == "pickups.piece_dropped"
    (matter,) = matters(world)
    assert (matter["detail"], matter["driver"]) == (f"{guide.number}-2", "Conductor 1")
    ends = day.do(action("scan", stop, label=guide.number), action("collect", stop))
    assert ends == ["applied", "applied"]
    ((picked, _),) = published("pickups.pieces.picked_up")
    assert ([piece.number for piece in picked.pieces], picked.whole) == ([1], True)


def test_what_was_scanned_before_we_heard_of_it_is_looked_into_once(world, at_door) -> None:
    day, guide = at_door
    stop = day.stop("pickup")
    assert day.do(action("scan", stop, label=f"{guide.number}-2")) == ["applied"]
    drop(world, guide, 2)
    drop(world, guide, 2, sequence=3)
    (matter,) = matters(world)
    assert (matter["detail"], matter["driver_id"]) == (f"{guide.number}-2", None)


def test_a_pickup_waits_for_the_others_alone(world, merchant) -> None:
    guide, other = world.guide(merchant, pieces=3), world.guide(merchant)
    world.pickup(merchant, guides=[guide, other])
    drop(world, guide, 1, 3)
    pickup = Pickup.objects.get()
    assert (pickup.parcels, pickup.weight_g, pickup.volume_cm3) == (2, 4000, 4000)
    assert sorted(map(str, pickup.parcels_listed.all())) == [
        f"{guide.number}-2",
        f"{other.number}-1",
    ]
    drop(world, guide, 2, sequence=3)
    assert Pickup.objects.get().status == "scheduled"


def test_it_may_be_told_before_the_guide_is(world, merchant) -> None:
    guide = world.guide(merchant, pieces=2)
    GuideCopy.objects.all().delete()
    drop(world, guide, 2)
    world.hear(guide, aggregate=guide.guide_id)
    copy = GuideCopy.objects.get()
    assert ([piece["number"] for piece in copy.pieces], copy.piece_count) == ([1], 1)


def test_a_desk_refuses_it_and_waits_for_the_rest_alone(world, merchant) -> None:
    desk = Desk(world)
    guide = world.guide(merchant, pieces=2)
    good(desk.chosen(merchant, guide))
    drop(world, guide, 2)
    refused = desk.receive(f"{guide.number}-2")
    assert (refused.status_code, refused.json()["code"]) == (409, "pickups.piece_dropped")
    good(desk.receive(f"{guide.number}-1"))
    parcel = DeskParcel.objects.get()
    assert (parcel.status, parcel.expected_pieces, parcel.pieces) == ("waiting", 1, [1])


def test_a_door_is_visited_with_what_is_carried(world, merchant) -> None:
    (shift,) = world.fleet()
    guide = world.guide(merchant, pieces=2)
    world.moved(guide, orders.GuideInTransitV1)
    body = {"guides": [guide.number], "day": "2026-11-23"}
    good(world.admin.post(f"{BASE}/deliveries", json=body))
    drop(world, guide, 1, sequence=3)
    day = Day(world, shift, world.run_by_hand(shift))
    day.do(action("start", run=day.run))
    stop = day.stop("delivery")
    assert stop["pieces"] == 1
    assert deliver(day, stop, pieces=[1, 2])[-1] == "pickups.piece_dropped"
    assert deliver(day, stop)[-1] == "applied"
