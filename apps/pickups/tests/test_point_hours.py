"""When a point is open, as franchise tells it and as somebody here says."""

from typing import Any

import pytest

from apps.pickups.models import Point
from apps.pickups.tests.world import BASE, World, good
from quenty.contracts.franchise import network_events as network

pytestmark = pytest.mark.django_db(databases=["pickups"])
NINE = (network.OpenHours(weekday=0, opens="09:00", closes="12:00"),)
TEN = (network.OpenHours(weekday=0, opens="10:00", closes="12:00"),)


def told(world: World, point: Any, sequence: int, hours: Any) -> dict[str, Any]:
    facts = {name: getattr(point, name) for name in network.PointUpdatedV1.__annotations__}
    event = network.PointUpdatedV1(**{**facts, "hours": hours})
    world.hear(event, aggregate=point.point_id, sequence=sequence)
    hours_now: dict[str, Any] = Point.objects.get().hours
    return hours_now


def test_it_opens_when_franchise_says(world: World) -> None:
    point = world.point(hours=NINE, code="c" * 40)
    assert Point.objects.get().hours == {"0": [["09:00", "12:00"]]}
    mine = {"0": [["07:00", "08:00"]]}
    good(world.admin.patch(f"{BASE}/points/{point.point_id}", json={"hours": mine}))
    assert told(world, point, 2, NINE) == mine
    assert told(world, point, 3, None) == mine
    assert told(world, point, 4, TEN) == {"0": [["10:00", "12:00"]]}


def test_usual_hours_where_nobody_says(world: World) -> None:
    world.point()
    assert Point.objects.get().hours["0"] == [["08:00", "18:00"]]
