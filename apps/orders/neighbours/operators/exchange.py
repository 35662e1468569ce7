"""One HTTP exchange with an operator, bounded from its start to its end, and kept for the log.

Timeouts of a client count from one byte to the next, so that a server which trickles would
hold a caller for as long as it likes; here each read gets what is left of the whole.
"""

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import httpcore

from apps.orders.domain.operators.failures import NoAnswer, NotReached, Refused
from apps.orders.domain.operators.redaction import redacted

LARGEST = 8 * 1024 * 1024
_transcript: ContextVar["Transcript | None"] = ContextVar("operator_transcript", default=None)


@dataclass
class Transcript:
    """What went to and fro in one operation, redacted."""

    sent: list[str] = field(default_factory=list)
    received: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


@contextmanager
def transcribed() -> Iterator[Transcript]:
    """Keep the exchanges of the block."""
    kept = Transcript()
    token = _transcript.set(kept)
    try:
        yield kept
    finally:
        _transcript.reset(token)


class _Bounded(httpcore.NetworkStream):
    """A connection none of whose reads and writes outlasts the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline passed")
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._left())
        return _Bounded(secured, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, until: float) -> None:
        self._until = until
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = max(0.001, self._until - time.monotonic())
        stream = self._plain.connect_tcp(host, port, left, local_address, socket_options)
        return _Bounded(stream, self._until)


def exchange(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes = b"",
    seconds: float,
) -> Answer:
    """Ask once, without following redirections. Raises Refused for headers that no request
    can carry, NotReached, NoAnswer."""
    plain = [(name, _header(name, value)) for name, value in headers.items()]
    kept = _transcript.get()
    if kept is not None:
        kept.sent.append(f"{method} {url.partition('?')[0]}\n{redacted(body)}")
    answer = _asked(method, url, plain, body, time.monotonic() + seconds)
    if kept is not None:
        kept.received.append(f"{answer.status}\n{redacted(answer.body)}")
    return answer


def _header(name: str, value: str) -> str:
    """Credentials travel in headers, and people paste them with what clings to them."""
    value = value.strip()
    if not value.isascii() or any(c < " " or c == "\x7f" for c in value):
        raise Refused(f"{name} holds a character that no header can carry", code="header")
    return value


def _asked(
    method: str, url: str, headers: list[tuple[str, str]], body: bytes, until: float
) -> Answer:
    try:
        with (
            httpcore.ConnectionPool(network_backend=_Backend(until)) as pool,
            pool.stream(method, url, headers=headers, content=body) as response,
        ):
            content = bytearray()
            for chunk in response.iter_stream():
                content += chunk
                if len(content) > LARGEST:
                    raise NoAnswer("the answer does not end")
            return Answer(response.status, bytes(content))
    except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.UnsupportedProtocol) as error:
        raise NotReached(f"{type(error).__name__}: {error}") from error
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}") from error
