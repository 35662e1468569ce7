"""What travels: a message with who, when, why and in what order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from quenty.kernel.actors import Actor
from quenty.kernel.events import EVENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """`kind`: event or job. `sequence`: grows by one with each event of its aggregate."""

    id: UUID
    kind: str
    type: str
    version: int
    occurred_at: datetime
    livemode: bool
    producer: str
    aggregate_id: UUID | None
    sequence: int | None
    correlation_id: str
    causation_id: UUID | None
    hops: int
    actor: str
    traceparent: str
    payload: dict[str, Any]

    @property
    def key(self) -> str:
        """The declared type and version, as consumers subscribe to it."""
        return f"{self.type}.v{self.version}"

    @property
    def actor_of(self) -> Actor:
        return Actor.parse(self.actor)

    def is_declared(self) -> bool:
        return self.key in EVENTS


# The columns that an outbox row and its archive share with an envelope.
COLUMNS = (
    "id",
    "kind",
    "type",
    "version",
    "occurred_at",
    "livemode",
    "producer",
    "aggregate_id",
    "sequence",
    "correlation_id",
    "causation_id",
    "hops",
    "actor",
    "traceparent",
    "payload",
)
