"""What nobody took is driven back to its sender by who tried to deliver it."""

from datetime import date
from typing import Any

import pytest

from apps.pickups.models import Attempt, Stop
from apps.pickups.tests.places import action, around, here, send
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders import events as orders

pytestmark = pytest.mark.django_db(databases=["pickups"])
TUESDAY = date(2026, 11, 24)


class Road:
    """A courier on a run, and what the phone tells of its stops."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.shifts = world.fleet()
        self.run: Any = None

    def drive(self) -> Any:
        (shift,) = self.shifts
        self.run = self.world.run_by_hand(shift)
        self.phone = self.world.driver(shift)
        self.do(action("start", run=self.run))
        return self.phone

    def do(self, *actions: Any) -> list[str]:
        return [told["code"] or told["outcome"] for told in send(self.phone, *actions)]

    def stop(self) -> Any:
        (stop,) = good(self.world.admin.get(f"{BASE}/stops?page_size=9&status=planned"))["results"]
        return stop


@pytest.fixture
def road(world: World) -> Road:
    return Road(world)


def refused(world: World, merchant: Any, road: Road, **more: Any) -> Any:
    """A guide whose recipient did not want it; its merchant asked for it back."""
    (guide,) = world.deliveries(merchant, around(1), **more)
    road.drive()
    stop = good(world.admin.get(f"{BASE}/stops?page_size=9"))["results"][0]
    assert road.do(action("arrive", stop, position=here_of(stop))) == ["applied"]
    assert road.do(action("fail", stop, reason="refused")) == ["applied"]
    world.moved(guide, orders.GuideDeliveryFailedV1, sequence=3)
    return guide


def here_of(stop: Any) -> list[float]:
    return here(stop["place"])


def waiting() -> list[Stop]:
    return list(Stop.objects.filter(status="open"))


def test_it_waits_for_the_next_working_day_at_its_senders_door(
    world: World, merchant: Any, road: Road
) -> None:
    guide = refused(world, merchant, road, collect=45_000)
    assert waiting() == []

    for sequence in (4, 4, 5):
        world.moved(guide, orders.GuideReturningV1, sequence=sequence)

    (stop,) = waiting()
    assert (stop.to_sender, stop.due_on, stop.collect) == (True, TUESDAY, None)
    assert (stop.contact_name, stop.phone) == (guide.sender_name, guide.sender_phone)
    assert (stop.address, stop.dane_code) == (guide.sender_address, guide.origin)
    assert stop.attempts_made == 0
    assert stop.kind == "delivery"


def test_what_another_carries_is_no_stop_of_ours_until_staff_plan_it(
    world: World, merchant: Any
) -> None:
    guide = world.guide(merchant)
    world.moved(guide, orders.GuideReturningV1)
    assert waiting() == []

    body = {"guides": [guide.number], "day": TUESDAY.isoformat()}
    (planned,) = good(world.admin.post(f"{BASE}/deliveries", json=body))["results"]

    assert planned["code"] == ""
    (stop,) = waiting()
    assert (stop.to_sender, stop.address) == (True, guide.sender_address)


def test_a_day_that_the_recipient_wished_for_does_not_keep_it(
    world: World, merchant: Any, road: Road
) -> None:
    from apps.pickups.models import GuideCopy

    guide = refused(world, merchant, road)
    GuideCopy.objects.update(not_before=date(2026, 12, 20))

    world.moved(guide, orders.GuideReturningV1, sequence=4)

    assert [stop.due_on for stop in waiting()] == [TUESDAY]


def test_the_visit_at_the_recipients_comes_off(world: World, merchant: Any) -> None:
    (guide,) = world.deliveries(merchant, around(1))

    world.moved(guide, orders.GuideReturningV1, sequence=4)

    # Nobody of ours has had it in hand: it is where it was, and staff say who brings it.
    assert [stop.status for stop in Stop.objects.all()] == ["cancelled"]


def on_its_way_back(world: World, merchant: Any, road: Road) -> Any:
    """The stop at its sender's, on a run of the day."""
    guide = refused(world, merchant, road)
    world.moved(guide, orders.GuideReturningV1, sequence=4)
    stop = waiting()[0]
    body = {"run_id": road.run["id"], "position": 99, "force": True}
    good(world.admin.post(f"{BASE}/stops/{stop.pk}/put", json=body))
    good(world.admin.post(f"{BASE}/runs/{road.run['id']}/publish"))
    return guide, {"id": str(stop.pk), "latitude": stop.latitude, "longitude": stop.longitude}


