"""A town that every test of a module looks at: made once, committed, thrown away whole."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import DjangoDbBlocker

from quenty.platform.auth import api_keys, tokens
from quenty.platform.testing import clones
from quenty.platform.testing.events import settle_all
from quenty.platform.testing.http import signing
from tests.journeys.world import World
from tests.security.town import Town, build


@pytest.fixture(scope="module")
def town(django_db_blocker: DjangoDbBlocker, django_db_setup: Any) -> Iterator[Town]:
    """Tests of the module roll back what they do to it."""
    with pytest.MonkeyPatch.context() as monkeypatch, signing(monkeypatch) as api:
        with django_db_blocker.unblock():
            for alias in connections:
                clones.ensure(alias)
            found = build(World(api, settle_all))
        yield found
        with django_db_blocker.unblock():
            for alias in connections:
                clones.renew(alias)


@pytest.fixture(autouse=True)
def _in_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request of the WSGI application ends inside the test's own transaction; what the
    process remembers of sessions is not rolled back with it."""
    keep_open = "close_if_unusable_or_obsolete"
    monkeypatch.setattr(BaseDatabaseWrapper, keep_open, lambda connection: None)
    tokens.forget()
    api_keys.forget()
