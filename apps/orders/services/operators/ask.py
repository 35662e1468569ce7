"""Ask an operator: bounded, broken off while it is ill, logged, counted."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from prometheus_client import Counter, Histogram

from apps.orders.domain.operators.failures import ILL, NoAnswer, NotReached, OperatorFailure
from apps.orders.domain.operators.port import OperatorPort
from apps.orders.models import OperatorCall
from apps.orders.neighbours.operators import adapter_for
from apps.orders.neighbours.operators.exchange import Transcript, transcribed
from apps.orders.selectors.operators import Reach
from apps.orders.services.operators.breakers import breaker_of
from apps.orders.services.operators.health import note_health
from quenty.platform import ambient
from quenty.platform.breaker import BreakerOpen, State
from quenty.platform.db import unit_of_work
from quenty.platform.db.unit_of_work import open_transactions

T = TypeVar("T")
CALLS = Counter(
    "quenty_operator_calls_total",
    "Calls to operators by how they ended",
    ["operator", "operation", "outcome"],
)
SECONDS = Histogram(
    "quenty_operator_call_seconds", "How long operators take to answer", ["operator", "operation"]
)


@dataclass(slots=True)
class Ended:
    """How one operation ended; what was said of it, redacted."""

    answer: Any = None
    failure: OperatorFailure | None = None
    latency_ms: int = 0
    kept: Transcript = field(default_factory=Transcript)

    @property
    def outcome(self) -> str:
        if self.failure is None:
            return "ok"
        return "broken_off" if self.failure.code == "breaker_open" else self.failure.outcome


class AskedInTransaction(RuntimeError):
    """A carrier must not decide how long our rows stay locked."""


def ask(reach: Reach, operation: str, reference: str, act: Callable[[OperatorPort], T]) -> T:
    """What the operator answers. Raises Refused, NotReached, NoAnswer; never inside a
    transaction. An offline adapter is asked at once, and leaves no line in the log.
    """
    port = adapter_for(reach.adapter, reach.line())
    if port.offline or reach.row is None:
        return act(port)
    if open_transactions():
        raise AskedInTransaction(f"{operation} of {reach.operator_code}")
    ended = enter(reach) or perform(port, act)
    finish(reach, operation, reference, ended)
    if ended.failure is not None:
        raise ended.failure
    return ended.answer  # type: ignore[no-any-return]


def enter(reach: Reach) -> Ended | None:
    """None when the operator may be asked, else how that ended: its breaker is open."""
    assert reach.row is not None  # noqa: S101
    try:
        breaker_of(reach.row).enter()
    except BreakerOpen as error:
        return Ended(failure=NotReached(str(error), code="breaker_open"))
    return None


def perform(port: OperatorPort, act: Callable[[OperatorPort], Any]) -> Ended:
    """Ask, and touch no database: it may run in a thread of its own."""
    ended, started = Ended(), time.perf_counter()
    try:
        with transcribed() as ended.kept:
            ended.answer = act(port)
    except OperatorFailure as failure:
        ended.failure = failure
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        # An answer of another shape than the documented one.
        ended.failure = NoAnswer(f"unexpected answer: {type(error).__name__}: {error}")
    ended.latency_ms = round((time.perf_counter() - started) * 1000)
    return ended


def finish(reach: Reach, operation: str, reference: str, ended: Ended) -> None:
    """Tell the breaker, the metrics, the log and the operator's health how it ended."""
    assert reach.row is not None  # noqa: S101
    breaker = breaker_of(reach.row)
    before, outcome = breaker.state, ended.outcome
    if outcome in ILL:
        breaker.failed()
    elif outcome != "broken_off":
        breaker.succeeded()
    CALLS.labels(reach.operator_code, operation, outcome).inc()
    SECONDS.labels(reach.operator_code, operation).observe(ended.latency_ms / 1000)
    with unit_of_work("orders"):
        log_call(reach, operation, reference, ended)
        # A merchant's own contract and the sandbox say nothing of how an operator is.
        ours = reach.livemode and reach.row.customer_id is None
        if ours and outcome != "broken_off":
            if breaker.state is State.OPEN and before is not State.OPEN:
                note_health(reach, state="down", reason=outcome)
            elif breaker.state is State.CLOSED and outcome not in ILL:
                note_health(reach, state="up", reason=outcome)


def log_call(reach: Reach, operation: str, reference: str, ended: Ended) -> None:
    """One line of the call log, under the reach's account. Inside a unit of work."""
    failure = ended.failure
    OperatorCall.objects.create(
        account=reach.row,
        operator_id=reach.operator_id,
        livemode=reach.livemode,
        operation=operation,
        reference=reference[:60],
        outcome=ended.outcome,
        code=failure.code[:60] if failure else "",
        detail=failure.detail[:300] if failure else "",
        latency_ms=ended.latency_ms,
        sent="\n\n".join(ended.kept.sent)[:20_000],
        received="\n\n".join(ended.kept.received)[:20_000],
        correlation_id=ambient.current().correlation_id,
    )
