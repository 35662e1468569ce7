"""A zone, a merchant and guides, made as their users and neighbours make them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from apps.pickups.tests.driving import Day
from apps.pickups.tests.places import around
from apps.pickups.tests.world import World
from quenty.kernel import clock

# A Monday morning in Bogotá, no holiday near.
MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def frozen() -> Iterator[datetime]:
    """Monday 23 November 2026, 7:00 in Bogotá."""
    with clock.at(MONDAY):
        yield MONDAY


@pytest.fixture
def world(api: Any, deliver: Any, published: Any, frozen: datetime) -> World:
    """Who is there and what they do; nothing is made before it is asked for."""
    return World(api, deliver, published)


@pytest.fixture
def merchant(world: World) -> Any:
    """A large merchant of Bogotá, with a zone around it."""
    world.zone()
    return world.merchant()


@pytest.fixture
def day(world: World, merchant: Any) -> Day:
    """Two deliveries with 45,000 and 30,000 to collect, one without, and a pickup of two
    guides with three pieces."""
    (shift,) = world.fleet()
    world.deliveries(merchant, around(1), collect=45_000)
    world.deliveries(merchant, around(1, seed=2), collect=30_000)
    world.deliveries(merchant, around(1, seed=3))
    world.pickup(merchant, guides=[world.guide(merchant, pieces=2), world.guide(merchant)])
    return Day(world, shift, world.run_by_hand(shift))


def as_uuid(text: str) -> UUID:
    return UUID(text)
