"""A day planned anew while vans are on the road: from now on, and without spoiling figures."""

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest

from apps.pickups.models import RoadSpeed
from apps.pickups.tests.driving import Day, deliver
from apps.pickups.tests.places import action, around, here, send
from apps.pickups.tests.world import BASE, World, good
from quenty.kernel import clock

pytestmark = pytest.mark.django_db(databases=["pickups"])
LUNCH = {"early": "12:00", "late": "13:30", "minutes": 45}


def test_who_is_on_the_road_goes_on_at_once_and_keeps_the_run_s_figures(
    world: World, merchant: Any, run_jobs: Any
) -> None:
    """With a lunch ahead, the rest isn't pushed towards noon to save its waiting."""
    (shift,) = world.fleet(breaks=[LUNCH])
    world.deliveries(merchant, around(6))
    (run,) = world.commit(world.plan(run_jobs))
    driver, now = world.driver(shift), clock.now()
    first = good(driver.get(f"{BASE}/driver/run"))["stops"][0]
    send(driver, action("start", run=run))
    with clock.at(now + timedelta(hours=1, minutes=30)):
        done = {"received_by": "Luz", "document": "52123456", "position": here(first)}
        send(driver, action("arrive", first), action("deliver", first, **done))
        job = world.plan(run_jobs, scope="rest")
        (route,) = job["plan"]["routes"]
        assert datetime.fromisoformat(route["start"]) == clock.now()
        visits = [visit for visit in route["visits"] if visit["kind"] == "stop"]
        assert len(visits) == 5
        noon = clock.now().replace(hour=17, minute=0)
        assert datetime.fromisoformat(visits[-1]["departure"]) < noon
        (after,) = world.commit(job)
    assert after["planned_start"] == run["planned_start"]
    assert after["planned_m"] > job["evaluation"]["routes"][0]["distance"]
    assert after["planned_m"] == pytest.approx(run["planned_m"], rel=0.3)


def test_a_stop_dragged_over_a_driver_s_lunch_is_told_at_once(
    world: World, merchant: Any, run_jobs: Any
) -> None:
    (shift,) = world.fleet(
        breaks=[{"early": "08:00", "late": "08:10", "minutes": 45}], ends="12:00"
    )
    world.deliveries(merchant, around(8))
    run = good(world.admin.post(f"{BASE}/runs", json={"shift_id": shift["id"]}))
    stops = good(world.admin.get(f"{BASE}/stops?unplanned=true"))["results"]
    path = f"{BASE}/runs/{run['id']}/check"
    told = good(world.admin.post(path, json={"stops": [stop["id"] for stop in stops]}))
    starts = [datetime.fromisoformat(told["starts"][stop["id"]]) for stop in stops]
    assert starts == sorted(starts)
    assert max(b - a for a, b in itertools.pairwise(starts)) > timedelta(minutes=45)


def test_roads_learn_from_what_was_visited_not_from_the_last_plan(day: Day) -> None:
    day.do(action("start", run=day.run, odometer_km=100))
    for number in range(3):
        deliver(day, day.stop("delivery", number))
    planned = day.run["planned_m"]
    # The last stop goes: what is planned by now is less than what has been driven.
    good(day.world.admin.post(f"{BASE}/stops/{day.stop('pickup')['id']}/take-off"))
    driven = round(planned / 1000)
    day.do(action("finish", run=day.run, odometer_km=100 + driven))
    factor = RoadSpeed.objects.get(dane_code="11001").town_factor
    assert factor == pytest.approx(1.3, abs=0.05)


@pytest.mark.parametrize(
    "span",
    [
        "since=2026-12-01&until=2026-11-01",
        "since=0001-01-01&until=9999-12-31",
        "since=9999-12-01&until=9999-12-31",
    ],
)
def test_measures_have_a_span_that_can_be_read(world: World, span: str) -> None:
    answer = world.admin.get(f"{BASE}/measures?{span}")
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["until"]


@pytest.mark.parametrize("starts_at", ["0001-01-01", "9999-12-31", "2031-11-24T08:00:00-05:00"])
def test_no_window_is_at_the_calendar_s_ends(world: World, merchant: Any, starts_at: str) -> None:
    answer = world.ask_pickup(merchant, starts_at=starts_at)
    assert (answer.status_code, answer.json()["code"]) == (422, "pickups.slot_unknown")


def test_a_day_that_is_planned_late_begins_now(world: World, merchant: Any, run_jobs: Any) -> None:
    """Nobody is told of hours that are over: vans still at their depot leave from now on."""
    world.fleet()
    world.deliveries(merchant, around(4))
    now = clock.now() + timedelta(hours=6)
    with clock.at(now):
        job = world.plan(run_jobs)
        (route,) = job["plan"]["routes"]
        assert datetime.fromisoformat(route["start"]) >= now
        (run,) = world.commit(job)
        assert all(datetime.fromisoformat(s["planned_start"]) > now for s in run["stops"])
        ids = [stop["id"] for stop in run["stops"]]
        check = good(world.admin.post(f"{BASE}/runs/{run['id']}/check", json={"stops": ids}))
        assert all(datetime.fromisoformat(start) > now for start in check["starts"].values())
    with clock.at(now + timedelta(hours=5)):
        job = world.plan(run_jobs)
        assert job["plan"]["routes"] == []
        assert len(job["reasons"]) == 4


def test_a_departure_that_is_told_late_says_when_it_was(day: Day, published: Any) -> None:
    """The phone had no network: what came after it must not seem to have come before."""
    day.do(action("start", run=day.run))
    stop, left = day.stop("delivery"), clock.now() + timedelta(minutes=1)
    with clock.at(left + timedelta(hours=1)):
        day.do(
            action("depart", stop, at=left),
            action("arrive", stop, at=left + timedelta(minutes=9)),
            action("fail", stop, at=left + timedelta(minutes=10), reason="customer_absent"),
        )
    ((departure, _),) = published("pickups.courier.en_route")
    ((visit, _),) = published("pickups.delivery.attempted")
    assert departure.occurred_at == left < visit.occurred_at
