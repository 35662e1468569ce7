"""Requests for contexts that live elsewhere, through whoever hosts the gateway."""

import importlib
import json
import random
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any
from unittest import mock

import pytest
from django.test import Client

from quenty.kernel.contexts import CONTEXTS
from quenty.platform.breaker import Breaker
from quenty.platform.http import forward
from quenty.platform.registry import registry
from quenty.platform.registry.budget import RetryBudget


class Peer(BaseHTTPRequestHandler):
    """Says what it was asked, or does what the address tells it to."""

    protocol_version = "HTTP/1.1"
    asked: list[str] = []
    broken = False
    share_broken = 0.0
    choose = random.Random(1)

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append(f"{self.command} {self.path}")
        if self.broken or self.choose.random() < self.share_broken:
            self.close_connection = True
            return
        status = int(self.path.rpartition("status=")[2] or 200) if "status=" in self.path else 200
        heard = {"path": self.path, "headers": dict(self.headers), "body": body.decode("latin-1")}
        answer = json.dumps(heard).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/vnd.peer+json")
        self.send_header("Set-Cookie", "one=1")
        self.send_header("Set-Cookie", "two=2; HttpOnly")
        self.send_header("Keep-Alive", "timeout=9")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    do_GET = do_POST = do_PATCH = do_HEAD = _serve  # noqa: N815  (http.server looks for them)

    def log_message(self, *_: Any) -> None:
        """Not on the tests' output."""


