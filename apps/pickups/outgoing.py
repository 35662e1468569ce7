"""Rows of pickups as the events that tell of them."""

from datetime import date, datetime
from typing import Any

from apps.pickups.models import DeskParcel, GuideCopy, Pickup
from quenty.contracts.pickups import events
from quenty.contracts.pickups.shapes import Piece
from quenty.kernel import clock
from quenty.kernel.money import COP, Money


def _of(pickup: Pickup) -> dict[str, Any]:
    guides = dict.fromkeys(parcel.guide_number for parcel in pickup.parcels_listed.all())
    return {
        "pickup_id": pickup.pk,
        "number": pickup.number,
        "customer_id": pickup.customer_id,
        "municipality": pickup.dane_code,
        "guides": tuple(guides),
    }


def scheduled(pickup: Pickup) -> events.PickupScheduledV1:
    return events.PickupScheduledV1(
        window_start=pickup.window_start, window_end=pickup.window_end, **_of(pickup)
    )


def confirmed(pickup: Pickup) -> events.PickupConfirmedV1:
    return events.PickupConfirmedV1(
        window_start=pickup.window_start, window_end=pickup.window_end, **_of(pickup)
    )


def assigned(
    pickup: Pickup, *, run_id: Any, driver_id: Any, expected_at: datetime
) -> events.PickupAssignedV1:
    return events.PickupAssignedV1(
        run_id=run_id, driver_id=driver_id, expected_at=expected_at, **_of(pickup)
    )


def rescheduled(pickup: Pickup, *, reason: str, by: str) -> events.PickupRescheduledV1:
    return events.PickupRescheduledV1(
        window_start=pickup.window_start,
        window_end=pickup.window_end,
        reason=reason,
        by=by,
        **_of(pickup),
    )


def cancelled(pickup: Pickup, *, reason: str) -> events.PickupCancelledV1:
    return events.PickupCancelledV1(reason=reason, fee=pickup.fee or Money.zero(COP), **_of(pickup))


def failed(
    pickup: Pickup, *, reason: str, attempt: int, retry_on: date | None
) -> events.PickupFailedV1:
    return events.PickupFailedV1(reason=reason, attempt=attempt, retry_on=retry_on, **_of(pickup))


def expired(pickup: Pickup) -> events.PickupExpiredV1:
    return events.PickupExpiredV1(**_of(pickup))


def pieces_picked_up(
    guide: GuideCopy,
    pieces: list[int],
    *,
    whole: bool,
    pickup: Pickup,
    run_id: Any,
    driver_id: Any,
    at: datetime,
) -> events.PiecesPickedUpV1:
    return events.PiecesPickedUpV1(
        guide_id=guide.guide_id,
        guide_number=guide.number,
        customer_id=guide.customer_id,
        pickup_id=pickup.pk,
        run_id=run_id,
        driver_id=driver_id,
        pieces=_pieces(pieces),
        whole=whole,
        municipality=pickup.dane_code,
        occurred_at=at,
    )


def received_at_point(parcel: DeskParcel, pieces: list[int]) -> events.PiecesReceivedAtPointV1:
    return events.PiecesReceivedAtPointV1(
        guide_id=parcel.guide_id,
        guide_number=parcel.guide_number,
        customer_id=parcel.customer_id,
        point_id=parcel.point.point_id,
        pieces=_pieces(pieces),
        whole=len(parcel.pieces) >= parcel.expected_pieces,
        purpose=parcel.purpose,
        municipality=parcel.point.dane_code,
        occurred_at=parcel.received_at or clock.now(),
    )


def desk_code_issued(parcel: DeskParcel, guide: GuideCopy, *, code: str) -> events.DeskCodeIssuedV1:
    return events.DeskCodeIssuedV1(
        guide_id=parcel.guide_id,
        guide_number=parcel.guide_number,
        customer_id=parcel.customer_id,
        point_id=parcel.point.point_id,
        point_name=parcel.point.name,
        point_address=parcel.point.address,
        municipality=parcel.point.dane_code,
        collect=parcel.collect or Money.zero(COP),
        occurred_at=parcel.code_sent_at or clock.now(),
        recipient_name=guide.recipient_name,
        recipient_email=guide.recipient_email,
        code=code,
    )


def waiting_long(parcel: DeskParcel, since: datetime) -> events.PiecesWaitingLongV1:
    return events.PiecesWaitingLongV1(
        guide_id=parcel.guide_id,
        guide_number=parcel.guide_number,
        customer_id=parcel.customer_id,
        point_id=parcel.point.point_id,
        since=since,
        franchise_id=parcel.point.franchise_id,
        point_name=parcel.point.name,
        purpose=parcel.purpose,
    )


def handed_over(
    parcel: DeskParcel, *, to: str, collected: Money, method: str
) -> events.PiecesHandedOverV1:
    return events.PiecesHandedOverV1(
        guide_id=parcel.guide_id,
        guide_number=parcel.guide_number,
        customer_id=parcel.customer_id,
        point_id=parcel.point.point_id,
        pieces=_pieces(parcel.pieces),
        whole=len(parcel.pieces) >= parcel.expected_pieces,
        to=to,
        checked_by=parcel.checked_by,
        municipality=parcel.point.dane_code,
        occurred_at=parcel.settled_at or clock.now(),
        collected=collected or None,
        method=method,
    )


def returned_from_point(parcel: DeskParcel, *, reason: str) -> events.PiecesReturnedFromPointV1:
    return events.PiecesReturnedFromPointV1(
        guide_id=parcel.guide_id,
        guide_number=parcel.guide_number,
        customer_id=parcel.customer_id,
        point_id=parcel.point.point_id,
        pieces=_pieces(parcel.pieces),
        reason=reason,
        purpose=parcel.purpose,
        municipality=parcel.point.dane_code,
        occurred_at=parcel.settled_at or clock.now(),
    )


def _pieces(numbers: list[int]) -> tuple[Piece, ...]:
    return tuple(Piece(number=number) for number in sorted(numbers))
