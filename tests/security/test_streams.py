"""Bodies that a client of ours would never send, against a real server on loopback."""

import gzip
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import psutil
import pytest

from quenty.platform.embedded.ports import free_port
from quenty.platform.supervisor.plan import web_command
from quenty.platform.testing import clones
from tests.support.children import ChildProcess
from tests.support.waiting import eventually

# A guard against hanging, not a measurement: a busy machine takes its time.
PATIENCE = 10.0
WHERE = "/api/v1/customers/registrations"
MEBIBYTE = 1024 * 1024
SLOW = (
    f"POST {WHERE} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    "Content-Length: 5000\r\n\r\n{"
).encode()


class Server:
    """The web role as it is deployed, in one process of one worker."""

    def __init__(self, child: ChildProcess, port: int) -> None:
        self.child, self.port = child, port
        # A connection each: the server hangs up on who sends what it won't read.
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            timeout=PATIENCE,
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def memory(self) -> int:
        """Bytes that its processes hold."""
        family = [psutil.Process(self.child.pid)]
        family += family[0].children(recursive=True)
        return sum(one.memory_info().rss for one in family)

    def link(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def raw(self, head: str, *pieces: bytes) -> bytes:
        """The first bytes that it answers to a request written by hand; empty when it hung up."""
        with self.link() as link:
            try:
                link.sendall(f"POST {WHERE} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n".encode())
                for piece in pieces:
                    link.sendall(piece)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it had enough and said so already
            try:
                return link.recv(4096)
            except ConnectionResetError:
                return b""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: object) -> Iterator[Server]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        clones.ensure("default")
        clones.ensure("customers")
    port = free_port()
    _, _, module, *command = web_command(port, workers=1)
    log = Path(tmp_path_factory.mktemp("web")) / "web.txt"
    child = ChildProcess(log, module, *command, env={})
    try:
        found = Server(child, port)
        eventually(lambda: _alive(found), seconds=60, what="the web server answers")
        yield found
        found.client.close()
    finally:
        child.stop()


def _alive(server: Server) -> bool:
    try:
        return server.client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(autouse=True)
def _memory_stays(server: Server) -> Iterator[None]:
    """Whatever is thrown at it, it answers afterwards and holds no more than before."""
    server.client.post(WHERE, json={})
    before = server.memory()
    yield
    assert server.client.get("/healthz").status_code == 200
    assert server.memory() - before < 48 * MEBIBYTE


BODIES = {
    "a byte too many": b" " * (MEBIBYTE + 1),
    "nested 100,000 deep": b"[" * 100_000,
    "objects 100,000 deep": b'{"a":' * 100_000,
    "1e400": b'{"kind": 1e400}',
    "not a number": b'{"kind": NaN}',
    "infinity": b'{"kind": -Infinity}',
    "a key twice": b'{"kind": "person", "kind": "company"}',
    "a number of 100,000 digits": b'{"kind": ' + b"9" * 100_000 + b"}",
    "a lone surrogate": b'{"kind": "\\ud800"}',
    "no JSON": b"\x00\xff\xfe",
    "cut short": b'{"kind": "per',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_is_no_request_is_refused(server: Server, body: bytes) -> None:
    answer = server.client.post(WHERE, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 413)
    assert answer.json()["code"] in ("request.malformed", "request.too_large")


def test_a_body_of_nothing_but_unknown_fields_is_answered_in_short(server: Server) -> None:
    many = {f"k{number}": 1 for number in range(80_000)}
    answer = server.client.post(WHERE, json=many)
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert len(answer.content) < 10_000


def test_a_compressed_body_is_not_unpacked(server: Server) -> None:
    bomb = gzip.compress(b" " * (64 * MEBIBYTE))
    for encoding in ("gzip", "br", "deflate", "gzip, gzip"):
        headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
        answer = server.client.post(WHERE, content=bomb, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (415, "request.unsupported_media")


def test_a_stream_without_an_end_is_not_read(server: Server) -> None:
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    head = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    answered = server.raw(head, *[piece] * 512)  # 32 MiB, and no end
    assert answered.startswith(b"HTTP/1.1 4") or answered == b""


def test_a_body_in_chunks_is_read_as_any_other(server: Server) -> None:
    sent = iter([b'{"kind": "per', b'son", "unknown": 1}'])
    answer = server.client.post(WHERE, content=sent, headers={"Content-Type": "application/json"})
    faults = {(e["pointer"], e["code"]) for e in answer.json()["errors"]}
    assert answer.status_code == 422
    assert ("unknown", "unknown") in faults
    assert "kind" not in {pointer for pointer, _ in faults}


def test_who_sends_slowly_keeps_nobody_else_waiting(server: Server) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(server.link()) for _ in range(20)]
        for link in slow:
            link.sendall(SLOW)
        for _ in range(20):
            assert server.client.get("/healthz").status_code == 200
        assert server.client.get("/api/docs").status_code == 200
        # One address may be sending eight bodies at once; the ninth is told to come back.
        busy = server.client.post(WHERE, json={})
        assert (busy.status_code, busy.json()["code"]) == (503, "request.unavailable")
        assert int(busy.headers["Retry-After"]) >= 1
    eventually(lambda: server.client.post(WHERE, json={}).status_code == 422, seconds=10)


def test_a_body_that_claims_to_be_huge_is_refused_unread(server: Server) -> None:
    head = "Content-Type: application/json\r\nContent-Length: 1000000000000\r\n"
    assert server.raw(head, b"{").startswith(b"HTTP/1.1 413")


def test_two_lengths_or_a_length_and_chunks_are_refused(server: Server) -> None:
    for head in (
        "Content-Length: 2\r\nContent-Length: 20\r\n",
        "Content-Length: -2\r\n",
        "Content-Length: 2\r\nTransfer-Encoding: chunked, identity\r\n",
    ):
        answered = server.raw(f"Content-Type: application/json\r\n{head}", b"{}")
        assert answered.startswith(b"HTTP/1.1 4"), (head, answered)
