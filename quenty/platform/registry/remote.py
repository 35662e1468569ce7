"""A contract's methods on a peer: signed, bounded, tried again only where that is safe."""

import random
import time
from collections.abc import Callable
from typing import Any, Protocol

import httpx
import structlog

from quenty.kernel.errors import DomainError
from quenty.platform import ambient, deadlines
from quenty.platform.breaker import Breaker, BreakerOpen
from quenty.platform.errors import RequestError
from quenty.platform.observability import tracing
from quenty.platform.registry import service_tokens, wire
from quenty.platform.registry.budget import RetryBudget

log = structlog.get_logger(__name__)

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
        self._client = httpx.Client(
            base_url=base_url,
            limits=httpx.Limits(max_connections=32, max_keepalive_connections=16),
            trust_env=False,
        )

    def send(
        self, path: str, body: bytes, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        limits = httpx.Timeout(timeout, connect=min(timeout, 1.0))
        try:
            response = self._client.post(path, content=body, headers=headers, timeout=limits)
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
        for number in range(1, tries + 1):
            try:
                return self._try(name, body)
            except BreakerOpen as error:
                raise RequestError.UNAVAILABLE() from error
            except Unreachable as error:
                log.warning("rpc.failed", method=name, attempt=number, error=str(error))
                if number == tries or not self._budget.allows_retry():
                    raise RequestError.UNAVAILABLE() from error
                pause = random.random() * FIRST_PAUSE * 2**number  # noqa: S311  (full jitter)
                time.sleep(min(pause, deadlines.remaining(pause)))
        raise AssertionError("at least one try is made")

    def _try(self, name: str, body: bytes) -> Any:
        self._breaker.enter()
        try:
            timeout = deadlines.remaining(USUAL_SECONDS)
            path = wire.path_of(self._contract, name)
            with tracing.span(f"rpc {self._contract.__name__}.{name}"):
                status, raw = self._peer.send(path, body, self._headers(timeout), timeout)
            answer = self._understood(name, status, raw)
        except (Unreachable, deadlines.DeadlineExceeded):
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        if isinstance(answer, DomainError):
            raise answer
        return answer

    def _understood(self, name: str, status: int, raw: bytes) -> Any:
        if status == 200:
            return wire.answer_in(self._contract, name, raw)
        if status >= 500:
            raise Unreachable(f"status {status}")
        try:
            return wire.error_in(raw)
        except (ValueError, KeyError, TypeError) as error:
            raise Unreachable(f"status {status} without a code") from error

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
