"""Cheapest, fewest, balanced: what they are asked for where they must differ."""

from typing import Any

import pytest

from apps.pickups.tests.places import around
from apps.pickups.tests.world import BASE, World, good

pytestmark = pytest.mark.django_db(databases=["pickups"])


def test_crews_of_another_city_have_no_part_in_the_balance(
    world: World, merchant: Any, run_jobs: Any
) -> None:
    world.fleet(drivers=2)
    depot = {"code": "medellin", "name": "Base Medellín", "address": "Calle 30 # 1-1"}
    depot |= {"dane_code": "05001", "latitude": 6.231, "longitude": -75.583}
    good(world.admin.post(f"{BASE}/depots", json=depot))
    world.shift(3, vehicle={"depot": "medellin"})
    world.deliveries(merchant, around(12))
    by_aim = {aim: sizes(world.plan(run_jobs, aim=aim)) for aim in ("cheapest", "balanced")}
    assert by_aim["cheapest"] == [12]
    assert sum(by_aim["balanced"]) == 12
    assert len(by_aim["balanced"]) == 2
    assert max(by_aim["balanced"]) <= 8


def sizes(job: Any) -> list[int]:
    routes = job["plan"]["routes"]
    return sorted(sum(v["kind"] == "stop" for v in route["visits"]) for route in routes)
