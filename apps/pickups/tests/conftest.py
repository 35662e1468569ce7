"""A zone, a merchant and guides, made as their users and neighbours make them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

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


def as_uuid(text: str) -> UUID:
    return UUID(text)