def test_with_its_sender_again_it_is_told_and_nothing_is_delivered(
    world: World, merchant: Any, road: Road, published: Any
) -> None:
    guide, stop = on_its_way_back(world, merchant, road)

    told = road.do(
        action("depart", stop, position=here(stop)),
        action("arrive", stop, position=here(stop)),
        action("deliver", stop, received_by="Ana Gómez", document="52111222"),
    )

    assert told == ["applied"] * 3
    [(event, envelope)] = published("pickups.return.completed")
    assert (event.guide_number, event.whole, event.received_by) == (
        guide.number,
        True,
        "Ana Gómez",
    )
    assert ([piece.number for piece in event.pieces], event.proof) == ([1], ("identity",))
    assert envelope.aggregate_id == guide.guide_id
    assert published("pickups.delivery.completed") == []
    assert [e.kind for e, _ in published("pickups.courier.en_route")] == ["return"]


def test_a_sender_who_is_not_there_is_tried_again_and_no_incident_is_told(
    world: World, merchant: Any, road: Road, published: Any
) -> None:
    _, stop = on_its_way_back(world, merchant, road)
    before = len(published("pickups.delivery.attempted"))

    told = road.do(
        action("arrive", stop, position=here(stop)),
        action("fail", stop, reason="customer_absent"),
    )

    assert told == ["applied"] * 2
    assert len(published("pickups.delivery.attempted")) == before
    (again,) = waiting()
    assert (again.to_sender, again.due_on, again.attempts_made) == (True, TUESDAY, 1)
    assert Attempt.objects.filter(stop_id=stop["id"], outcome="failed").count() == 1


def test_what_its_sender_does_not_take_back_is_for_the_staff_to_look_into(
    world: World, merchant: Any, road: Road
) -> None:
    _, stop = on_its_way_back(world, merchant, road)
    run = good(road.phone.get(f"{BASE}/driver/run"))
    assert [one["to_sender"] for one in run["stops"] if one["id"] == stop["id"]] == [True]

    told = road.do(
        action("arrive", stop, position=here(stop)),
        action("fail", stop, reason="refused"),
    )

    assert told == ["applied"] * 2
    assert list(waiting()) == []
    (matter,) = good(world.admin.get(f"{BASE}/matters?kind=return_failed&open=true"))["results"]
    assert (matter["stop_id"], matter["driver"]) == (stop["id"], "Conductor 1")


def test_a_visit_that_is_being_made_is_ended_and_then_it_goes_back(
    world: World, merchant: Any, road: Road
) -> None:
    (guide,) = world.deliveries(merchant, around(1))
    road.drive()
    stop = good(world.admin.get(f"{BASE}/stops?page_size=9"))["results"][0]
    road.do(action("arrive", stop))

    world.moved(guide, orders.GuideReturningV1, sequence=4)
    assert [row.status for row in Stop.objects.all()] == ["arrived"]
    road.do(action("fail", stop, reason="customer_absent"))

    assert [(row.to_sender, row.due_on) for row in waiting()] == [(True, TUESDAY)]


@pytest.mark.parametrize("end", [orders.GuideReturnedV1, orders.GuideLostV1])
def test_what_has_ended_is_driven_nowhere(
    end: type, world: World, merchant: Any, road: Road
) -> None:
    guide = refused(world, merchant, road)
    world.moved(guide, orders.GuideReturningV1, sequence=4)

    world.moved(guide, end, sequence=5)

    assert waiting() == []
