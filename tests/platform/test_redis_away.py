"""Redis gone: limits and caches have stand-ins that say so, and nothing is an error."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import caches
from django.db import OperationalError
from prometheus_client.registry import REGISTRY

from quenty.contracts.gateway.api import GatewayApi, Revocations
from quenty.kernel.ids import new_id
from quenty.platform import cache
from quenty.platform.auth import tokens
from quenty.platform.embedded.redis import RedisServer
from quenty.platform.http import rate_limits

pytestmark = [
    pytest.mark.django_db(databases=["analytics", "default"]),
    pytest.mark.urls("tests.support.endpoints"),
]


@pytest.fixture
def redis(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Iterator[RedisServer]:
    """One of the test's own, to be killed; everything that can uses it."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    settings.REDIS_URL = server.url
    settings.CACHES = {
        "default": {
            "BACKEND": "quenty.platform.cache.ForgivingRedisCache",
            "LOCATION": server.url,
            "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25},
        }
    }
    settings.QUENTY_RATE_LIMITS_ENABLED = True
    settings.QUENTY_RATE_LIMITS = {**settings.QUENTY_RATE_LIMITS, "read": 5}
    rate_limits.forget()
    cache.link.forget()
    yield server
    server.stop()
    rate_limits.forget()
    cache.link.forget()


def up(use: str) -> float | None:
    return REGISTRY.get_sample_value("quenty_redis_up", {"use": use})


def test_limits_fall_back_to_the_process_and_say_so(redis: RedisServer, api: Any) -> None:
    merchant = api.as_merchant()
    assert merchant.get("/t/things").status_code == 200
    assert up("limits") == 1
    redis.kill()
    statuses = [merchant.get("/t/things").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429], "counted anew by the process, and still counted"
    assert up("limits") == 0

    redis.start()
    rate_limits.link.forget()
    assert api.as_merchant().get("/t/things").status_code == 200
    assert up("limits") == 1


def test_the_cache_misses_and_takes_nothing(redis: RedisServer) -> None:
    held = caches["default"]
    held.set("a", 1)
    assert held.get("a") == 1
    redis.kill()
    assert held.get("a", "other") == "other"
    held.set("b", 2)
    assert held.get_many(["a", "b"]) == {}
    assert held.add("c", 3) is False
    assert held.set_many({"d": 4}) == ["d"]
    assert held.delete("a") is False
    assert "a" not in held
    assert up("cache") == 0


def test_nobody_is_logged_out(redis: RedisServer) -> None:
    session = SessionStore()
    session["who"] = "ana"
    session.save()
    assert SessionStore(session.session_key)["who"] == "ana"
    redis.kill()
    again = SessionStore(session.session_key)
    assert again["who"] == "ana"
    again["who"] = "luz"
    again.save()
    assert SessionStore(session.session_key)["who"] == "luz"


def test_revocations_are_fetched_once_for_all_processes_and_by_each_without_redis(
    redis: RedisServer, fake_neighbour: Any
) -> None:
    asked: list[int] = []

    def revocations() -> Revocations:
        asked.append(1)
        return Revocations(token_ids=("t1",), users=())

    fake_neighbour(GatewayApi, revocations=revocations)
    for _ in range(3):
        tokens.forget()  # as another process would have nothing remembered
        assert tokens._revocations.get().token_ids == ("t1",)
    assert len(asked) == 1
    redis.kill()
    tokens.forget()
    assert tokens._revocations.get().token_ids == ("t1",)
    assert len(asked) == 2
    tokens.forget()


class GatewayAway:
    """The neighbour, until told that it cannot be asked."""

    def __init__(self) -> None:
        self.away = False

    def revocations(self) -> Revocations:
        if self.away:
            raise OperationalError("neither Redis nor the gateway's database answers")
        return Revocations(token_ids=("gone",), users=())


@pytest.fixture
def gateway(fake_neighbour: Any) -> GatewayAway:
    fake = GatewayAway()
    fake_neighbour(GatewayApi, revocations=fake.revocations, jwks=lambda: {"keys": []})
    tokens.forget()
    return fake


def test_where_a_revocation_cannot_be_checked_reads_go_on_and_writes_wait(
    api: Any, gateway: GatewayAway
) -> None:
    merchant = api.with_token(api.token(roles=["merchant"], jti=f"real-{new_id()}"))
    assert merchant.post("/t/things", json={"name": "a"}).status_code == 201

    gateway.away = True
    tokens._revocations._held = (tokens._revocations._held[0] - 10, *tokens._revocations._held[1:])
    assert merchant.get("/t/things").status_code == 200
    refused = merchant.post("/t/things", json={"name": "a"})
    assert (refused.status_code, refused.json()["code"]) == (503, "request.unavailable")
    assert "Retry-After" in refused
    revoked = api.with_token(api.token(roles=["merchant"], jti="gone"))
    assert revoked.get("/t/things").status_code == 401

    gateway.away = False
    tokens._revocations._failed = None
    assert merchant.post("/t/things", json={"name": "b"}).status_code == 201


def test_where_nothing_was_ever_known_nobody_gets_in(api: Any, gateway: GatewayAway) -> None:
    gateway.away = True
    merchant = api.with_token(api.token(roles=["merchant"], jti=f"real-{new_id()}"))
    assert merchant.get("/t/things").status_code == 503
    assert merchant.post("/t/things", json={"name": "a"}).status_code == 503
