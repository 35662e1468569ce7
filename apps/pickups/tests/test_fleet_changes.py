"""What a reason asks for can be done: longer shifts, other skills, larger vans."""

from typing import Any

import pytest

from apps.pickups.models import Driver, Vehicle
from apps.pickups.tests.places import around
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
