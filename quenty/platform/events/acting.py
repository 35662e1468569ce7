"""Calls a consumer or a job with the surroundings that its message carries."""

import time
from dataclasses import dataclass
from typing import Any

import structlog

from quenty.platform import ambient
from quenty.platform.codec import from_plain
from quenty.platform.events.declared import CONSUMERS_BY_NAME, JOBS
from quenty.platform.events.envelope import Envelope
from quenty.platform.observability import tracing

log = structlog.get_logger(__name__)


class Unknown(LookupError):
    """A message for a consumer or job that this code does not have."""


def _around(envelope: Envelope) -> Any:
    return ambient.surround(
        correlation_id=envelope.correlation_id,
        causation_id=envelope.id,
        hops=envelope.hops + 1,
        actor=envelope.actor_of,
        livemode=envelope.livemode,
    )


@dataclass(frozen=True, slots=True)
class Acted:
    """What was done and is not yet told: it may still be undone. `ms`: how long it took."""

    envelope: Envelope
    name: str
    ms: float

    def tell(self) -> None:
        """Once it is committed."""
        with _around(self.envelope):
            log.info(
                "acted",
                consumer=self.name,
                type=self.envelope.type,
                message_id=str(self.envelope.id),
                ms=self.ms,
            )


def run_consumer(envelope: Envelope, name: str) -> Acted:
    """Act on an event inside the transaction that the caller holds. Raises Unknown."""
    consumer = CONSUMERS_BY_NAME.get(name)
    if consumer is None:
        raise Unknown(f"no consumer {name}")
    event: Any = from_plain(envelope.payload, consumer.event.payload)
    with _around(envelope), tracing.span(f"consume {name}", parent=envelope.traceparent):
        began = time.perf_counter()
        consumer.act(event, envelope)
        return Acted(envelope, name, _ms_since(began))


def run_job(envelope: Envelope, name: str) -> Acted:
    """Run a job, outside any transaction. Raises Unknown."""
    job = JOBS.get(name)
    if job is None:
        raise Unknown(f"no job {name}")
    with _around(envelope), tracing.span(f"job {name}", parent=envelope.traceparent):
        began = time.perf_counter()
        job.run(**envelope.payload)
        return Acted(envelope, name, _ms_since(began))


def _ms_since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
