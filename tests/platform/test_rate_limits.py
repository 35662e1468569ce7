"""How often somebody may ask, counted by the process and by Redis alike."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from limits import RateLimitItemPerMinute

from quenty.kernel.ids import new_id
from quenty.platform.http import rate_limits

pytestmark = [
    pytest.mark.django_db(databases=["analytics"]),
    pytest.mark.urls("tests.support.endpoints"),
]


@pytest.fixture(params=["process", "redis"])
def counted_by(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    """Low limits, kept in each of the two places."""
    settings.REDIS_URL = (
        "" if request.param == "process" else request.getfixturevalue("redis_server")
    )
    settings.QUENTY_RATE_LIMITS_ENABLED = True
    settings.QUENTY_RATE_LIMITS = {
        "read": 4,
        "write": 2,
        "upload": 2,
        "open": 3,
        "entry": 2,
        "refused": 3,
    }
    rate_limits.forget()
    yield str(request.param)
    rate_limits.forget()


@pytest.fixture
def somebody() -> str:
    """An address that no other test comes from."""
    return f"10.{new_id().int % 250}.{new_id().int % 251}.{new_id().int % 249}"


def test_over_the_limit_is_429_with_when_to_come_back(counted_by: str, api: Any) -> None:
    merchant = api.as_merchant()
    answers = [merchant.get("/t/things") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    refused = answers[-1]
    assert refused.json()["code"] == "request.too_many"
    assert refused["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["RateLimit-Policy"] == '"read";q=4;w=60'
    assert refused["RateLimit"].startswith('"read";r=0;t=')


def test_each_answer_says_what_is_left(counted_by: str, api: Any) -> None:
    merchant = api.as_merchant()
    left = [merchant.get("/t/things")["RateLimit"].split(";")[1] for _ in range(3)]
    assert left == ["r=3", "r=2", "r=1"]


def test_reads_and_writes_and_principals_are_counted_apart(counted_by: str, api: Any) -> None:
    one, other = api.as_merchant(), api.as_merchant()
    for _ in range(4):
        assert one.get("/t/things").status_code == 200
    assert one.get("/t/things").status_code == 429
    assert one.post("/t/things", json={"name": "a"}).status_code == 201
    assert other.get("/t/things").status_code == 200


def test_an_api_key_has_a_limit_of_its_own(counted_by: str, api: Any) -> None:
    key = api.as_key(scopes=("things:write",))
    statuses = [key.post("/t/things", json={"name": "a"}).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]


def test_nobody_is_counted_by_address(counted_by: str, somebody: str) -> None:
    client = Client(REMOTE_ADDR=somebody)
    assert [client.get("/t/open/1").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert Client(REMOTE_ADDR="10.255.0.1").get("/t/open/1").status_code == 200


def test_an_address_that_guesses_credentials_is_shut_out(counted_by: str, somebody: str) -> None:
    client = Client(REMOTE_ADDR=somebody)
    guess = {"Authorization": "Bearer no.such.token"}
    statuses = [client.get("/t/things", headers=guess).status_code for _ in range(6)]
    assert statuses == [401] * 4 + [429] * 2


def test_together_no_more_get_through_than_allowed(counted_by: str, settings: Any) -> None:
    settings.QUENTY_RATE_LIMITS = {**settings.QUENTY_RATE_LIMITS, "write": 50}
    who, allowed, lock = str(new_id()), [], threading.Lock()

    def ask() -> None:
        for _ in range(20):
            standing = rate_limits.count("write", who)
            with lock:
                allowed.append(standing.allowed)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(allowed) == 160
    assert sum(allowed) == 50


def test_turned_off_it_says_nothing(counted_by: str, settings: Any, api: Any) -> None:
    settings.QUENTY_RATE_LIMITS_ENABLED = False
    merchant = api.as_merchant()
    answers = [merchant.get("/t/things") for _ in range(6)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0]


def test_the_limits_as_shipped_let_five_hundred_orders_through() -> None:
    from quenty.settings.redis import QUENTY_RATE_LIMITS

    assert QUENTY_RATE_LIMITS["write"] >= 500 * 4


def test_counting_in_a_process_begins_no_thread_with_each_hit() -> None:
    limiter = rate_limits._InProcess()
    item = RateLimitItemPerMinute(10_000)
    before = limiter.storage.timer
    for _ in range(3):
        # The library's own timer would have ended, and begun anew with the next hit.
        time.sleep(0.03)
        assert limiter.hit(item, "write", "somebody")
    assert limiter.storage.timer is before
