"""Each transport in turn, with relays and workers as threads of the test's own process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from quenty.kernel.ids import new_id
from quenty.platform.events import declared, roles
from quenty.platform.events.transports import transport
from tests.platform.transports import effects
from tests.support.children import ChildProcess

Run = Callable[..., None]
Child = Callable[..., ChildProcess]


@pytest.fixture
def registered() -> Iterator[None]:
    """The tests' own consumer and job in the place of all others."""
    names = ("CONSUMERS", "CONSUMERS_BY_NAME", "JOBS")
    kept = {name: dict(getattr(declared, name)) for name in names}
    effects.register()
    yield
    for name, before in kept.items():
        getattr(declared, name).clear()
        getattr(declared, name).update(before)


@pytest.fixture
def over_rabbitmq(registered: None, rabbitmq: str, settings: Any) -> Iterator[None]:
    """Settings of a deployed unit with an exchange and queues of its own."""
    settings.QUENTY_CONTEXTS = effects.CONTEXTS
    settings.QUENTY_EVENTS_TRANSPORT = "rabbitmq"
    settings.QUENTY_EVENTS_EXCHANGE = f"test.{new_id().hex[-12:]}"
    settings.RABBITMQ_URL = settings.CELERY_BROKER_URL = rabbitmq
    transport.cache_clear()
    yield
    transport.cache_clear()


@pytest.fixture
def over_database(registered: None, settings: Any) -> Iterator[None]:
    settings.QUENTY_CONTEXTS = effects.CONTEXTS
    settings.QUENTY_EVENTS_TRANSPORT = "database"
    transport.cache_clear()
    yield
    transport.cache_clear()


@pytest.fixture(params=["database", "rabbitmq"])
def over(request: pytest.FixtureRequest) -> str:
    """Each transport: the same test over both."""
    request.getfixturevalue(f"over_{request.param}")
    return str(request.param)


@contextmanager
def running(*names: str) -> Iterator[None]:
    """These roles as threads; they are gone at the end."""
    stop = threading.Event()
    threads = roles.threads(list(names), stop)
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=20)
            assert not thread.is_alive(), thread.name


@pytest.fixture
def run() -> Iterator[Run]:
    """`run("relay", "worker")`: from here to the end of the test."""
    with ExitStack() as stack:
        yield lambda *names: stack.enter_context(running(*names))


@pytest.fixture
def child(over: str, settings: Any, tmp_path: Path) -> Iterator[Child]:
    """`child("relay", "worker", MENDED="yes")`: the roles as a real process over the same
    transport; what still runs at the end is stopped."""
    started: list[ChildProcess] = []
    env = {
        "QUENTY_CONTEXTS": ",".join(effects.CONTEXTS),
        "QUENTY_EVENTS_TRANSPORT": over,
        "QUENTY_EVENTS_EXCHANGE": settings.QUENTY_EVENTS_EXCHANGE,
        "RABBITMQ_URL": settings.RABBITMQ_URL,
    }

    def start(*roles: str, **more: str) -> ChildProcess:
        module = "tests.platform.transports.child"
        log = tmp_path / f"child{len(started)}.log"
        started.append(ChildProcess(log, module, *roles, env={**env, **more}))
        return started[-1]

    yield start
    for process in started:
        process.stop()
