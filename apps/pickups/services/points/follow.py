"""A guide moved on, or is for somebody else now: what desks expect and hold follows."""

from apps.pickups.domain.desk import is_over
from apps.pickups.domain.states import DeskEvent, DeskStatus
from apps.pickups.models import DeskParcel, GuideCopy
from apps.pickups.services.copies.door_payments import still_due
from apps.pickups.services.points.desk_code import issue_code
from apps.pickups.services.points.moves import move_parcel

_HERE = (DeskStatus.EXPECTED, DeskStatus.WAITING)


def follow_guide(guide: GuideCopy) -> None:
    """What is expected for another purpose than the guide has by now, or of one that is over,
    is expected no more; what left a desk otherwise lies there no more. Inside a unit of work."""
    parcel = _parcel(guide)
    if parcel is None:
        return
    expected = parcel.status == DeskStatus.EXPECTED
    if is_over(parcel.purpose, guide.status, expected=expected):
        move_parcel(parcel, DeskEvent.CANCEL)


def mend_parcel(guide: GuideCopy, *, anew: bool) -> None:
    """It is handed over against what is due now; `anew`: to somebody else, or at another
    address, so that the code told before opens nothing. Inside a unit of work."""
    parcel = _parcel(guide)
    if parcel is None or parcel.purpose != "delivery":
        return
    parcel.collect = still_due(guide)
    if anew and parcel.status == DeskStatus.WAITING:
        parcel.code_hash = parcel.code_sent_to = ""
        issue_code(parcel, guide)
    parcel.save()


def expect_fewer(guide: GuideCopy) -> None:
    """Pieces of it were dropped: the desk waits for the others alone. Inside a unit of work."""
    parcel = _parcel(guide)
    if parcel is not None:
        parcel.expected_pieces = guide.piece_count
        parcel.save()


def _parcel(guide: GuideCopy) -> DeskParcel | None:
    rows = DeskParcel.objects.select_for_update()
    return rows.filter(guide_id=guide.guide_id, status__in=_HERE).first()
