"""Windows and pickups through the API."""

import threading
from collections import namedtuple
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from apps.pickups.models import Pickup, PickupTransition, Slot, Stop
from apps.pickups.tests.world import BASE, PLACE, World, good
from quenty.contracts.customers import events as customers
from quenty.contracts.orders import events as orders
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["pickups"])
Named = namedtuple("Named", "number")
HALF_A_PLACE = {name: value for name, value in PLACE.items() if name != "longitude"}


def test_a_week_of_windows_with_what_is_left(world: World, merchant: Any) -> None:
    windows = world.windows(merchant)
    # Monday to Saturday, two windows a day; Sunday has no rule.
    assert len(windows) == 12
    assert windows[0]["starts_at"].startswith("2026-11-23T08:00")
    assert {window["places"] for window in windows} == {2}
    # 7:00 is the lead's last minute for 8:00.
    assert windows[0]["bookable"]
    world.pickup(merchant)
    assert world.windows(merchant)[0]["places"] == 1


def test_holidays_and_closures_have_no_windows(world: World, merchant: Any) -> None:
    # 8 December 2026 is a holiday.
    assert world.windows(merchant, since="2026-12-08", days=1) == []
    closed = {"day": "2026-11-24", "reason": "Paro"}
    good(world.admin.post(f"{BASE}/closures", json=closed))
    assert world.windows(merchant, since="2026-11-24", days=1) == []
    answer = world.ask_pickup(merchant, starts_at="2026-11-24T08:00:00-05:00")
    assert answer.json()["code"] == "pickups.slot_unknown"


def test_a_cut_off_closes_the_days_windows(world: World) -> None:
    world.zone(cutoff="06:00")
    merchant = world.merchant()
    first, *_, last = world.windows(merchant)
    assert not first["bookable"]
    assert last["bookable"]
    answer = world.ask_pickup(merchant, starts_at=first["starts_at"])
    assert (answer.status_code, answer.json()["code"]) == (409, "pickups.slot_too_late")


def test_a_pickup_takes_place_stop_and_tells(world: World, merchant: Any, published: Any) -> None:
    guides = [world.guide(merchant, pieces=2), world.guide(merchant)]
    made = world.pickup(merchant, guides=guides)
    assert made["status"] == "scheduled"
    assert made["number"].startswith("REC-")
    assert (made["parcels"], made["weight_g"], made["volume_cm3"]) == (3, 6000, 6000)
    assert len(made["listed"]) == 3
    stop = Stop.objects.get(pickup_id=made["id"])
    assert (stop.kind, stop.status, stop.zone_code, stop.pieces) == ("pickup", "open", "norte", 3)
    ((event, envelope),) = published("pickups.pickup.scheduled")
    assert event.guides == tuple(guide.number for guide in guides)
    assert str(envelope.aggregate_id) == made["id"]


def test_a_merchant_books_for_nobody_else(world: World, merchant: Any) -> None:
    starts_at = world.windows(merchant)[0]["starts_at"]
    other = str(world.merchant("large").customer_id)

    refused = world.ask_pickup(merchant, starts_at=starts_at, customer_id=other)

    (fault,) = refused.json()["errors"]
    assert refused.status_code == 422
    assert (fault["pointer"], fault["code"]) == ("customer_id", "staff_only")
    assert not Pickup.objects.exists()


def test_a_small_merchant_drops_off_instead(world: World, merchant: Any) -> None:
    small = world.merchant("small")
    starts_at = world.windows(small)[0]["starts_at"]
    answer = world.ask_pickup(small, starts_at=starts_at)
    assert answer.json()["code"] == "pickups.direct_not_allowed"
    grown = customers.CustomerSizeChangedV1(customer_id=small.customer_id, size="medium")
    world.hear(grown, aggregate=small.customer_id, sequence=3)
    good(world.ask_pickup(small, starts_at=starts_at))


