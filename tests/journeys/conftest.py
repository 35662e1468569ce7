"""The world that journeys happen in: called locally, by the wire, and with orders as a process
of its own over RabbitMQ and Redis."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from apps.gateway.seeds import DEMO_ADMIN, PASSWORD_VARIABLE
from apps.gateway.seeds import seed as seed_gateway
from quenty.kernel.contexts import CONTEXTS
from quenty.kernel.ids import new_id
from quenty.platform.embedded.ports import free_port
from quenty.platform.supervisor.broker import declare_all
from quenty.platform.supervisor.plan import children_of_units
from quenty.platform.supervisor.supervisor import Supervisor
from quenty.platform.supervisor.units import front_of, units_of
from quenty.platform.testing import clones
from quenty.platform.testing.cluster import outside_environment
from quenty.platform.testing.http import Api
from quenty.settings import base
from tests.journeys.elsewhere import HttpApi, settled
from tests.journeys.world import PASSWORD, World
from tests.support.children import PROJECT

SPLIT = "orders"


@pytest.fixture(params=["local", "loopback", "services"])
def world(
    request: pytest.FixtureRequest, settings: Any, api: Api, settle: Callable[..., None]
) -> Iterator[World]:
    if request.param != "services":
        settings.QUENTY_CALLS = request.param
        yield World(api, settle)
        return
    with services(request) as front:
        yield World(HttpApi(front, (DEMO_ADMIN, PASSWORD)), settled)  # type: ignore[arg-type]


@contextmanager
def services(request: pytest.FixtureRequest, **env: str) -> Iterator[str]:
    """The processes of `manage.py up --services orders` over this test's databases, with `env`
    besides; the address of the front door. They write to `services.log` in `tmp_path`.
    """
    settings = request.getfixturevalue("settings")
    rabbitmq = request.getfixturevalue("rabbitmq")
    redis = request.getfixturevalue("redis_server")
    folder: Path = request.getfixturevalue("tmp_path")
    # What the processes check a password with; the tests' own hashes are cheap ones.
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    request.getfixturevalue("monkeypatch").setenv(PASSWORD_VARIABLE, PASSWORD)
    seed_gateway()
    # Its own exchange: other tests share the broker.
    settings.QUENTY_EVENTS_EXCHANGE = f"journey.{new_id()}"
    units = units_of(SPLIT, CONTEXTS, free_port())
    declare_all(rabbitmq, units)
    outside = {
        **outside_environment(),
        **clones.environment(),
        "DJANGO_SETTINGS_MODULE": "quenty.settings.local",
        "QUENTY_SECRET_KEY": "journeys-only-" + "k" * 50,
        "QUENTY_ENCRYPTION_KEYS": ",".join(settings.QUENTY_ENCRYPTION_KEYS),
        "QUENTY_EVENTS_EXCHANGE": settings.QUENTY_EVENTS_EXCHANGE,
        "REDIS_URL": redis,
        **env,
    }
    said: list[str] = []
    children = children_of_units(PROJECT, units, broker=rabbitmq, state=folder, outside=outside)
    supervisor = Supervisor(children, said.append)
    log = open(folder / "services.log", "ab")  # noqa: SIM115  (closed when they have ended)
    try:
        for child in children:
            child.output = log
        supervisor.start()
        for unit in units:
            assert supervisor.wait_until_serving(unit.port), said
        yield front_of(units).url
    finally:
        supervisor.stop()
        log.close()
        assert not said, said
