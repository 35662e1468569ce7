"""The pytest plugin: real databases through the runtime roles, made when a test names them.

Loaded by the root conftest, after the environment is prepared and Django is set up.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from pytest_django.plugin import blocking_manager_key

from quenty.platform.testing import clones, cluster

pytest_plugins = [
    name
    for part in ("http", "events", "neighbours", "brokers.fixtures")
    if find_spec(name := f"quenty.platform.testing.{part}")
]
ENGINE = "django.db.backends.postgresql"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    """In place of pytest-django's: databases are made test by test, see below."""
    yield
    clones.close()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    # Temporary files go with the server's folder, so that a run leaves none behind.
    if not config.option.basetemp:
        config.option.basetemp = str(cluster.folder() / "tmp")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """The admin is the gateway's: a context that runs alone has none, and no tests of it."""
    alone = "gateway" not in settings.QUENTY_CONTEXTS
    return True if alone and "admin" in collection_path.stem else None


def pytest_sessionstart(session: pytest.Session) -> None:
    # Workers share the server of the process that starts them.
    if getattr(session.config.option, "dist", "no") != "no":
        cluster.start()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    wanted = wanted_aliases(item)
    if wanted:
        with item.config.stash[blocking_manager_key].unblock():
            for alias in wanted:
                clones.ensure(alias)


def pytest_unconfigure(config: pytest.Config) -> None:
    clones.close()
    cluster.finish()


def wanted_aliases(item: pytest.Item) -> list[str]:
    """The databases that a test names by its marker, its class or a fixture of pytest-django."""
    marker = item.get_closest_marker("django_db")
    databases: Any = marker.kwargs.get("databases") if marker else None
    if databases is None:
        databases = getattr(getattr(item, "cls", None), "databases", None)
    fixtures = getattr(item, "fixturenames", ())
    if databases is None:
        asks = marker or {"db", "transactional_db", "live_server"} & set(fixtures)
        databases = {"default"} if asks else set()
    if databases == "__all__":
        databases = set(connections)
    return sorted(alias for alias in databases if connections.settings[alias]["ENGINE"] == ENGINE)


def _renew_instead_of_flush(self: TransactionTestCase) -> None:
    # The runtime roles may not TRUNCATE, so what a test committed goes with its database.
    for alias in self._databases_names(include_mirrors=False):
        clones.renew(alias)


TransactionTestCase._fixture_teardown = _renew_instead_of_flush

if "quenty.settings.local" in sys.modules:
    raise RuntimeError("the tests must not run on a developer's own databases")
