"""Moving a parcel at a desk by its table. Callers hold its lock."""

from apps.pickups.domain.states import DESK_TRANSITIONS, DeskEvent, DeskStatus, after
from apps.pickups.models import DeskParcel
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel import clock

_SETTLED = frozenset({DeskStatus.HANDED_OVER, DeskStatus.RETURNED, DeskStatus.CANCELLED})


def move_parcel(parcel: DeskParcel, event: DeskEvent) -> None:
    """Raises pickups.parcel_not_here. Saves the whole row."""
    status = after(DESK_TRANSITIONS, DeskStatus(parcel.status), event)
    if status is None:
        raise PickupsError.PARCEL_NOT_HERE(status=parcel.status)
    parcel.status = status.value
    if status in _SETTLED:
        parcel.settled_at = clock.now()
    parcel.save()
