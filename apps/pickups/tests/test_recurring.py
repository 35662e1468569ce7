"""Recurring pickups: made once a day, skipped, moved, paused and ended."""

from datetime import date, datetime
from typing import Any

import pytest

from apps.pickups.models import Pickup, Zone
from apps.pickups.services.pickups.recurring import make_recurring
from apps.pickups.tests.world import BASE, PLACE, World, good
from quenty.kernel import clock
from quenty.kernel.clock import BOGOTA

pytestmark = pytest.mark.django_db(databases=["pickups"])


def recurring(merchant: Any, **changes: Any) -> Any:
    body = {
        "place": PLACE,
        "weekdays": [0, 1, 2, 3, 4, 5, 6],
        "prefers": "10:00",
        "parcels": 5,
        "weight_g": 9000,
        "starts_on": "2026-11-23",
        **changes,
    }
    return good(merchant.post(f"{BASE}/recurring", json=body))


def days() -> list[str]:
    found = Pickup.objects.exclude(status="cancelled").order_by("window_start")
    return [f"{one.window_start.astimezone(BOGOTA):%m-%d}" for one in found]


def test_one_that_was_moved_to_another_day_is_not_made_again(world: World, merchant: Any) -> None:
    recurring(merchant)
    make_recurring()
    made = days()
    first = Pickup.objects.get(window_start__date=date(2026, 11, 24))
    other = Pickup.objects.get(window_start__date=date(2026, 11, 25))
    path = f"{BASE}/pickups/{first.pk}/reschedule"

    moved = merchant.post(path, json={"starts_at": other.window_start.isoformat()})

    assert (
        good(moved)["window_start"]
        == good(merchant.get(f"{BASE}/pickups/{other.pk}"))["window_start"]
    )
    assert make_recurring()["made"] == 0
    assert days() == [made[0], "11-25", *made[2:]]


def test_one_that_was_cancelled_is_not_made_again(world: World, merchant: Any) -> None:
    recurring(merchant)
    make_recurring()
    made = days()
    last = Pickup.objects.order_by("-window_start")[0]
    good(merchant.post(f"{BASE}/pickups/{last.pk}/cancel", json={"reason": "no hay nada"}))
    assert make_recurring()["made"] == 0
    assert days() == made[:-1]


@pytest.mark.parametrize(
    ("change", "stay"),
    [
        ({"active": False}, ["11-24"]),
        ({"ends_on": "2026-11-25"}, ["11-23", "11-24", "11-25"]),
        ({"skips": ["2026-11-24", "2026-11-26"]}, ["11-23", "11-24", "11-25"]),
    ],
    ids=["paused", "ended", "skipped"],
)
def test_what_is_not_wanted_any_more_is_made_no_more_and_withdrawn_unless_it_is_confirmed(
    world: World, merchant: Any, published: Any, change: dict[str, Any], stay: list[str]
) -> None:
    made = recurring(merchant)
    make_recurring()
    assert days() == ["11-23", "11-24", "11-25", "11-26"]
    tuesday = Pickup.objects.get(recurring_day=date(2026, 11, 24))
    good(merchant.post(f"{BASE}/pickups/{tuesday.pk}/confirm"))
    path = f"{BASE}/recurring/{made['id']}"

    told = good(merchant.patch(path, json=change, headers={"If-Match": '"1"'}))

    assert days() == stay
    assert tuesday.number in {pickup["number"] for pickup in told["coming"]}
    assert len(told["coming"]) == len(stay)
    gone = [event for event, _ in published("pickups.pickup.cancelled")]
    assert [event.fee.amount for event in gone] == [0] * (4 - len(stay))
    make_recurring()
    assert days() == stay


@pytest.mark.parametrize(
    ("change", "back"),
    [({"active": False}, {"active": True}), ({"skips": ["2026-11-24"]}, {"skips": []})],
    ids=["paused", "skipped"],
)
def test_what_is_wanted_again_is_made_again(
    world: World, merchant: Any, change: dict[str, Any], back: dict[str, Any]
) -> None:
    path = f"{BASE}/recurring/{recurring(merchant)['id']}"
    make_recurring()
    made = days()
    last = Pickup.objects.order_by("-window_start")[0]
    good(merchant.post(f"{BASE}/pickups/{last.pk}/cancel", json={"reason": "no hay nada"}))

    good(merchant.patch(path, json=change, headers={"If-Match": '"1"'}))
    good(merchant.patch(path, json=back, headers={"If-Match": '"2"'}))
    make_recurring()
    make_recurring()

    assert days() == made[:-1]


def test_where_nobody_drives_it_is_refused_at_once(world: World) -> None:
    merchant = world.merchant()
    body = {"place": PLACE, "weekdays": [0], "prefers": "10:00", "parcels": 5, "weight_g": 9000}
    answer = merchant.post(f"{BASE}/recurring", json={**body, "starts_on": "2026-11-23"})
    assert (answer.status_code, answer.json()["code"]) == (422, "pickups.not_covered")


def test_one_that_can_no_longer_be_made_says_why_until_it_can(world: World, merchant: Any) -> None:
    made = recurring(merchant)
    path = f"{BASE}/recurring/{made['id']}"
    Zone.objects.update(active=False)
    make_recurring()
    told = good(merchant.get(path))
    assert (told["refused_code"], told["refused_day"]) == ("pickups.not_covered", "2026-11-23")
    Zone.objects.update(active=True)
    make_recurring()
    told = good(merchant.get(path))
    assert (told["refused_code"], told["refused_day"]) == ("", None)


def test_one_on_a_weekday_that_its_zone_has_no_windows_on_says_so(world: World) -> None:
    world.zone(weekdays=range(1, 6))
    merchant = world.merchant()
    made = recurring(merchant)
    make_recurring()
    told = good(merchant.get(f"{BASE}/recurring/{made['id']}"))
    assert (told["refused_code"], told["refused_day"]) == ("pickups.slot_unknown", "2026-11-23")


def test_a_holiday_is_left_out(world: World, merchant: Any) -> None:
    recurring(merchant, starts_on="2026-12-07")
    with clock.at(datetime(2026, 12, 7, 6, tzinfo=BOGOTA)):
        make_recurring()
        # The Immaculate Conception.
        assert "12-08" not in days()
        assert {"12-07", "12-09", "12-10"} == set(days())
