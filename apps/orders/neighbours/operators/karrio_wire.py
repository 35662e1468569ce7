"""The karrio SDK, loaded when it is first wanted, asking through our own exchange.

The SDK opens its connections without a deadline and tells its own log what it sent. Here its
one function for requests is replaced: what it asks is bounded as a whole, kept redacted for
the call log, and goes nowhere but to the carrier's address. It is an optional extra
(`quenty[karrio]`), which `karrio_sdk` alone imports.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from email.message import Message
from io import BytesIO
from types import ModuleType
from typing import Any
from urllib.error import HTTPError

from apps.orders.domain.operators.failures import NoAnswer, NotInstalled, OperatorFailure
from apps.orders.domain.operators.port import Line
from apps.orders.neighbours.operators.exchange import exchange

_wire: ContextVar["Wire | None"] = ContextVar("karrio_wire", default=None)


class Wire:
    """One operation with a carrier: how long is left of it, and whom it may ask."""

    def __init__(self, base: str, seconds: float) -> None:
        self.base = base.rstrip("/") + "/"
        self.until = time.monotonic() + seconds
        self.failure: OperatorFailure | None = None
        self._context = copy_context()

    def ask(self, request: dict[str, Any]) -> tuple[int, bytes]:
        """Raises NotReached, NoAnswer; kept too, since the SDK's threads lose what is raised."""
        try:
            # Its threads are not in the context that keeps the transcript.
            return self._context.copy().run(self._asked, request)
        except OperatorFailure as failure:
            self.failure = failure
            raise

    def _asked(self, request: dict[str, Any]) -> tuple[int, bytes]:
        url, left = str(request["url"]), self.until - time.monotonic()
        if not url.startswith(self.base):
            raise NoAnswer("the answer sends us elsewhere")
        if left <= 0:
            raise NoAnswer("the deadline passed")
        data = request.get("data") or b""
        answer = exchange(
            str(request.get("method") or "GET"),
            url,
            headers={**request.get("headers", {}), "accept-encoding": "identity"},
            body=data.encode() if isinstance(data, str) else data,
            seconds=left,
        )
        if answer.status >= 500 or answer.status == 429:
            raise NoAnswer(f"HTTP {answer.status}", code=str(answer.status))
        return answer.status, answer.body


def sdk() -> ModuleType:
    """What we use of the SDK. Raises NotInstalled."""
    try:
        import apps.orders.neighbours.operators.karrio_sdk as found
    except ImportError as error:
        raise NotInstalled(f"{error.name} is not installed") from error
    return found


@contextmanager
def wired(line: Line, carrier: str, values: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """The carrier's mapper and proxy of the SDK, for one operation. `values`: its settings.

    Raises NotInstalled.
    """
    module = sdk().CARRIERS[carrier]
    known = module.Settings(**values)
    base = line.base_url or str(known.server_url)
    at = {"server_url": property(lambda _: base.rstrip("/"))}
    settings = type("Settings", (module.Settings,), at)(**values)
    wire = Wire(base, line.seconds)
    settings.tracer = sdk().SilentTracer(wire)
    token = _wire.set(wire)
    try:
        yield module.Mapper(settings), module.Proxy(settings)
    except OperatorFailure:
        # What went wrong first is the reason of what the SDK stumbled over then.
        if wire.failure is not None:
            raise wire.failure from None
        raise
    finally:
        _wire.reset(token)


def request(
    decoder: Callable[[bytes], Any] | None = None,
    on_ok: Callable[[Any], Any] | None = None,
    on_error: Callable[[HTTPError], Any] | None = None,
    trace: Any = None,
    **asked: Any,
) -> Any:
    """In the place of `karrio.lib.request`, with its arguments.

    Raises NotReached, NoAnswer; what the carrier refuses is the answer.
    """
    wire = getattr(getattr(trace, "_tracer", None), "wire", None) or _wire.get()
    if wire is None:
        raise NoAnswer("the SDK asks outside of an operation")
    status, body = wire.ask(asked)
    if status >= 400:
        error = HTTPError(asked["url"], status, f"HTTP {status}", Message(), BytesIO(body))
        return on_error(error) if on_error else _text(body)
    return on_ok(BytesIO(body)) if on_ok else (decoder or _text)(body)


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
