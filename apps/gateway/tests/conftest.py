"""Who the gateway's tests act as."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from apps.gateway.models import User
from apps.gateway.selectors import health
from apps.gateway.services.create_staff import create_staff
from apps.gateway.services.create_user import create_user
from quenty.kernel.actors import SYSTEM
from quenty.kernel.ids import new_id
from quenty.platform.auth import api_keys, tokens

PASSWORD = "correct horse battery 9"


def a_few_seconds_later() -> None:
    """What a process remembers of keys and revocations is that old at most."""
    for module in (api_keys, tokens, health):
        module.forget()


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    a_few_seconds_later()
    cache.clear()


@pytest.fixture
def make_user() -> Callable[..., User]:
    """A merchant's user, unless roles say otherwise."""

    def make(email: str = "ana@tienda.co", **changes: Any) -> User:
        values: dict[str, Any] = {
            "email": email,
            "password": PASSWORD,
            "full_name": "Ana Gómez",
            "roles": ("merchant",),
            "customer_id": new_id(),
            "actor": SYSTEM,
            **changes,
        }
        return create_user(**values)

    return make


@pytest.fixture
def make_staff() -> Callable[..., User]:
    def make(email: str = "sol@quenty.co", roles: tuple[str, ...] = ("admin",)) -> User:
        return create_staff(
            email=email, password=PASSWORD, full_name="Sol Ruiz", roles=roles, actor=SYSTEM
        )

    return make


@pytest.fixture
def log_in(api: Any) -> Callable[..., Any]:
    """A client with the access token of a real log-in; `.tokens` is the whole answer."""

    def enter(email: str, password: str = PASSWORD, **body: str) -> Any:
        sent = {"email": email, "password": password, **body}
        answer = api.anonymous().post("/api/v1/gateway/tokens", json=sent)
        assert answer.status_code == 200, answer.content
        client = api.with_token(answer.json()["access_token"])
        client.tokens = answer.json()
        return client

    return enter
