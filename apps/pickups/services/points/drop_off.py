"""Choose a point to bring parcels to; a code says at the desk whose they are."""

from datetime import timedelta
from uuid import UUID

from apps.pickups.domain.codes import number_of
from apps.pickups.domain.states import DeskEvent, DeskStatus
from apps.pickups.models import DeskParcel, DropOff, GuideCopy, Point
from apps.pickups.services.pickups.schedule import collectable
from apps.pickups.services.points.moves import move_parcel
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.ids import new_id
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

VALID_FOR = timedelta(days=7)
_BATCH = 200


def choose_point(
    *, customer_id: UUID, livemode: bool, point_id: UUID, guides: list[str], actor: Actor
) -> DropOff:
    """The code to show. Guides chosen for another point before are expected here instead.

    Raises pickups.point_not_found, pickups.point_closed, pickups.point_full, pickups.point_service,
    pickups.guide_not_found, pickups.guide_not_collectable.
    """
    with unit_of_work("pickups"):
        point = Point.objects.select_for_update().filter(point_id=point_id).first()
        if point is None:
            raise PickupsError.POINT_NOT_FOUND()
        if not point.open:
            raise PickupsError.POINT_CLOSED()
        if "drop_off" not in point.services:
            raise PickupsError.POINT_SERVICE(service="drop_off", field="point_id")
        rows = collectable(customer_id, livemode, guides)
        _forget_elsewhere(rows)
        busy = point.parcels.filter(status__in=("expected", "waiting"), livemode=True).count()
        if livemode and busy + len(rows) > point.capacity:
            raise PickupsError.POINT_FULL()
        key = new_id()
        chosen = DropOff.objects.create(
            id=key,
            customer_id=customer_id,
            livemode=livemode,
            point=point,
            code=number_of("PTO", key),
            expires_at=clock.now() + VALID_FOR,
        )
        DeskParcel.objects.bulk_create(_expected(guide, point, chosen) for guide in rows)
        record("pickups", action="drop_off.choose", subject=key, actor=actor)
    return chosen


def _expected(guide: GuideCopy, point: Point, chosen: DropOff) -> DeskParcel:
    return DeskParcel(
        point=point,
        drop_off=chosen,
        guide_id=guide.guide_id,
        guide_number=guide.number,
        customer_id=guide.customer_id,
        livemode=guide.livemode,
        purpose="drop_off",
        expected_pieces=guide.piece_count,
    )


def forget_expired() -> int:
    """Nobody brought them in time: they take no room there. Gives how many parcels."""
    due = DeskParcel.objects.filter(
        status=DeskStatus.EXPECTED, drop_off__expires_at__lt=clock.now()
    ).values_list("pk", flat=True)[:_BATCH]
    with unit_of_work("pickups"):
        gone = list(
            DeskParcel.objects.select_for_update()
            .filter(pk__in=list(due), status=DeskStatus.EXPECTED)
            .order_by("pk")
        )
        for parcel in gone:
            move_parcel(parcel, DeskEvent.CANCEL)
    return len(gone)


def _forget_elsewhere(guides: list[GuideCopy]) -> None:
    before = DeskParcel.objects.select_for_update().filter(
        guide_id__in=[guide.guide_id for guide in guides], status=DeskStatus.EXPECTED
    )
    for parcel in before:
        move_parcel(parcel, DeskEvent.CANCEL)
