"""A contract's methods on a peer: signed, bounded, tried again only where that is safe."""

import random
import time
from collections.abc import Callable
from typing import Any, Protocol

import httpx
import structlog

from quenty.kernel.errors import DomainError
from quenty.platform import ambient, deadlines
from quenty.platform.breaker import SECONDS_A_FAILURE, Breaker, BreakerOpen
from quenty.platform.errors import RequestError
from quenty.platform.observability import tracing
from quenty.platform.registry import service_tokens, wire
from quenty.platform.registry.budget import RetryBudget
from quenty.platform.registry.client import client_of

log = structlog.get_logger(__name__)

# For a call with all its tries, unless its caller has less left.
USUAL_SECONDS = 5.0
MOST_TRIES = 3
FIRST_PAUSE = 0.05


class Unreachable(ConnectionError):
    """The peer did not answer, or not with an answer."""


class Wire(Protocol):
    """Carries bytes to a peer: (status, body). Raises Unreachable."""

    def send(
        self, path: str, body: bytes, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]: ...


class HttpWire:
    """Kept-alive connections to one base URL."""

    def __init__(self, base_url: str) -> None:
        self._client = client_of(base_url, connections=32)

    def send(
        self, path: str, body: bytes, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        try:
            with deadlines.within(timeout):
                response = self._client.post(path, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error
        return response.status_code, response.content


class RemoteCall:
    """What `registry.get` gives for a contract that lives elsewhere."""

    def __init__(self, contract: type, peer: Wire, breaker: Breaker, budget: RetryBudget) -> None:
        self._contract = contract
        self._peer = peer
        self._breaker = breaker
        self._budget = budget

    def __getattr__(self, name: str) -> Callable[..., Any]:
        effect = getattr(getattr(self._contract, name, None), "__effect__", None)
        if effect is None:
            raise AttributeError(f"{self._contract.__name__} has no method {name}")

        def call(**arguments: Any) -> Any:
            again = effect == "read" or bool(arguments.get("idempotency_key"))
            return self._call(name, arguments, MOST_TRIES if again else 1)

        return call

    def _call(self, name: str, arguments: dict[str, Any], tries: int) -> Any:
        body = wire.arguments_out(arguments)
        self._budget.asked()
        try:
            with deadlines.within(USUAL_SECONDS):
                return self._tries(name, body, tries)
        except (BreakerOpen, Unreachable, deadlines.DeadlineExceeded) as error:
            raise RequestError.UNAVAILABLE() from error

    def _tries(self, name: str, body: bytes, tries: int) -> Any:
        for number in range(1, tries + 1):
            try:
                return self._try(name, body)
            except Unreachable as error:
                log.warning("rpc.failed", method=name, attempt=number, error=str(error))
                if number == tries or not self._budget.allows_retry():
                    raise
                pause = random.random() * FIRST_PAUSE * 2**number  # noqa: S311  (full jitter)
                time.sleep(deadlines.remaining(pause))
        raise AssertionError("at least one try is made")

    def _try(self, name: str, body: bytes) -> Any:
        began = time.monotonic()
        timeout = deadlines.remaining(USUAL_SECONDS)
        headers = self._headers(timeout)
        path = wire.path_of(self._contract, name)
        self._breaker.enter()
        try:
            with tracing.span(f"rpc {self._contract.__name__}.{name}"):
                status, raw = self._peer.send(path, body, headers, timeout)
            answer = self._understood(name, status, raw)
        except Unreachable:
            took = time.monotonic() - began
            # Who is given little time and is late has shown little.
            self._breaker.failed(took / SECONDS_A_FAILURE if took >= timeout else 1.0)
            raise
        self._breaker.succeeded()
        if isinstance(answer, DomainError):
            raise answer
        return answer

    def _understood(self, name: str, status: int, raw: bytes) -> Any:
        if status >= 500:
            raise Unreachable(f"status {status}")
        try:
            if status == 200:
                return wire.answer_in(self._contract, name, raw)
            return wire.error_in(raw)
        except wire.FOREIGN as error:
            raise Unreachable(f"status {status} with a body that is none of ours") from error

    def _headers(self, timeout: float) -> dict[str, str]:
        around = ambient.current()
        declared = self._contract.__contract__  # type: ignore[attr-defined]
        return {
            "Authorization": f"Bearer {service_tokens.issue(audience=declared.context)}",
            "Content-Type": "application/json",
            "X-Deadline-Ms": str(int(timeout * 1000)),
            "X-Correlation-Id": around.correlation_id,
            "X-Actor": str(around.actor),
            "X-Livemode": "1" if around.livemode else "0",
            "traceparent": tracing.traceparent(),
        }
