"""The world that journeys happen in, called locally and by the wire."""

from collections.abc import Callable
from typing import Any

import pytest

from quenty.platform.testing.http import Api
from tests.journeys.world import World


@pytest.fixture(params=["local", "loopback"])
def world(
    request: pytest.FixtureRequest, settings: Any, api: Api, settle: Callable[..., None]
) -> World:
    settings.QUENTY_CALLS = request.param
    return World(api, settle)
