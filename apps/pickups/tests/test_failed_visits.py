"""Visits that came to nothing, or to a part: what follows by itself and what waits."""

from typing import Any

import pytest

from apps.pickups.models import (
    GuideCopy,
    Pickup,
    Stop,
)
from apps.pickups.tests.driving import Day
from apps.pickups.tests.places import action
from apps.pickups.tests.world import BASE, good
from quenty.kernel.money import COP, Money

pytestmark = pytest.mark.django_db(databases=["pickups"])


def test_a_failed_delivery_is_tried_again_until_the_third(day: Day, published: Any) -> None:
    stop = day.stop("delivery", 2)
    day.do(action("start", run=day.run))
    assert day.do(
        action("arrive", stop), action("fail", stop, reason="customer_absent", comment="Nadie")
    ) == ["applied", "applied"]
    ((event, _),) = published("pickups.delivery.attempted")
    assert (event.reason, event.attempt, event.final) == ("customer_absent", 1, False)
    # Monday the 23rd, so Tuesday.
    assert event.retry_on.isoformat() == "2026-11-24"
    again = Stop.objects.get(guide_id=event.guide_id, status="open")
    assert (again.due_on.isoformat(), again.attempts_made) == ("2026-11-24", 1)
    assert again.follow_token != Stop.objects.get(pk=stop["id"]).follow_token
    path = f"{BASE}/stops/{again.pk}/put"
    body = {"run_id": day.run["id"], "position": 0, "force": True}
    good(day.world.admin.post(path, json=body))
    assert day.do(action("fail", {"id": str(again.pk)}, reason="customer_absent")) == ["applied"]
    told = [event.attempt for event, _ in published("pickups.delivery.attempted")]
    assert sorted(told) == [1, 2]


@pytest.mark.parametrize(
    ("reason", "before", "retry", "final"),
    [
        ("customer_absent", 2, None, True),
        ("weather", 2, "2026-11-24", False),
        ("refused", 0, None, True),
        ("address_not_found", 0, None, False),
    ],
)
def test_what_follows_depends_on_the_reason(
    day: Day, published: Any, reason: str, before: int, retry: str | None, final: bool
) -> None:
    stop = day.stop("delivery", 2)
    Stop.objects.filter(pk=stop["id"]).update(attempts_made=before)
    day.do(action("start", run=day.run), action("fail", stop, reason=reason))
    ((event, _),) = published("pickups.delivery.attempted")
    assert event.final is final
    assert (event.retry_on.isoformat() if event.retry_on else None) == retry
    assert Stop.objects.filter(guide_id=event.guide_id, status="open").exists() is bool(retry)


def test_a_failed_pickup_moves_to_the_next_working_day(day: Day, published: Any) -> None:
    stop = day.stop("pickup")
    day.do(action("start", run=day.run), action("fail", stop, reason="not_ready"))
    pickup = Pickup.objects.get()
    assert pickup.status == "scheduled"
    assert pickup.window_start.isoformat() == "2026-11-24T13:00:00+00:00"
    assert (pickup.reschedules, pickup.attempts) == (0, 1)
    assert published("pickups.pickup.rescheduled")[0][0].by == "system"
    assert Stop.objects.filter(pickup=pickup, status="open").count() == 1


def test_part_of_a_pickup_is_told_as_part(day: Day, published: Any, merchant: Any) -> None:
    stop = day.stop("pickup")
    two = stop["listed"][0]["guide_number"]
    extra = day.world.guide(merchant)
    told = day.do(
        action("start", run=day.run),
        action("arrive", stop),
        action("scan", stop, label=f"{two}-1"),
        action("scan", stop, label=extra.number),
        action("scan", stop, label="NADA"),
        action("collect", stop),
    )
    assert told == ["applied"] * 4 + ["pickups.piece_unknown", "applied"]
    assert Pickup.objects.get().status == "partially_picked_up"
    events = {
        e.guide_number: (len(e.pieces), e.whole) for e, _ in published("pickups.pieces.picked_up")
    }
    assert events == {two: (1, False), extra.number: (1, True)}


def test_nothing_is_collected_of_what_was_voided_at_the_door(day: Day) -> None:
    stop = day.stop("pickup")
    day.do(action("start", run=day.run), action("arrive", stop))
    for number in {listed["guide_number"] for listed in stop["listed"]}:
        day.world.void(GuideCopy.objects.get(number=number))
    assert day.do(action("collect", stop)) == ["pickups.proof_missing"]
    assert Pickup.objects.get().status == "arrived"


def test_what_was_called_off_at_the_door_is_closed_and_nobody_comes_again(
    day: Day, published: Any
) -> None:
    stop = day.stop("pickup")
    day.do(action("start", run=day.run), action("arrive", stop))
    for number in {listed["guide_number"] for listed in stop["listed"]}:
        assert not seen(day, stop)["called_off"]
        day.world.void(GuideCopy.objects.get(number=number))
    assert seen(day, stop)["called_off"]
    assert day.do(action("fail", stop, reason="other")) == ["applied"]
    pickup = Pickup.objects.get()
    assert (pickup.status, pickup.attempts) == ("cancelled", 0)
    assert not Stop.objects.filter(pickup=pickup, status="open").exists()
    assert published("pickups.pickup.failed") == []
    ((event, _),) = published("pickups.pickup.cancelled")
    assert (event.reason, event.fee) == ("called_off", Money(0, COP))


def test_what_is_left_of_a_pickup_is_tried_again_when_a_guide_of_it_was_voided(day: Day) -> None:
    stop = day.stop("pickup")
    day.do(action("start", run=day.run), action("arrive", stop))
    day.world.void(GuideCopy.objects.get(number=stop["listed"][0]["guide_number"]))
    assert not seen(day, stop)["called_off"]
    assert day.do(action("fail", stop, reason="not_ready")) == ["applied"]
    assert Pickup.objects.get().status == "scheduled"


def seen(day: Day, stop: Any) -> Any:
    """A stop as the phone sees it now."""
    stops = good(day.phone.get(f"{BASE}/driver/run"))["stops"]
    return next(one for one in stops if one["id"] == stop["id"])
