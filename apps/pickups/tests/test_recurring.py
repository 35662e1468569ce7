"""Recurring pickups: made once a day, skipped, moved, paused and ended."""

from datetime import date, datetime
from typing import Any

import pytest

from apps.pickups.models import Pickup
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
    "change", [{"active": False}, {"ends_on": "2026-11-26"}], ids=["paused", "ended"]
)
def test_what_is_paused_or_ended_makes_no_more(
    world: World, merchant: Any, change: dict[str, Any]
) -> None:
    made = recurring(merchant)
    make_recurring()
    before = days()
    path = f"{BASE}/recurring/{made['id']}"
    good(merchant.patch(path, json=change, headers={"If-Match": '"1"'}))
    with clock.at(datetime(2026, 11, 27, 8, tzinfo=BOGOTA)):
        assert make_recurring() == {"made": 0, "refused": 0}
        assert days() == before


def test_a_holiday_is_left_out(world: World, merchant: Any) -> None:
    recurring(merchant, starts_on="2026-12-07")
    with clock.at(datetime(2026, 12, 7, 6, tzinfo=BOGOTA)):
        make_recurring()
        # The Immaculate Conception.
        assert "12-08" not in days()
        assert {"12-07", "12-09", "12-10"} == set(days())
