"""What a merchant answered of an incident, on the road: a day, one more try, or no more."""

from datetime import date
from typing import Any

import pytest

from apps.pickups.models import GuideCopy, Stop
from apps.pickups.tests.places import action, around, send
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.orders import events as orders
from quenty.kernel.ids import new_id

pytestmark = pytest.mark.django_db(databases=["pickups"])
FRIDAY = date(2026, 11, 27)


def facts(guide: Any) -> dict[str, Any]:
    return {
        "incident_id": new_id(),
        "guide_id": guide.guide_id,
        "number": guide.number,
        "order_id": guide.order_id,
        "customer_id": guide.customer_id,
        "operator_id": guide.operator_id,
        "reason": "recipient_absent",
        "group": "recipient",
        "acts": "merchant",
    }


def answered(
    world: World, guide: Any, action: str, retry_on: date | None = None, *, sequence: int = 5
) -> None:
    event = orders.IncidentAnsweredV1(**facts(guide), action=action, retry_on=retry_on, dane="")
    world.hear(event, aggregate=guide.guide_id, sequence=sequence)


def expired(world: World, guide: Any, *, outcome: str = "expired", sequence: int = 6) -> None:
    event = orders.IncidentResolvedV1(**facts(guide), outcome=outcome)
    world.hear(event, aggregate=guide.guide_id, sequence=sequence)


@pytest.fixture
def visited(world: World, merchant: Any) -> Any:
    """`visited(reason)`: a guide whose first visit, on Monday, came to nothing."""

    def visit(reason: str = "customer_absent") -> Any:
        (guide,) = world.deliveries(merchant, around(1))
        (shift,) = world.fleet()
        run = world.run_by_hand(shift)
        (stop,) = good(world.admin.get(f"{BASE}/stops?page_size=9"))["results"]
        told = send(
            world.driver(shift), action("start", run=run), action("fail", stop, reason=reason)
        )
        assert [one["outcome"] for one in told] == ["applied", "applied"]
        world.moved(guide, orders.GuideDeliveryFailedV1, sequence=3)
        return guide

    return visit


def waiting(guide: Any) -> list[tuple[date, str]]:
    rows = Stop.objects.filter(guide_id=guide.guide_id).exclude(status__in=("failed", "cancelled"))
    return [(stop.due_on, stop.status) for stop in rows]


def test_another_day_puts_the_next_attempt_off(world: World, visited: Any) -> None:
    guide = visited()
    assert waiting(guide) == [(date(2026, 11, 24), "open")]

    answered(world, guide, "new_date", FRIDAY)

    assert waiting(guide) == [(FRIDAY, "open")]
    stop = Stop.objects.get(status="open")
    assert stop.window_start.isoformat() == "2026-11-27T13:00:00+00:00"


def test_a_stop_on_a_run_leaves_it_for_the_day_asked_for(world: World, merchant: Any) -> None:
    (guide,) = world.deliveries(merchant, around(1))
    (shift,) = world.fleet()
    world.run_by_hand(shift)
    assert waiting(guide) == [(date(2026, 11, 23), "planned")]

    answered(world, guide, "new_date", FRIDAY)

    assert waiting(guide) == [(FRIDAY, "open")]
    assert Stop.objects.get().run is None


@pytest.mark.parametrize(
    ("asked", "day"),
    [(date(2026, 11, 29), date(2026, 11, 30)), (date(2026, 12, 8), date(2026, 12, 9))],
)
def test_a_day_of_rest_is_the_next_working_one(
    asked: date, day: date, world: World, visited: Any
) -> None:
    guide = visited()

    answered(world, guide, "new_date", asked)

    assert waiting(guide) == [(day, "open")]


def test_the_newest_answer_holds_whatever_comes_late_or_twice(world: World, visited: Any) -> None:
    guide = visited()

    answered(world, guide, "new_date", FRIDAY, sequence=7)
    answered(world, guide, "new_date", date(2026, 12, 3), sequence=6)
    answered(world, guide, "return", sequence=7)

    assert waiting(guide) == [(FRIDAY, "open")]


