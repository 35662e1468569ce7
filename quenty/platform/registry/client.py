"""An HTTP client to a peer that keeps to the deadline of the work at hand.

A client's own limits are for each piece that arrives: who sends a byte now and then is
never late by them. Here every wait for the peer ends when `deadlines.within` does.
"""

from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from quenty.platform import deadlines

# Seconds to connect, and to wait for a piece where no deadline is nearer.
CONNECT, MOST = 1.0, 60.0
PIECE = 64 * 1024


def client_of(base_url: str, *, connections: int) -> httpx.Client:
    """Kept-alive connections to one base URL, at most so many."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    transport = httpx.HTTPTransport(limits=limits, trust_env=False)
    # What httpx has no argument for: where the pool's connections come from.
    transport._pool._network_backend = _Punctual()
    timeout = httpx.Timeout(MOST, connect=CONNECT, pool=CONNECT)
    return httpx.Client(base_url=base_url, transport=transport, timeout=timeout, trust_env=False)


class _Punctual(httpcore.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        within = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(super().connect_tcp(host, port, within, local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), PIECE):
            left = _left(timeout, httpcore.WriteTimeout)
            self._stream.write(buffer[start : start + PIECE], left)

    def start_tls(self, *arguments: Any, **options: Any) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(*arguments, **options))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def close(self) -> None:
        self._stream.close()


def _left(timeout: float | None, late: type[httpcore.TimeoutException]) -> float:
    try:
        return deadlines.remaining(MOST if timeout is None else timeout)
    except deadlines.DeadlineExceeded as error:
        raise late(str(error)) from error
