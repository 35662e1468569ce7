"""A desk scans parcels in."""

from uuid import UUID

from apps.pickups import outgoing
from apps.pickups.domain.desk import purpose_of
from apps.pickups.domain.labels import readings
from apps.pickups.domain.states import DeskEvent, DeskStatus
from apps.pickups.models import DeskParcel, GuideCopy, Point
from apps.pickups.selectors.dropped import refuse_dropped
from apps.pickups.services.copies.door_payments import still_due
from apps.pickups.services.points.desk_code import issue_code
from apps.pickups.services.points.moves import move_parcel
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


def receive_at_point(*, point: Point, label: str, actor: Actor) -> DeskParcel:
    """Scan a label: one piece, or all of the guide where the label names none. The recipient
    is told a code to fetch it with, the desk is not.

    What was expected at another point, or nowhere, is taken in too: it is here. Raises
    pickups.piece_unknown, pickups.piece_dropped, pickups.guide_not_at_desk,
    pickups.point_closed.
    """
    if not point.open:
        raise PickupsError.POINT_CLOSED()
    with unit_of_work("pickups"):
        guide, piece = _guide_of(label)
        refuse_dropped(guide, [piece])
        parcel = _parcel(guide, point)
        before = set(parcel.pieces)
        numbers = {p["number"] for p in guide.pieces} or set(range(1, guide.piece_count + 1))
        if piece is not None and piece not in numbers:
            raise PickupsError.PIECE_UNKNOWN(label=label)
        scanned = (numbers if piece is None else {piece}) - before
        parcel.point, parcel.pieces = point, sorted(before | scanned)
        first = parcel.received_at is None
        parcel.received_at = parcel.received_at or clock.now()
        move_parcel(parcel, DeskEvent.RECEIVE)
        if first:
            issue_code(parcel, guide, actor=actor)
            parcel.save()
        record("pickups", action="desk.receive", subject=parcel.pk, actor=actor)
        if scanned:
            publish(
                outgoing.received_at_point(parcel, sorted(scanned)),
                aggregate=guide.guide_id,
                actor=actor,
                livemode=parcel.livemode,
            )
        _settle_drop_off(parcel)
    return parcel


def _guide_of(label: str) -> tuple[GuideCopy, int | None]:
    for reading in readings(label):
        guide = GuideCopy.objects.select_for_update().filter(number=reading.number).first()
        if guide is not None:
            return guide, reading.piece
    raise PickupsError.PIECE_UNKNOWN(label=label[:60])


def _parcel(guide: GuideCopy, point: Point) -> DeskParcel:
    waiting = DeskParcel.objects.select_for_update().filter(
        guide_id=guide.guide_id, status__in=(DeskStatus.EXPECTED, DeskStatus.WAITING)
    )
    found = waiting.first()
    if found is not None and (found.status == DeskStatus.EXPECTED or found.point_id == point.pk):
        return found
    if found is not None:
        raise PickupsError.PARCEL_NOT_HERE(status=found.status)
    purpose = purpose_of(guide.status)
    if not purpose:
        raise PickupsError.GUIDE_NOT_AT_DESK(number=guide.number, status=guide.status)
    return DeskParcel(
        point=point,
        guide_id=guide.guide_id,
        guide_number=guide.number,
        customer_id=guide.customer_id,
        livemode=guide.livemode,
        purpose=purpose,
        expected_pieces=guide.piece_count,
        collect=still_due(guide) if purpose == "delivery" else None,
    )


def _settle_drop_off(parcel: DeskParcel) -> None:
    chosen = parcel.drop_off
    if chosen is None or chosen.received_at is not None:
        return
    if not chosen.parcels.filter(status=DeskStatus.EXPECTED).exists():
        chosen.received_at = clock.now()
        chosen.save(update_fields=["received_at", "updated_at"])


def expect_at_point(*, point_id: UUID, guide_number: str, actor: Actor) -> DeskParcel:
    """A guide that is on its way to a point, for its recipient to fetch.

    Raises pickups.point_not_found, pickups.point_closed, pickups.point_service,
    pickups.guide_not_found, pickups.guide_not_at_desk, pickups.parcel_not_here.
    """
    with unit_of_work("pickups"):
        point = Point.objects.filter(point_id=point_id).first()
        if point is None:
            raise PickupsError.POINT_NOT_FOUND()
        if not point.open:
            raise PickupsError.POINT_CLOSED()
        guide = GuideCopy.objects.select_for_update().filter(number=guide_number).first()
        if guide is None:
            raise PickupsError.GUIDE_NOT_FOUND(number=guide_number)
        parcel = _parcel(guide, point)
        _refuse_unoffered(parcel, point)
        if parcel.status != DeskStatus.EXPECTED:
            raise PickupsError.PARCEL_NOT_HERE(status=parcel.status)
        parcel.point = point
        parcel.save()
        record("pickups", action="desk.expect", subject=parcel.pk, actor=actor)
    return parcel


def _refuse_unoffered(parcel: DeskParcel, point: Point) -> None:
    needed = {"drop_off"} if parcel.purpose == "drop_off" else {"collection"}
    if parcel.collect:
        needed.add("cod")
    for service in sorted(needed - set(point.services)):
        raise PickupsError.POINT_SERVICE(service=service, field="guide")
