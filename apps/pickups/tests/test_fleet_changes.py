"""What a reason asks for can be done: longer shifts, other skills, larger vans."""

from datetime import date
from typing import Any

import pytest

from apps.pickups.models import Driver, Vehicle
from apps.pickups.selectors.fleet import shifts_on
from apps.pickups.tests.places import action, around, send
from apps.pickups.tests.world import BASE, World, good

pytestmark = pytest.mark.django_db(databases=["pickups"])


def unserved(job: Any) -> int:
    return len(job["plan"]["unserved"])


def test_a_longer_shift_and_a_skill_serve_what_was_left_out(
    world: World, merchant: Any, run_jobs: Any
) -> None:
    (shift,) = world.fleet(ends="07:20")
    world.deliveries(merchant, around(4), skills=["cold"])
    assert unserved(world.plan(run_jobs)) == 4
    path = f"{BASE}/shifts/{shift['id']}"
    longer = good(world.admin.patch(path, json={"ends": "17:00"}))
    assert longer["ends_at"] == "2026-11-23T17:00:00-05:00"
    assert unserved(world.plan(run_jobs)) == 4
    driver = f"{BASE}/drivers/{shift['driver_id']}"
    assert good(world.admin.patch(driver, json={"skills": ["cold"]}))["name"] == "Conductor 1"
    assert unserved(world.plan(run_jobs)) == 0


def test_what_is_not_given_stays(world: World) -> None:
    (shift,) = world.fleet(skills=["cold"])
    before = Vehicle.objects.values().get()
    path = f"{BASE}/vehicles/{shift['vehicle_id']}"
    good(world.admin.patch(path, json={"capacity_g": 900_000}))
    after = Vehicle.objects.values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed - {"updated_at"} == {"capacity_g"}
    good(world.admin.patch(f"{BASE}/drivers/{shift['driver_id']}", json={"active": False}))
    driver = Driver.objects.get()
    assert (driver.active, driver.skills) == (False, ["cold"])
    again = {"driver_id": shift["driver_id"], "vehicle_id": shift["vehicle_id"]}
    again |= {"day": "2026-11-24", "starts": "07:00", "ends": "17:00"}
    refused = world.admin.post(f"{BASE}/shifts", json=again)
    assert refused.json()["code"] == "pickups.driver_not_found"


@pytest.mark.parametrize("who", ["drivers", "vehicles"])
def test_who_is_let_go_has_no_shifts_to_come(
    world: World, merchant: Any, run_jobs: Any, who: str
) -> None:
    first, second = world.fleet(drivers=2)
    (guide,) = world.deliveries(merchant, around(1))
    run = world.run_by_hand(first)
    key = first["driver_id"] if who == "drivers" else first["vehicle_id"]
    good(world.admin.patch(f"{BASE}/{who}/{key}", json={"active": False}))
    assert good(world.admin.get(f"{BASE}/runs/{run['id']}"))["status"] == "cancelled"
    (stop,) = good(world.admin.get(f"{BASE}/stops?unplanned=true"))["results"]
    assert stop["guide_number"] == guide.number
    listed = good(world.admin.get(f"{BASE}/shifts?day=2026-11-23"))["results"]
    assert {row["id"]: row["available"] for row in listed} == {
        first["id"]: False,
        second["id"]: True,
    }
    runs = world.commit(world.plan(run_jobs))
    (again,) = [one for one in runs if one["status"] == "published"]
    assert again["driver_id"] == second["driver_id"]


def test_a_run_under_way_stays_for_the_staff_to_complete(world: World, merchant: Any) -> None:
    (shift,) = world.fleet()
    world.deliveries(merchant, around(1))
    run = world.run_by_hand(shift)
    send(world.driver(shift), action("start", run=run))
    good(world.admin.patch(f"{BASE}/drivers/{shift['driver_id']}", json={"active": False}))
    assert good(world.admin.get(f"{BASE}/runs/{run['id']}"))["status"] == "started"


def test_a_shift_neither_ends_before_it_begins_nor_meets_another(world: World) -> None:
    (early,) = world.fleet(ends="12:00")
    late = {"driver_id": early["driver_id"], "vehicle_id": early["vehicle_id"]}
    late |= {"day": "2026-11-23", "starts": "13:00", "ends": "17:00"}
    good(world.admin.post(f"{BASE}/shifts", json=late))
    path = f"{BASE}/shifts/{early['id']}"
    codes = [
        world.admin.patch(path, json={"ends": ends}).json()["code"] for ends in ("06:00", "14:00")
    ]
    assert codes == ["pickups.shift_invalid", "pickups.shift_taken"]


def test_shifts_that_begin_together_keep_their_order_whatever_is_written(world: World) -> None:
    world.fleet(drivers=12)
    before = [shift.pk for shift in shifts_on(date(2026, 11, 23))]
    for key in (before[7], before[2]):
        good(world.admin.patch(f"{BASE}/shifts/{key}", json={"max_stops": 40}))
        good(world.admin.post(f"{BASE}/runs", json={"shift_id": str(key)}))
    assert [shift.pk for shift in shifts_on(date(2026, 11, 23))] == before