@pytest.fixture
def peer(settings: Any) -> Iterator[type[Peer]]:
    """`orders`, hosted by another process as far as this one knows."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.QUENTY_PEERS = {"orders": f"http://127.0.0.1:{server.server_port}"}
    urls = ModuleType("elsewhere")
    urls.urlpatterns = forward.patterns()  # type: ignore[attr-defined]
    urls.handler404 = "quenty.platform.http.health.not_found"  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls
    registry.breakers.pop("orders", None)
    registry.budget, kept = RetryBudget(), registry.budget
    Peer.asked, Peer.broken, Peer.share_broken = [], False, 0.0
    yield Peer
    registry.budget = kept
    registry.breakers.pop("orders", None)
    server.shutdown()
    server.server_close()


def test_a_request_goes_on_whole_and_its_answer_comes_back(peer: type[Peer]) -> None:
    answer = Client().post(
        "/api/v1/orders/orders?page=2&q=a%20b",
        b'{"contents": "libros"}',
        content_type="application/json",
        headers={"Authorization": "Bearer x", "X-Correlation-Id": "correlation-1"},
    )
    heard = json.loads(answer.getvalue())
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/vnd.peer+json"
    assert "Keep-Alive" not in answer.headers
    assert {"one", "two"} <= set(answer.cookies)
    assert heard["path"] == "/api/v1/orders/orders?page=2&q=a%20b"
    assert heard["body"] == '{"contents": "libros"}'
    assert heard["headers"]["Authorization"] == "Bearer x"
    assert heard["headers"]["X-Correlation-Id"] == "correlation-1"
    assert heard["headers"]["X-Forwarded-For"] == "127.0.0.1"


def test_a_header_that_is_no_ascii_goes_on_as_it_came(peer: type[Peer]) -> None:
    answer = Client().get("/api/v1/orders/x", headers={"User-Agent": "caf\xe9", "X-Far": "日"})
    heard = json.loads(answer.getvalue())["headers"]
    assert (heard["User-Agent"], heard["X-Far"]) == ("caf\xe9", "?")


@pytest.mark.parametrize("status", [201, 304, 404, 409, 422, 500, 503])
def test_the_peers_own_status_is_never_lost(peer: type[Peer], status: int) -> None:
    assert Client().get(f"/api/v1/orders/x?status={status}").status_code == status


def test_pages_and_files_of_the_context_go_on_and_nothing_else(peer: type[Peer]) -> None:
    for path in ("/track", "/track/QTY1", "/static/orders/track.css", "/api/v1/orders/health"):
        assert Client().get(path).status_code == 200
    asked = len(peer.asked)
    for path in ("/tracking", "/api/v1/ordersx/y", "/api/v1/customers/wallet", "/admin"):
        assert Client().get(path).status_code == 404
    assert len(peer.asked) == asked


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/orders/../../../metrics",
        "/api/v1/orders/%2e%2e/%2E%2e/%2e./metrics",
        "/api/v1/orders/%252e%252e/%252e%252e/%252e%252e/metrics",
        "/api/v1/orders/..%2f..%2f..%2f_rpc/orders/v1/OrdersApi.order",
        "/api/v1/orders/x%252f..%252f..%252fmetrics",
        "/api/v1/orders/..%5c..%5cmetrics",
        "/track/./../metrics",
        "/static/orders/..",
    ],
)
def test_a_path_that_leaves_its_prefix_reaches_nobody(peer: type[Peer], path: str) -> None:
    refused = Client().get(path)
    assert (refused.status_code, refused.json()["code"]) == (404, "request.not_found")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert peer.asked == []


@pytest.mark.parametrize(
    "path",
    ["/api/v1/orders/a..b/...", "/api/v1/orders//x", "/track/%C3%B1%25%3F%23%3B%3D1?a=../..&b=%2F"],
)
def test_any_other_path_goes_on_as_it_was_matched(peer: type[Peer], path: str) -> None:
    assert Client().get(path).status_code == 200
    assert [asked.removeprefix("GET ") for asked in peer.asked] == [path]


def test_a_read_is_tried_once_more_and_a_write_only_with_a_key(peer: type[Peer]) -> None:
    peer.broken = True
    where = "/api/v1/orders/orders"
    refused = Client().get(where)
    assert (refused.status_code, refused.json()["code"]) == (503, "request.unavailable")
    assert peer.asked == [f"GET {where}"] * 2
    peer.asked.clear()
    Client().post(where, b"{}", content_type="application/json")
    assert peer.asked == [f"POST {where}"]


def test_a_write_with_a_key_is_tried_once_more(peer: type[Peer]) -> None:
    peer.broken = True
    where = "/api/v1/orders/orders"
    Client().post(where, b"{}", content_type="application/json", headers={"Idempotency-Key": "1"})
    assert peer.asked == [f"POST {where}"] * 2


def test_a_peer_that_keeps_failing_is_not_asked_and_others_hear_when_to_come_back(
    peer: type[Peer],
) -> None:
    for _ in range(5):
        Client().get("/api/v1/orders/x?status=500")
    asked = len(peer.asked)
    refused = Client().get("/api/v1/orders/x")
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) >= 1
    assert len(peer.asked) == asked
    registry.breakers["orders"].reset()
    assert Client().get("/api/v1/orders/x").status_code == 200


@pytest.mark.parametrize(("share", "answered"), [(0.3, 0.8), (1.0, 0.0)])
def test_however_many_fail_the_tries_stay_below_a_fifth_more(
    peer: type[Peer], share: float, answered: float
) -> None:
    """With the budget of the product; the breaker would have ended it sooner."""
    peer.share_broken = share
    registry.breakers["orders"] = Breaker("orders", failures=10**6)
    with mock.patch.object(forward, "PAUSE", 0.0):
        statuses = [Client().get("/api/v1/orders/x").status_code for _ in range(200)]
    assert len(peer.asked) <= 240
    assert statuses.count(200) >= answered * 200, "the budget was not used"


@pytest.mark.parametrize("name", [name for name in CONTEXTS if name != "gateway"])
def test_the_front_door_knows_every_page_of_a_context(name: str) -> None:
    module = importlib.import_module(f"apps.{name}.api")
    patterns = getattr(module, "urlpatterns", [])
    first = {str(pattern.pattern).split("/")[0] for pattern in patterns}
    assert first == set(CONTEXTS[name].pages)
