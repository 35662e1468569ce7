"""Ask an operator: bounded, broken off while it is ill, logged, counted."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

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
class _Ended:
    outcome: str = "ok"
    code: str = ""
    detail: str = ""
    latency_ms: int = 0


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
    breaker = breaker_of(reach.row)
    ended, before = _Ended(), breaker.state
    kept = Transcript()
    try:
        breaker.enter()
        with transcribed() as kept:
            answer = _timed(lambda: act(port), ended)
        breaker.succeeded()
        return answer
    except BreakerOpen as error:
        ended.outcome, ended.detail = "broken_off", str(error)
        raise NotReached(str(error), code="breaker_open") from error
    except OperatorFailure as failure:
        ended.outcome, ended.code, ended.detail = failure.outcome, failure.code, failure.detail
        if failure.outcome in ILL:
            breaker.failed()
        else:
            breaker.succeeded()
        raise
    finally:
        _note(reach, operation, reference, ended, kept, before, breaker.state)


def _timed(act: Callable[[], T], ended: _Ended) -> T:
    started = time.perf_counter()
    try:
        return act()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        # An answer of another shape than the documented one.
        raise NoAnswer(f"unexpected answer: {type(error).__name__}: {error}") from error
    finally:
        ended.latency_ms = round((time.perf_counter() - started) * 1000)


def _note(
    reach: Reach,
    operation: str,
    reference: str,
    ended: _Ended,
    kept: Transcript,
    before: State,
    after: State,
) -> None:
    CALLS.labels(reach.operator_code, operation, ended.outcome).inc()
    SECONDS.labels(reach.operator_code, operation).observe(ended.latency_ms / 1000)
    with unit_of_work("orders"):
        OperatorCall.objects.create(
            account=reach.row,
            operator_id=reach.operator_id,
            livemode=reach.livemode,
            operation=operation,
            reference=reference[:60],
            outcome=ended.outcome,
            code=ended.code[:60],
            detail=ended.detail[:300],
            latency_ms=ended.latency_ms,
            sent="\n\n".join(kept.sent)[:20_000],
            received="\n\n".join(kept.received)[:20_000],
            correlation_id=ambient.current().correlation_id,
        )
        # A merchant's own contract and the sandbox say nothing of how an operator is.
        ours = reach.livemode and reach.row is not None and reach.row.customer_id is None
        if ours and ended.outcome != "broken_off":
            if after is State.OPEN and before is not State.OPEN:
                note_health(reach, state="down", reason=ended.outcome)
            elif after is State.CLOSED and ended.outcome not in ILL:
                note_health(reach, state="up", reason=ended.outcome)
