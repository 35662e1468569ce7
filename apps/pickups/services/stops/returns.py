"""What nobody took goes back to its sender's door: a stop of its own, at which nothing is due."""

from apps.pickups.domain.business_days import next_working_day
from apps.pickups.domain.states import StopEvent, StopStatus
from apps.pickups.models import GuideCopy, Stop
from apps.pickups.services.stops.deliveries import new_stop, waiting_stop
from apps.pickups.services.stops.moves import move_stop
from quenty.kernel import clock


def begin_return(guide: GuideCopy) -> None:
    """It is driven to its recipient no more. What our couriers tried to deliver they bring back,
    on the next working day; what another operator carries, or lies at a point, is planned by
    staff or by who has it. A visit that is being made is ended first. Inside a unit of work."""
    stop = waiting_stop(guide.guide_id)
    if stop is not None:
        if stop.to_sender or stop.status == StopStatus.ARRIVED:
            return
        move_stop(stop, StopEvent.CANCEL)
    if guide.sender_address and _tried_by_us(guide):
        new_stop(guide, next_working_day(clock.today()))


def goes_back(stop: Stop) -> bool:
    """Whether a delivery that failed is tried no more, since its guide is on its way back; the
    stop at its sender's is made."""
    if stop.to_sender:
        return False
    guide = GuideCopy.objects.select_for_update().filter(guide_id=stop.guide_id).first()
    if guide is None or guide.status != "returning":
        return False
    begin_return(guide)
    return True


def _tried_by_us(guide: GuideCopy) -> bool:
    return Stop.objects.filter(guide_id=guide.guide_id, attempts__isnull=False).exists()
