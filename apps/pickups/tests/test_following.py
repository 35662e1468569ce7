"""A courier seen from outside: by the recipient, on the map of the day, in the measures."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from apps.pickups.models import (
    Ping,
    Stop,
)
from apps.pickups.tests.driving import Day, deliver
from apps.pickups.tests.places import action
from apps.pickups.tests.world import BASE, good
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["pickups"])


def test_a_recipient_follows_the_courier_and_knows_the_code(day: Day, api: Any) -> None:
    stop = day.stop("delivery", 2)
    row = Stop.objects.get(pk=stop["id"])
    path = f"{BASE}/follow/{row.follow_token}"
    anybody = api.anonymous()
    quiet = good(anybody.get(path))
    assert (quiet["status"], quiet["courier"]) == ("planned", None)
    assert "Luz" not in str(quiet)
    day.do(action("start", run=day.run), action("depart", stop))
    ping = {"at": clock.now().isoformat(), "latitude": 4.691234, "longitude": -74.071234}
    good(day.phone.post(f"{BASE}/driver/pings", json={"pings": [ping]}))
    near = good(anybody.get(path))
    assert near["courier"]["latitude"] == 4.691
    assert datetime.fromisoformat(near["eta"]) > clock.now()
    bad = day.do(action("arrive", stop), action("deliver", stop, received_by="Luz", code="0000x"))
    assert bad == ["applied", "pickups.door_code_wrong"]
    done = day.do(action("deliver", stop, received_by="Luz", code=near["door_code"]))
    assert done == ["applied"]
    assert near["door_code"] not in str(good(day.phone.get(f"{BASE}/driver/run")))
    assert anybody.get(f"{BASE}/follow/nothing").status_code == 404


def test_pings_are_forgotten_in_time(day: Day) -> None:
    from apps.pickups.services.driving.pings import forget_old_pings

    day.do(action("start", run=day.run))
    ping = {"at": clock.now().isoformat(), "latitude": 4.69, "longitude": -74.07}
    for _ in range(2):
        good(day.phone.post(f"{BASE}/driver/pings", json={"pings": [ping]}))
    assert Ping.objects.count() == 1
    assert forget_old_pings() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert forget_old_pings() == 1
    old = {**ping, "at": (clock.now() - timedelta(days=3)).isoformat()}
    answer = day.phone.post(f"{BASE}/driver/pings", json={"pings": [old]})
    assert answer.json()["code"] == "pickups.position_old"


def test_measures_tell_by_driver_zone_and_day(day: Day) -> None:
    now = clock.now()
    day.do(action("start", run=day.run, odometer_km=10))
    for number in range(3):
        deliver(day, day.stop("delivery", number))
    with clock.at(now + timedelta(hours=2)):
        day.do(
            action("fail", day.stop("pickup"), reason="not_ready"),
            action("finish", run=day.run, odometer_km=34),
        )
        query = "since=2026-11-23&until=2026-11-23"
        (told,) = good(day.world.admin.get(f"{BASE}/measures?{query}"))["measures"]
        assert (told["key"], told["attempts"], told["succeeded"]) == ("Conductor 1", 4, 3)
        assert (told["stops_per_hour"], told["km_per_stop"]) == (2.0, 6.0)
        assert told["attempts_per_success"] == 1.333
        for by in ("zone", "day"):
            (group,) = good(day.world.admin.get(f"{BASE}/measures?{query}&by={by}"))["measures"]
            assert group["attempts"] == 4
            assert group["key"] == ("norte" if by == "zone" else "2026-11-23")
