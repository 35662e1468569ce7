"""Parcels that wait too long at a point: told once, for whoever sends the notice."""

from apps.pickups import outgoing
from apps.pickups.models import DeskParcel
from apps.pickups.selectors.points import WAITS_TOO_LONG
from quenty.kernel import clock
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

_BATCH = 200


def warn_of_late_parcels() -> int:
    """Gives how many were told of."""
    now = clock.now()
    due = DeskParcel.objects.filter(
        status="waiting", warned_at=None, received_at__lt=now - WAITS_TOO_LONG
    ).values_list("pk", flat=True)[:_BATCH]
    told = 0
    for key in list(due):
        with unit_of_work("pickups"):
            rows = DeskParcel.objects.select_for_update().select_related("point")
            parcel = rows.get(pk=key)
            if parcel.warned_at is not None or parcel.received_at is None:
                continue
            parcel.warned_at = now
            parcel.save(update_fields=["warned_at", "updated_at"])
            event = outgoing.waiting_long(parcel, parcel.received_at)
            publish(event, aggregate=parcel.guide_id, livemode=parcel.livemode)
            told += 1
    return told
