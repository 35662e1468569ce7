"""What desks expect and hold follows the guide: nobody gets it without a code or unpaid."""

from datetime import timedelta
from typing import Any

import pytest

from apps.pickups.models import DeskParcel, Point
from apps.pickups.services.points.drop_off import forget_expired
from apps.pickups.tests.desks import Desk
from apps.pickups.tests.test_mended_guides import mended
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders import events as orders
from quenty.kernel import clock
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["pickups"])


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def statuses() -> list[str]:
    return list(DeskParcel.objects.order_by("created_at").values_list("status", flat=True))


@pytest.mark.parametrize("brought", [False, True])
def test_a_drop_off_that_went_otherwise_comes_for_its_recipient(
    desk: Desk, merchant: Any, brought: bool
) -> None:
    guide = desk.world.guide(merchant, collect=45_000)
    good(desk.chosen(merchant, guide))
    if brought:
        good(desk.receive(guide.number))
    desk.world.moved(guide, orders.GuideInTransitV1)
    assert statuses() == ["cancelled"]
    got = good(desk.receive(guide.number))
    assert (got["purpose"], len(desk.code(got))) == ("delivery", 6)
    assert desk.hand_over(got).json()["code"] == "pickups.proof_missing"
    unpaid = desk.hand_over(got, code=desk.code(got))
    assert unpaid.json()["code"] == "pickups.cash_short"


def test_a_voided_guide_is_expected_no_more_and_goes_back(desk: Desk, merchant: Any) -> None:
    expected, brought = desk.world.guide(merchant), desk.world.guide(merchant)
    good(desk.chosen(merchant, expected, brought))
    got = good(desk.receive(brought.number))
    for guide in (expected, brought):
        desk.world.void(guide)
    refused = desk.receive(expected.number).json()["code"]
    assert refused == desk.hand_over(got).json()["code"] == "pickups.guide_not_at_desk"
    path = f"{desk.path}/parcels/{got['id']}/return"
    assert good(desk.staff.post(path, json={"reason": "anulada"}))["status"] == "returned"
    assert sorted(statuses()) == ["cancelled", "returned"]


def test_what_a_courier_delivered_lies_at_no_desk(desk: Desk, merchant: Any) -> None:
    guide, got = desk.fetched(merchant, collect=45_000)
    desk.world.moved(guide, orders.GuideDeliveredV1, sequence=3)
    assert statuses() == ["cancelled"]
    again = desk.hand_over(got, code=desk.code(got), collected="45000")
    assert again.json()["code"] == "pickups.parcel_not_here"
    assert desk.report()["waiting"] == 0


def test_a_lowered_amount_is_asked_for_at_the_desk(desk: Desk, merchant: Any) -> None:
    guide, got = desk.fetched(merchant, collect=90_000)
    mended(desk.world, guide)
    assert DeskParcel.objects.get().collect == Money(40_000, COP)
    dear = desk.hand_over(got, code=desk.code(got), collected="90000")
    assert dear.json()["code"] == "pickups.cash_short"
    good(desk.hand_over(got, code=desk.code(got), collected="40000"))


def test_the_rest_of_a_guide_is_not_paid_for_again(desk: Desk, merchant: Any) -> None:
    guide = desk.world.guide(merchant, collect=45_000, pieces=2)
    desk.world.moved(guide, orders.GuideInTransitV1)
    got = good(desk.receive(f"{guide.number}-1"))
    good(desk.hand_over(got, code=desk.code(got), collected="45000"))
    rest = good(desk.receive(f"{guide.number}-2"))
    assert rest["collect"]["amount"] == "0.00"
    good(desk.hand_over(rest, code=desk.code(rest)))
    assert desk.report()["cash"]["amount"] == "45000.00"


def test_nor_at_the_door_where_a_desk_was_paid(desk: Desk, merchant: Any) -> None:
    guide = desk.world.guide(merchant, collect=45_000, pieces=2)
    desk.world.moved(guide, orders.GuideInTransitV1)
    got = good(desk.receive(f"{guide.number}-1"))
    good(desk.hand_over(got, code=desk.code(got), collected="45000"))
    body = {"guides": [guide.number], "day": "2026-11-23"}
    good(desk.world.admin.post(f"{BASE}/deliveries", json=body))
    (stop,) = good(desk.world.admin.get(f"{BASE}/stops?unplanned=true"))["results"]
    assert stop["collect"]["amount"] == "0.00"


def test_what_nobody_brings_takes_no_room_after_its_term(desk: Desk, merchant: Any) -> None:
    good(desk.chosen(merchant, *(desk.world.guide(merchant) for _ in range(10))))
    late = desk.world.guide(merchant)
    assert desk.chosen(merchant, late).json()["code"] == "pickups.point_full"
    assert forget_expired() == 0
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert forget_expired() == 10
        good(desk.chosen(merchant, late))


def test_a_point_is_asked_for_what_it_offers(desk: Desk, merchant: Any) -> None:
    guide, dear = desk.world.guide(merchant), desk.world.guide(merchant, collect=45_000)
    for one in (guide, dear):
        desk.world.moved(one, orders.GuideInTransitV1)
    bare = desk.world.point(services=("collection",))
    path = f"{BASE}/points/{bare.point_id}/expect"
    good(desk.world.admin.post(path, json={"guide": guide.number}))
    told = [desk.world.admin.post(path, json={"guide": dear.number}).json()]
    body = {"point_id": str(bare.point_id), "guides": [desk.world.guide(merchant).number]}
    told.append(merchant.post(f"{BASE}/drop-offs", json=body).json())
    assert [one["code"] for one in told] == ["pickups.point_service"] * 2
    Point.objects.update(open=False)
    shut = desk.world.admin.post(path, json={"guide": dear.number})
    assert shut.json()["code"] == "pickups.point_closed"


def test_a_drop_off_that_its_sender_took_back_may_be_brought_again(
    desk: Desk, merchant: Any
) -> None:
    guide = desk.world.guide(merchant)
    good(desk.chosen(merchant, guide))
    got = good(desk.receive(guide.number))
    desk.world.moved(guide, orders.GuideReceivedAtPointV1)
    path = f"{desk.path}/parcels/{got['id']}/return"
    good(desk.staff.post(path, json={"reason": "se arrepintió"}))
    desk.world.moved(guide, orders.GuideTakenBackV1, sequence=3)
    good(desk.chosen(merchant, guide))
    assert good(desk.receive(guide.number))["status"] == "waiting"


def test_or_collected_at_its_senders_door(desk: Desk, merchant: Any) -> None:
    guide = desk.world.guide(merchant)
    good(desk.receive(guide.number))
    desk.world.moved(guide, orders.GuideReceivedAtPointV1)
    desk.world.moved(guide, orders.GuideTakenBackV1, sequence=3)
    assert desk.world.pickup(merchant, guides=[guide])["status"] == "scheduled"
