"""Which point a parcel went out from: who took it in, until its sender took it back."""

from dataclasses import dataclass
from uuid import UUID

from apps.franchise.models import GuideCopy
from apps.franchise.services.commissions.earn import earn
from apps.franchise.services.commissions.note_guides import locked_copies
from apps.franchise.services.commissions.reverse import take_back
from quenty.contracts.pickups.events import PiecesReceivedAtPointV1, PiecesReturnedFromPointV1
from quenty.platform.db import unit_of_work

_ELSEWHERE = "brought to another point"
_TAKEN_BACK = "taken back by its sender"


@dataclass(frozen=True, slots=True)
class _Dropped:
    guide_id: UUID
    number: str
    customer_id: UUID


def note_dropped_off(event: PiecesReceivedAtPointV1) -> None:
    """The last point that its sender brought it to earns, and no other."""
    if event.purpose != "drop_off":
        return
    with unit_of_work("franchise"):
        row = _locked(event)
        known = [at for at in (row.dropped_at, row.taken_back_at) if at is not None]
        if known and event.occurred_at <= max(known):
            return
        if row.point_id != event.point_id:
            _leave(row, _ELSEWHERE)
        row.point_id, row.dropped_at = event.point_id, event.occurred_at
        row.save(update_fields=["point_id", "dropped_at", "point_turn", "updated_at"])
        earn([row])


def note_taken_back(event: PiecesReturnedFromPointV1) -> None:
    """Its sender fetched it before a courier came: its point earns nothing by it, whether its
    delivery was told before or is told later."""
    if event.purpose != "drop_off":
        return
    with unit_of_work("franchise"):
        row = _locked(event)
        row.taken_back_at = max(row.taken_back_at or event.occurred_at, event.occurred_at)
        if row.dropped_at is None or row.dropped_at <= row.taken_back_at:
            _leave(row, _TAKEN_BACK)
            row.point_id = row.dropped_at = None
        row.save(
            update_fields=["point_id", "dropped_at", "taken_back_at", "point_turn", "updated_at"]
        )


def _leave(row: GuideCopy, reason: str) -> None:
    """What its point earned is taken back; saves nothing of the guide."""
    if row.point_id is None:
        return
    if not row.given_back:
        take_back(row, reason, payee_id=row.point_id)
    row.point_turn += 1


def _locked(event: PiecesReceivedAtPointV1 | PiecesReturnedFromPointV1) -> GuideCopy:
    told = _Dropped(event.guide_id, event.guide_number, event.customer_id)
    return locked_copies([told])[event.guide_id]
