"""Facts pickups tells of collections and points; those of the road are in road_events.py."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from quenty.contracts.pickups.road_events import (
    CashClosedV1,
    CourierEnRouteV1,
    DeliveryAttemptedV1,
    DeliveryCompletedV1,
    DeliveryProvenV1,
    ReturnCompletedV1,
    RunCompletedV1,
    RunPublishedV1,
)
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel.events import event, personal
from quenty.kernel.money import Money

__all__ = [
    "CashClosedV1",
    "CourierEnRouteV1",
    "DeliveryAttemptedV1",
    "DeliveryCompletedV1",
    "DeliveryProvenV1",
    "DeskCodeIssuedV1",
    "PickupAssignedV1",
    "PickupCancelledV1",
    "PickupConfirmedV1",
    "PickupExpiredV1",
    "PickupFailedV1",
    "PickupRescheduledV1",
    "PickupScheduledV1",
    "PiecesHandedOverV1",
    "PiecesPickedUpV1",
    "PiecesReceivedAtPointV1",
    "PiecesReturnedFromPointV1",
    "PiecesWaitingLongV1",
    "ReturnCompletedV1",
    "RunCompletedV1",
    "RunPublishedV1",
]


@dataclass(frozen=True, kw_only=True)
class OfPickup:
    """`guides`: numbers of the guides that are to be collected. `municipality`: DANE code."""

    pickup_id: UUID
    number: str
    customer_id: UUID
    municipality: str
    guides: tuple[str, ...]


@event("pickups.pickup.scheduled", webhook=True)
class PickupScheduledV1(OfPickup):
    """The window in which the courier comes."""

    window_start: datetime
    window_end: datetime


@event("pickups.pickup.confirmed", webhook=True)
class PickupConfirmedV1(OfPickup):
    window_start: datetime
    window_end: datetime


@event("pickups.pickup.assigned", webhook=True)
class PickupAssignedV1(OfPickup):
    """It is on a run. `expected_at`: the planned arrival."""

    run_id: UUID
    driver_id: UUID
    expected_at: datetime


@event("pickups.pickup.rescheduled", webhook=True)
class PickupRescheduledV1(OfPickup):
    """`by`: customer, system or staff."""

    window_start: datetime
    window_end: datetime
    reason: str
    by: str


@event("pickups.pickup.cancelled", webhook=True)
class PickupCancelledV1(OfPickup):
    """`fee`: what the merchant owes for cancelling after the cut-off, zero before it."""

    reason: str
    fee: Money


@event("pickups.pickup.failed", webhook=True)
class PickupFailedV1(OfPickup):
    """`reason`: one of the attempt's reasons. `retry_on`: the day of the next attempt, None
    when the customer has to choose."""

    reason: str
    attempt: int
    retry_on: date | None


@event("pickups.pickup.expired", webhook=True)
class PickupExpiredV1(OfPickup):
    """Its window passed and nobody came."""


@event("pickups.pieces.picked_up", webhook=True)
class PiecesPickedUpV1:
    """One guide's pieces as scanned. `whole`: all of its pieces are in hand by now."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    pickup_id: UUID | None
    run_id: UUID | None
    driver_id: UUID | None
    pieces: tuple[Piece, ...]
    whole: bool
    municipality: str
    occurred_at: datetime


@event("pickups.pieces.received_at_point", webhook=True)
class PiecesReceivedAtPointV1:
    """`purpose`: drop_off (the sender's) or delivery (to be fetched by the recipient)."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    point_id: UUID
    pieces: tuple[Piece, ...]
    whole: bool
    purpose: str
    municipality: str
    occurred_at: datetime


@event("pickups.pieces.handed_over", webhook=True)
class PiecesHandedOverV1:
    """`to`: recipient or courier. `checked_by`: code or identity. `collected`: at the desk, all
    that was due; None for nothing. `method`: cash, or that of what was paid by then."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    point_id: UUID
    pieces: tuple[Piece, ...]
    whole: bool
    to: str
    checked_by: str
    municipality: str
    occurred_at: datetime
    collected: Money | None = None
    method: str = ""


@event("pickups.pieces.returned_from_point", webhook=True)
class PiecesReturnedFromPointV1:
    """They waited too long, or the recipient refused them; or, of `purpose` drop_off, their
    sender took them back before a courier came."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    point_id: UUID
    pieces: tuple[Piece, ...]
    reason: str
    municipality: str
    occurred_at: datetime
    purpose: str = "delivery"


@event("pickups.pieces.waiting_long", webhook=True)
class PiecesWaitingLongV1:
    """They have been at a point for days, and nobody came. Told once. `franchise_id`: whose
    point it is."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    point_id: UUID
    since: datetime
    franchise_id: UUID | None = None
    point_name: str = ""
    purpose: str = "delivery"


@event("pickups.desk_code.issued")
class DeskCodeIssuedV1:
    """A parcel waits at a point for its recipient, who fetches it with `code`: for the
    recipient alone, so no webhook and no desk is told. `collect`: to be paid there."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    point_id: UUID
    point_name: str
    point_address: str
    municipality: str
    collect: Money
    occurred_at: datetime
    recipient_name: str = personal()
    recipient_email: str = personal()
    code: str = personal()
