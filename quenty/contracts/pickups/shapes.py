"""Parts that several events of pickups share."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a guide by its number, from 1."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStop:
    """A stop of a published run, in its order. `kind`: pickup or delivery. `guide_id`: of a
    delivery. `pickup_id`: of a pickup. The window is what the customer is told."""

    stop_id: UUID
    kind: str
    guide_id: UUID | None
    guide_number: str
    pickup_id: UUID | None
    customer_id: UUID
    expected_at: datetime
    window_start: datetime
    window_end: datetime
