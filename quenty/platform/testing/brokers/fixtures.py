"""`rabbitmq` and `redis_server`: URLs of this run's own servers, started when a test asks."""

import os
from typing import NoReturn

import pytest

from quenty.platform.embedded.packages import Unavailable
from quenty.platform.testing.brokers import shared
from quenty.platform.testing.cluster import FOLDER


@pytest.fixture(scope="session")
def rabbitmq() -> str:
    """The URL of a private RabbitMQ that the whole run shares: name your own exchange."""
    return _url("rabbitmq")


@pytest.fixture(scope="session")
def redis_server() -> str:
    """The URL of a private Redis that the whole run shares: use your own key prefix."""
    return _url("redis")


def _url(kind: str) -> str:
    try:
        return shared.url_of(kind)
    except Unavailable as error:
        _missing(str(error))


def _missing(reason: str) -> NoReturn:
    # A failure everywhere: a run that skips would pass for one that held.
    pytest.fail(reason, pytrace=False)


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    # The process that began the run ends what any of its workers started.
    if FOLDER in os.environ and shared.owner() == os.getpid():
        shared.stop_all()
