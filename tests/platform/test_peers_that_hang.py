"""Peers that hang, trickle or hang up, behind the front door as it is served: real sockets, few
turns to work in.
"""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from socketserver import ThreadingMixIn
from types import ModuleType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import httpx
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import path

from quenty.platform.breaker import Breaker
from quenty.platform.http import forward, health
from quenty.platform.http.intake import Intake
from quenty.platform.registry import registry
from quenty.platform.registry.budget import RetryBudget
from tests.support.waiting import eventually

ELSEWHERE, HERE = "/api/v1/orders/x", "/api/v1/customers/x"
# Seconds that a peer is left alone.
REST = 3.0
LARGE = b"0123456789abcdef" * 200_000


class Peer(threading.Thread):
    """Answers each connection by `manner`, until it is `free`d of that."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.manner: Callable[[socket.socket], None] = self.answer
        self.asked = 0
        self.free = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]

    def run(self) -> None:
        with suppress(OSError):
            while True:
                link, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(link,), daemon=True).start()

    def _serve(self, link: socket.socket) -> None:
        with suppress(OSError), link:
            if link.recv(65536):
                self.asked += 1
                self.manner(link)

    def answer(self, link: socket.socket, body: bytes = b"well") -> None:
        head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        link.sendall(head.encode() + body)

    def answer_at_length(self, link: socket.socket) -> None:
        self.answer(link, LARGE)

    def fail(self, link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 500 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")

    def reset(self, link: socket.socket) -> None:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def hang(self, link: socket.socket) -> None:
        self.free.wait(60)
        self.answer(link)

    def cut(self, link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes.")

    def trickle_body(self, link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        self._trickle(link, b"x")

    def trickle_head(self, link: socket.socket) -> None:
        link.sendall(b"HTTP/1.1 200 OK\r\n")
        self._trickle(link, b"X-More: yes\r\n")

    def _trickle(self, link: socket.socket, piece: bytes) -> None:
        while not self.free.wait(0.05):
            link.sendall(piece)

    def close(self) -> None:
        self.free.set()
        self._listening.close()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Not on the tests' output."""


@pytest.fixture
def peer() -> Iterator[Peer]:
    serving = Peer()
    serving.start()
    yield serving
    serving.close()


@pytest.fixture
def front(peer: Peer, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """Hosts `customers` and passes `orders` on; two may work at once."""
    settings.QUENTY_PEERS = {"orders": f"http://127.0.0.1:{peer.port}"}
    urls = ModuleType("front")
    urls.urlpatterns = [path(HERE[1:], health.alive), *forward.patterns()]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls
    monkeypatch.setattr(forward, "BEGIN", 2.5)
    monkeypatch.setattr(registry, "budget", RetryBudget())
    monkeypatch.setitem(registry.breakers, "orders", Breaker("orders", rest=REST))
    server = _Server(("127.0.0.1", 0), _Quiet)
    server.set_app(Intake(WSGIHandler(), working=2, largest=1024))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    limits = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(
        base_url=f"http://127.0.0.1:{server.server_port}", timeout=60, limits=limits
    ) as client:
        yield client
    server.shutdown()
    server.server_close()


def ask(front: httpx.Client, who: int = 0, where: str = ELSEWHERE) -> httpx.Response:
    return front.get(where, headers={"Authorization": f"caller {who}"})


@pytest.mark.parametrize("manner", ["hang", "trickle_body", "trickle_head"])
def test_a_peer_that_is_too_slow_is_left_alone_and_the_others_are_served(
    front: httpx.Client, peer: Peer, manner: str
) -> None:
    peer.manner = getattr(peer, manner)
    with ThreadPoolExecutor(12) as callers:
        waiting = [callers.submit(ask, front, who) for who in range(12)]
        eventually(lambda: peer.asked >= 8, what="they wait for the peer")
        beside = [ask(front, 99, HERE).status_code for _ in range(5)]
        held = sum(not one.done() for one in waiting)
        assert beside == [200] * 5
        assert held >= 8, "others were served only when the peer was given up"
        refused = [one.result() for one in waiting]
    assert {(r.status_code, r.json()["code"]) for r in refused} == {(503, "request.unavailable")}
    assert registry.breakers["orders"].state != "closed"

    registry.breakers["orders"].failed()  # it rests from now on
    before = peer.asked
    while_open = [ask(front, who) for who in range(40)]
    assert {r.status_code for r in while_open} == {503}
    assert all(int(r.headers["Retry-After"]) >= 1 for r in while_open)
    assert peer.asked - before <= 2, "calls did not fall by 95%"

    peer.manner = peer.answer
    eventually(lambda: ask(front).status_code == 200, seconds=REST + 5, what="it is asked again")
    assert registry.breakers["orders"].state == "closed"


@pytest.mark.parametrize("manner", ["fail", "reset", "cut"])
def test_five_failures_open_the_breaker_and_it_closes_again(
    front: httpx.Client, peer: Peer, manner: str
) -> None:
    peer.manner = getattr(peer, manner)
    for _ in range(5):
        assert ask(front).status_code in (500, 503)
    assert peer.asked == 5, "it was asked after five failures"

    while_open = [ask(front, who) for who in range(40)]
    assert {r.status_code for r in while_open} == {503}
    assert all(int(r.headers["Retry-After"]) >= 1 for r in while_open)
    assert peer.asked <= 5 + 2, "calls did not fall by 95%"
    assert [ask(front, 99, HERE).status_code for _ in range(5)] == [200] * 5

    peer.manner = peer.answer
    eventually(lambda: ask(front).status_code == 200, seconds=REST + 5, what="it is asked again")
    assert registry.breakers["orders"].state == "closed"


def test_two_that_waited_five_seconds_each_open_the_breaker() -> None:
    """One caller after the other, with the limits of the product: ten seconds."""
    breaker = Breaker("orders")
    forward.count_failure(breaker, seconds=forward.BEGIN)
    assert breaker.state == "closed"
    forward.count_failure(breaker, seconds=forward.BEGIN)
    assert breaker.state == "open"


def test_only_so_many_wait_for_one_peer_and_the_next_are_told_at_once(
    front: httpx.Client, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forward, "BEGIN", 50.0)
    peer.manner = peer.hang
    with ThreadPoolExecutor(forward.AT_ONCE) as callers:
        waiting = [callers.submit(ask, front, who) for who in range(forward.AT_ONCE)]
        eventually(lambda: peer.asked == forward.AT_ONCE, what="all of them wait")
        refused = ask(front, 99)
        assert (refused.status_code, refused.json()["code"]) == (503, "request.unavailable")
        assert int(refused.headers["Retry-After"]) >= 1
        assert peer.asked == forward.AT_ONCE
        assert not any(one.done() for one in waiting)
        peer.free.set()
        assert [one.result().status_code for one in waiting] == [200] * forward.AT_ONCE
    assert ask(front).status_code == 200


def test_an_answer_that_is_cut_is_none(front: httpx.Client, peer: Peer) -> None:
    peer.manner = peer.cut
    refused = ask(front)
    assert (refused.status_code, refused.json()["code"]) == (503, "request.unavailable")
    assert peer.asked == 2, "a read is tried once more"


def test_a_large_answer_comes_whole(front: httpx.Client, peer: Peer) -> None:
    peer.manner = peer.answer_at_length
    assert ask(front).content == LARGE
