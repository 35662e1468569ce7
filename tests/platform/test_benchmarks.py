"""What figures are made of; the speeds themselves are asserted nowhere."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from benchmarks import memory
from benchmarks.client import Load
from benchmarks.figures import Figure, of_samples
from benchmarks.peer import BADLY, WELL, Peer, Server
from benchmarks.peers import DOES
from benchmarks.pgbench import script_of
from benchmarks.traffic import Request


class Echo(BaseHTTPRequestHandler):
    """Answers with the path that it was asked for."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.path.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def answering() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_client_of_pgbench_finds_its_own_share_of_the_requests() -> None:
    script = script_of([["SELECT 1;", "SELECT 2"], ["SELECT 3"], ["SELECT 4"]], clients=2)

    assert script.splitlines() == [
        r"\if :client_id = 0",
        "SELECT 1;",
        "SELECT 2;",
        "SELECT 4;",
        r"\elif :client_id = 1",
        "SELECT 3;",
        r"\endif",
    ]


def test_a_figure_is_the_median_and_knows_its_target() -> None:
    assert of_samples("ratio", [0.5, 0.9, 0.7], target=0.7).met
    assert not of_samples("ratio", [0.5, 0.9, 0.6], target=0.7).met
    assert Figure("delay", 5, target=5, most=True).met
    assert Figure("told only", 5).met is None


def test_a_request_is_counted_in_bytes() -> None:
    text = Request("POST", "/x", {"name": "Gómez"}).text()

    head, _, body = text.partition("\r\n\r\n")
    assert f"Content-Length: {len(body)}" in head
    assert body.encode("latin-1").decode() == '{"name": "Gómez"}'


@pytest.mark.parametrize(("last", "percent"), [(100.0, 0.0), (110.0, 10.0)])
def test_growth_is_the_line_through_the_second_half(last: float, percent: float) -> None:
    first = [(float(n), 50.0) for n in range(10)]
    second = [(10.0 + n, 100 + (last - 100) * n / 9) for n in range(10)]

    assert memory.growth("web", first + second, "").value == pytest.approx(percent)


def test_a_load_is_sent_once_and_its_answers_are_counted(answering: int) -> None:
    requests = [Request("GET", f"/{n}").text() for n in range(20)]

    found = Load({"port": answering, "clients": 3, "keep": True, "requests": requests}).run()

    assert found["statuses"] == {200: 20}
    assert found["bodies"] == [f"/{n}" for n in range(20)]


@pytest.fixture
def peer() -> Iterator[httpx.Client]:
    server = Server(("127.0.0.1", 0), Peer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    with httpx.Client(base_url=url, timeout=0.5, trust_env=False) as client:
        yield client
        client.put(f"/{WELL}")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("manner", "what"),
    [
        (WELL, 200),
        ("500", 500),
        ("hangs", httpx.ReadTimeout),
        ("resets", httpx.TransportError),
        ("trickles", httpx.ReadTimeout),
    ],
)
def test_a_peer_misbehaves_as_it_is_told(peer: httpx.Client, manner: str, what: object) -> None:
    assert peer.put(f"/{manner}").status_code == 204
    if isinstance(what, int):
        assert peer.get("/x").status_code == what
    else:
        with pytest.raises(what):  # type: ignore[call-overload]
            peer.get("/x")


def test_every_manner_has_its_figure() -> None:
    assert set(DOES) == set(BADLY)
