"""The stop of a pickup: made with it, moved and closed with it."""

from apps.pickups.domain.business_days import day_of
from apps.pickups.domain.codes import follow_token
from apps.pickups.domain.pickup_rules import estimated_service_s
from apps.pickups.domain.states import StopStatus
from apps.pickups.models import Pickup, Stop
from apps.pickups.services.stops.locate import ask_for_place

_OPEN = [s.value for s in (StopStatus.OPEN, StopStatus.PLANNED)]


def stop_for_pickup(pickup: Pickup, *, zone_code: str) -> Stop:
    """An open stop for the pickup's window. The caller holds the pickup."""
    stop = Stop.objects.create(
        kind="pickup",
        pickup=pickup,
        customer_id=pickup.customer_id,
        livemode=pickup.livemode,
        due_on=day_of(pickup.window_start),
        window_start=pickup.window_start,
        window_end=pickup.window_end,
        service_s=estimated_service_s(pickup.parcels),
        weight_g=pickup.weight_g,
        volume_cm3=pickup.volume_cm3,
        pieces=pickup.parcels,
        zone_code=zone_code,
        notes=pickup.notes,
        attempts_made=pickup.attempts,
        follow_token=follow_token(),
        contact_name=pickup.contact_name,
        phone=pickup.phone,
        address=pickup.address,
        complement=pickup.complement,
        dane_code=pickup.dane_code,
        latitude=pickup.latitude,
        longitude=pickup.longitude,
        exact=pickup.exact,
    )
    ask_for_place(stop)
    return stop


def open_stop_of(pickup: Pickup) -> Stop | None:
    """Under lock: the stop that waits or is on a run, if nobody has gone for it yet."""
    stops = Stop.objects.select_for_update().filter(pickup=pickup, status__in=_OPEN)
    return stops.first()