@pytest.mark.parametrize("action", ["retry", "new_address", "new_date"])
def test_what_waited_for_somebody_to_decide_is_tried_again(
    action: str, world: World, visited: Any
) -> None:
    guide = visited("address_not_found")
    assert waiting(guide) == []

    for _ in range(2):
        answered(world, guide, action, FRIDAY if action == "new_date" else None)

    assert waiting(guide) == [(FRIDAY if action == "new_date" else date(2026, 11, 24), "open")]
    assert Stop.objects.get(status="open").attempts_made == 1


def test_an_answer_told_before_its_failed_visit_is_not_lost(world: World, visited: Any) -> None:
    guide = visited("address_not_found")
    GuideCopy.objects.update(status="out_for_delivery", sequence=2)

    answered(world, guide, "retry", sequence=5)

    assert waiting(guide) == [(date(2026, 11, 24), "open")]


def test_it_goes_to_the_address_that_was_mended_first(world: World, visited: Any) -> None:
    guide = visited("address_not_found")
    mended = orders.GuideMendedV1(
        guide_id=guide.guide_id,
        number=guide.number,
        order_id=guide.order_id,
        customer_id=guide.customer_id,
        operator_id=guide.operator_id,
        fields=("recipient_address",),
        collect=guide.collect,
        recipient_name="Luz Peña",
        recipient_phone="+573109876543",
        recipient_address="Calle 99 # 1-2",
    )
    world.hear(mended, aggregate=guide.guide_id, sequence=4)

    answered(world, guide, "new_address")

    stop = Stop.objects.get(status="open")
    assert (stop.address, stop.exact) == ("Calle 99 # 1-2", False)


def test_nobody_plans_it_for_an_earlier_day(world: World, visited: Any) -> None:
    guide = visited()
    answered(world, guide, "new_date", FRIDAY)

    def plan(day: str) -> str:
        body = {"guides": [guide.number], "day": day}
        return str(good(world.admin.post(f"{BASE}/deliveries", json=body))["results"][0]["code"])

    assert plan("2026-11-26") == "pickups.asked_for_later"
    assert waiting(guide) == [(FRIDAY, "open")]
    assert plan("2026-11-28") == ""


@pytest.mark.parametrize("action", ["return", "office"])
def test_nobody_drives_to_the_door_of_what_goes_back(
    action: str, world: World, visited: Any
) -> None:
    guide = visited()

    answered(world, guide, action)

    assert waiting(guide) == []
    assert set(Stop.objects.values_list("status", flat=True)) == {"failed", "cancelled"}


def test_what_has_gone_on_since_is_left_alone(world: World, visited: Any) -> None:
    guide = visited("address_not_found")
    world.moved(guide, orders.GuideReturningV1, sequence=8)

    answered(world, guide, "retry", sequence=5)
    expired(world, guide, sequence=6)

    assert [stop.to_sender for stop in Stop.objects.filter(status="open")] == [True]


def test_silence_until_the_deadline_is_one_more_try(world: World, visited: Any) -> None:
    guide = visited("address_not_found")

    expired(world, guide, outcome="settled")
    assert waiting(guide) == []
    for _ in range(2):
        expired(world, guide)

    assert waiting(guide) == [(date(2026, 11, 24), "open")]


def test_after_three_attempts_no_answer_makes_a_fourth(world: World, visited: Any) -> None:
    guide = visited("address_not_found")
    Stop.objects.update(attempts_made=3)

    answered(world, guide, "retry")

    assert waiting(guide) == []


def test_what_another_operator_delivers_is_no_stop_of_ours(world: World, merchant: Any) -> None:
    guide = world.guide(merchant)
    world.moved(guide, orders.GuideDeliveryFailedV1)

    answered(world, guide, "retry")

    assert Stop.objects.count() == 0


def test_a_visit_made_all_the_same_is_repeated_on_the_day_asked_for(
    world: World, merchant: Any
) -> None:
    (guide,) = world.deliveries(merchant, around(1))
    (shift,) = world.fleet()
    run = world.run_by_hand(shift)
    (stop,) = good(world.admin.get(f"{BASE}/stops?page_size=9"))["results"]
    phone = world.driver(shift)
    send(phone, action("start", run=run), action("arrive", stop))

    answered(world, guide, "new_date", FRIDAY)
    assert waiting(guide) == [(date(2026, 11, 23), "arrived")]
    send(phone, action("fail", stop, reason="customer_absent"))

    assert waiting(guide) == [(FRIDAY, "open")]
