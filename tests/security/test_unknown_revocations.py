"""Redis killed and the gateway away, so that nobody can say what was revoked: every route that
writes waits, none breaks, and what reads goes on."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError

from quenty.contracts.gateway.api import GatewayApi, KeyIdentity, Revocations
from quenty.kernel.ids import new_id
from quenty.platform import cache
from quenty.platform.auth import api_keys, tokens
from quenty.platform.embedded.redis import RedisServer
from quenty.platform.http import rate_limits
from quenty.platform.testing.http import Api
from tests.contracts.test_routes import ENDPOINTS, address

SAFE = ("GET", "HEAD", "OPTIONS")
CLOSED = [e for e in ENDPOINTS if not e.access.public]
# Longer than what was said is taken for granted.
STALE_SECONDS = 10

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def redis(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    settings.REDIS_URL = server.url
    settings.CACHES = {
        "default": {"BACKEND": "quenty.platform.cache.ForgivingRedisCache", "LOCATION": server.url}
    }
    settings.QUENTY_RATE_LIMITS_ENABLED = True
    rate_limits.forget()
    cache.link.forget()
    yield server
    server.stop()
    rate_limits.forget()
    cache.link.forget()


class Gateway:
    """Answers until it is away."""

    def __init__(self) -> None:
        self.away = False

    def revocations(self) -> Revocations:
        self._answer()
        return Revocations(token_ids=(), users=())

    def identify_key(self, *, key: str) -> KeyIdentity:
        self._answer()
        return KeyIdentity(
            key_id=new_id(),
            customer_id=new_id(),
            roles=("merchant",),
            scopes=tuple({endpoint.access.scope for endpoint in CLOSED}),
            livemode=True,
            allowed_networks=(),
            expires_at=None,
        )

    def _answer(self) -> None:
        if self.away:
            raise OperationalError("neither Redis nor the gateway's database answers")


@pytest.fixture
def gateway(fake_neighbour: Any) -> Gateway:
    fake = Gateway()
    fake_neighbour(GatewayApi, revocations=fake.revocations, identify_key=fake.identify_key)
    tokens.forget()
    api_keys.forget()
    return fake


def some_time_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what the process remembers of sessions and keys alone."""
    for value in (tokens._revocations, tokens._keys):
        if value._held:
            value._held = (value._held[0] - STALE_SECONDS, value._held[1])
        value._failed = None
    for digest, (at, identity) in api_keys._seen.items():
        api_keys._seen[digest] = (at - STALE_SECONDS, identity)


@pytest.mark.parametrize("who", ["token", "key"])
def test_every_write_waits_and_every_read_goes_on(
    api: Api,
    redis: RedisServer,
    gateway: Gateway,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    who: str,
) -> None:
    # A warning for each of hundreds of refusals tells nobody anything.
    caplog.set_level(logging.CRITICAL)
    roles = sorted({role for endpoint in CLOSED for role in endpoint.access.roles})
    real = {"roles": roles, "jti": f"real-{new_id()}", "customer_id": str(new_id())}
    client = api.with_token(api.token(**real) if who == "token" else "qk_live_real_0123456789")
    assert client.get("/api/v1/customers/wallet").status_code < 500
    redis.kill()
    gateway.away = True
    some_time_later(monkeypatch)

    began = time.monotonic()
    wrong = {}
    for endpoint in CLOSED:
        said = client.request(endpoint.method, address(endpoint), json_={})
        fits = said.status_code < 500 if endpoint.method in SAFE else said.status_code == 503
        if not fits:
            wrong[f"{endpoint.method} {endpoint.path}"] = said.status_code
    assert wrong == {}
    assert time.monotonic() - began < tokens.READS_GO_ON, "too slow to say anything"
    writes = {e.context for e in CLOSED if e.method not in SAFE}
    assert {"customers", "orders", "franchise"} <= writes