def test_a_suspended_merchant_is_refused_and_old_news_ignored(world: World, merchant: Any) -> None:
    customer = merchant.customer_id
    suspended = customers.CustomerSuspendedV1(customer_id=customer, reason="mora")
    world.hear(suspended, aggregate=customer, sequence=5)
    world.hear(customers.CustomerReinstatedV1(customer_id=customer), aggregate=customer, sequence=4)
    starts_at = world.windows(merchant)[0]["starts_at"]
    assert world.ask_pickup(merchant, starts_at=starts_at).json()["code"] == (
        "pickups.merchant_suspended"
    )


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"place": {**PLACE, "dane_code": "05001"}}, 422, "pickups.not_covered"),
        ({"starts_at": "2026-11-23T08:30:00-05:00"}, 422, "pickups.slot_unknown"),
        ({"starts_at": "2026-11-23T08:00:00"}, 422, "pickups.slot_unknown"),
        ({"guides": [Named("NONE")]}, 404, "pickups.guide_not_found"),
        ({"weight_g": 100_001}, 409, "pickups.slot_full"),
        ({"place": {**PLACE, "latitude": 91}}, 422, "request.invalid"),
        ({"place": {**PLACE, "latitude": -74.048, "longitude": 4.676}}, 422, "request.invalid"),
        (
            {"place": {k: v for k, v in PLACE.items() if k != "longitude"}},
            422,
            "request.invalid",
        ),
        ({"colour": "red"}, 422, "request.invalid"),
    ],
)
def test_what_cannot_be_is_refused(
    world: World, merchant: Any, change: dict[str, Any], status: int, code: str
) -> None:
    if change.get("starts_at", "").endswith("08:00:00"):
        # Without an offset it is Bogotá's hour, which is a window's: accepted.
        good(world.ask_pickup(merchant, starts_at="2026-11-23T08:00:00"))
        return
    body = {"starts_at": "2026-11-23T08:00:00-05:00", **change}
    answer = world.ask_pickup(merchant, **body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Slot.objects.filter(taken__gt=0).count() == 0


def test_a_guide_is_in_one_open_pickup(world: World, merchant: Any) -> None:
    guide = world.guide(merchant)
    first = world.pickup(merchant, guides=[guide])
    starts_at = world.windows(merchant)[1]["starts_at"]
    again = world.ask_pickup(merchant, starts_at=starts_at, guides=[guide])
    assert again.json()["code"] == "pickups.guide_taken"
    good(merchant.post(f"{BASE}/pickups/{first['id']}/cancel", json={"reason": "ya no"}))
    good(world.ask_pickup(merchant, starts_at=starts_at, guides=[guide]))


def test_another_merchants_pickup_and_guides_are_not_there(world: World, merchant: Any) -> None:
    guide = world.guide(merchant)
    made = world.pickup(merchant, guides=[guide])
    other = world.merchant()
    assert other.get(f"{BASE}/pickups/{made['id']}").status_code == 404
    assert good(other.get(f"{BASE}/pickups"))["results"] == []
    for verb, body in (("cancel", {"reason": "x"}), ("confirm", None)):
        answer = other.post(f"{BASE}/pickups/{made['id']}/{verb}", json=body)
        assert answer.json()["code"] == "pickups.not_found"
    starts_at = world.windows(other)[0]["starts_at"]
    stolen = world.ask_pickup(other, starts_at=starts_at, guides=[guide])
    assert stolen.json()["code"] == "pickups.guide_not_found"


def test_the_third_reschedule_is_refused(world: World, merchant: Any, published: Any) -> None:
    made = world.pickup(merchant)
    path = f"{BASE}/pickups/{made['id']}/reschedule"
    windows = world.windows(merchant)
    for number in (1, 2):
        moved = good(merchant.post(path, json={"starts_at": windows[number]["starts_at"]}))
        assert moved["reschedules"] == number
    third = merchant.post(path, json={"starts_at": windows[3]["starts_at"]})
    assert (third.status_code, third.json()["code"]) == (409, "pickups.reschedules_exhausted")
    # Only the place it has now is taken.
    assert [slot.taken for slot in Slot.objects.order_by("starts_at")] == [0, 0, 1]
    assert Stop.objects.filter(pickup_id=made["id"], status="open").count() == 1
    assert [e.by for e, _ in published("pickups.pickup.rescheduled")] == ["customer", "customer"]
    good(world.admin.post(path, json={"starts_at": windows[3]["starts_at"]}))


def test_a_reschedule_to_a_full_window_keeps_the_old_place(world: World, merchant: Any) -> None:
    made = world.pickup(merchant)
    for _ in range(2):
        world.pickup(merchant, window=1)
    path = f"{BASE}/pickups/{made['id']}/reschedule"
    answer = merchant.post(path, json={"starts_at": world.windows(merchant)[1]["starts_at"]})
    assert answer.json()["code"] == "pickups.slot_full"
    # By the clock on the wall.
    assert "2026-11-23 10:00" in answer.json()["detail"]
    kept = good(merchant.get(f"{BASE}/pickups/{made['id']}"))
    assert (kept["reschedules"], kept["window_start"]) == (0, made["window_start"])
    assert Slot.objects.order_by("starts_at").first().taken == 1  # type: ignore[union-attr]


def test_cancelling_early_is_free_and_late_has_its_fee(
    world: World, merchant: Any, published: Any
) -> None:
    early, late = world.pickup(merchant, window=2), world.pickup(merchant, window=0)
    cancel = f"{BASE}/pickups/{{}}/cancel"
    free = good(merchant.post(cancel.format(early["id"]), json={"reason": "sin ventas"}))
    paid = good(merchant.post(cancel.format(late["id"]), json={"reason": "sin ventas"}))
    assert free["fee"] == {"amount": "0.00", "currency": "COP"}
    assert paid["fee"] == {"amount": "5000.00", "currency": "COP"}
    assert {event.fee.units for event, _ in published("pickups.pickup.cancelled")} == {0, 500_000}
    assert set(Slot.objects.values_list("taken", flat=True)) == {0}
    again = merchant.post(cancel.format(late["id"]), json={"reason": "otra vez"})
    assert again.json()["code"] == "pickups.transition_refused"
    assert set(Slot.objects.values_list("taken", flat=True)) == {0}


def test_a_voided_guide_frees_its_place_and_the_last_one_cancels(
    world: World, merchant: Any, published: Any
) -> None:
    first, second = world.guide(merchant), world.guide(merchant, pieces=2)
    made = world.pickup(merchant, guides=[first, second])
    world.void(first)
    kept = good(merchant.get(f"{BASE}/pickups/{made['id']}"))
    assert (kept["parcels"], kept["weight_g"], kept["status"]) == (2, 4000, "scheduled")
    assert Stop.objects.get(pickup_id=made["id"]).pieces == 2
    assert Slot.objects.get().taken_g == 4000
    cancelled = orders.OrderCancelledV1(
        order_id=second.order_id,
        customer_id=second.customer_id,
        reason="ya no",
        guide_number=second.number,
    )
    world.hear(cancelled, aggregate=second.order_id)
    world.void(second)
    gone = good(merchant.get(f"{BASE}/pickups/{made['id']}"))
    assert (gone["status"], gone["fee"]["amount"]) == ("cancelled", "0.00")
    assert Stop.objects.get(pickup_id=made["id"]).status == "cancelled"
    assert (Slot.objects.get().taken, Slot.objects.get().taken_g) == (0, 0)
    assert len(published("pickups.pickup.cancelled")) == 1


def test_events_shuffled_and_repeated_leave_the_same_copy(world: World, merchant: Any) -> None:
    from apps.pickups.models import GuideCopy

    guide = world.guide(merchant)
    world.moved(guide, orders.GuideInTransitV1, sequence=4)
    world.moved(guide, orders.GuidePickedUpV1, sequence=3)
    world.hear(guide, aggregate=guide.guide_id, sequence=1)
    copy = GuideCopy.objects.get(number=guide.number)
    assert (copy.status, copy.recipient_name, copy.sequence) == ("in_transit", "Luz Peña", 4)


def test_guides_can_be_added_while_there_is_room(world: World, merchant: Any) -> None:
    made = world.pickup(merchant, parcels=9, weight_g=90_000)
    guide = world.guide(merchant)
    path = f"{BASE}/pickups/{made['id']}/guides"
    more = good(merchant.post(path, json={"guides": [guide.number]}))
    assert (more["parcels"], more["weight_g"]) == (1, 2000)
    heavy = world.guide(merchant, pieces=50)
    full = merchant.post(path, json={"guides": [heavy.number]})
    assert full.json()["code"] == "pickups.slot_full"


def test_pickups_are_confirmed_and_expire_by_themselves(
    world: World, merchant: Any, run_jobs: Any, published: Any
) -> None:
    from apps.pickups.services.pickups.confirm import confirm_due
    from apps.pickups.services.pickups.expire import expire_pickups

    made = world.pickup(merchant, window=2)
    assert confirm_due() == 0
    with clock.at(clock.now() + timedelta(hours=12)):
        assert confirm_due() == 1
        assert confirm_due() == 0
    assert good(merchant.get(f"{BASE}/pickups/{made['id']}"))["status"] == "confirmed"
    with clock.at(clock.now() + timedelta(hours=34)):
        assert expire_pickups() == 1
        assert expire_pickups() == 0
    assert good(merchant.get(f"{BASE}/pickups/{made['id']}"))["status"] == "expired"
    assert len(published("pickups.pickup.expired")) == 1
    history = PickupTransition.objects.filter(pickup_id=made["id"])
    assert [line.to_status for line in history] == ["scheduled", "confirmed", "expired"]


def test_a_recurring_pickup_makes_its_days_once(world: World, merchant: Any) -> None:
    from apps.pickups.services.pickups.recurring import make_recurring

    body = {
        "place": PLACE,
        "weekdays": [0, 1, 2, 3],
        "prefers": "10:00",
        "parcels": 5,
        "weight_g": 9000,
        "starts_on": "2026-11-23",
        "skips": ["2026-11-25"],
    }
    made = good(merchant.post(f"{BASE}/recurring", json=body))
    assert make_recurring() == {"made": 3, "refused": 0}
    assert make_recurring() == {"made": 0, "refused": 0}
    starts = [str(p.window_start)[:13] for p in Pickup.objects.order_by("window_start")]
    assert starts == ["2026-11-23 15", "2026-11-24 15", "2026-11-26 15"]
    path = f"{BASE}/recurring/{made['id']}"
    answer = merchant.patch(path, json={"active": False}, headers={"If-Match": '"1"'})
    assert good(answer)["active"] is False
    stale = merchant.patch(path, json={"active": True}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert world.merchant().get(path).status_code == 404


def test_listing_costs_the_same_however_many(
    world: World, merchant: Any, django_assert_num_queries: Any
) -> None:
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connections["pickups"]) as seen:
            good(merchant.get(f"{BASE}/pickups"))
        return len(seen)

    world.pickup(merchant, guides=[world.guide(merchant)])
    one = queries()
    for window in (1, 2, 3):
        world.pickup(merchant, window=window, guides=[world.guide(merchant, pieces=3)])
    assert queries() == one


@pytest.mark.django_db(databases=["pickups"], transaction=True)
def test_a_hundred_race_for_the_last_place(world: World, api: Any) -> None:
    world.zone(capacity=1)
    merchants = [world.merchant() for _ in range(10)]
    outcomes: list[int] = []
    gate = threading.Barrier(10)
    now = clock.now()

    def race(merchant: Any) -> None:
        with clock.at(now):
            gate.wait()
            for _ in range(10):
                answer = world.ask_pickup(merchant, starts_at="2026-11-23T08:00:00-05:00")
                outcomes.append(answer.status_code)
        connections["pickups"].close()

    threads = [threading.Thread(target=race, args=(m,)) for m in merchants]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [201] + [409] * 99
    assert Slot.objects.get().taken == Pickup.objects.count() == 1
