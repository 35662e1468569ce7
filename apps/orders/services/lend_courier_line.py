"""Lend a relay number for a courier's visit, outside any transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from apps.orders.domain.states import GuideStatus
from apps.orders.models import CourierLine, Guide
from apps.orders.neighbours.relay import courier_relay
from quenty.kernel import clock
from quenty.platform.db import unit_of_work

# A courier is late at times; a day later nobody needs to call.
AFTER_ETA = timedelta(hours=2)


def lend_courier_line(
    *, guide_id: UUID, driver_id: UUID, stop_id: UUID, eta: datetime
) -> CourierLine | None:
    """One line a guide, of its newest visit; None where none is needed or there is no relay.

    Told again it changes nothing. May call the provider.
    """
    until = eta + AFTER_ETA
    guide = Guide.objects.filter(pk=guide_id, status=GuideStatus.OUT_FOR_DELIVERY.value).first()
    if guide is None or until <= clock.now():
        return None
    relay = courier_relay(livemode=guide.livemode)
    if relay is None:
        return None
    lent = relay.lend(driver_id=driver_id, guide_id=guide_id, until=until)
    with unit_of_work("orders"):
        row, _ = CourierLine.objects.update_or_create(
            guide=guide,
            defaults={
                "driver_id": driver_id,
                "stop_id": stop_id,
                "number": lent.number,
                "expires_at": lent.expires_at,
            },
        )
    return row
