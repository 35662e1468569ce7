"""What was decided of an incident, on the road: tried again, on a day asked for, or no more."""

from datetime import date

from apps.pickups.domain.attempts import MOST_ATTEMPTS
from apps.pickups.domain.business_days import first_working_day, next_working_day
from apps.pickups.domain.states import StopStatus
from apps.pickups.models import GuideCopy, Stop
from apps.pickups.services.copies.guides import OVER
from apps.pickups.services.copies.locked import locked_copy
from apps.pickups.services.driving.sequels import another_stop, move_to
from apps.pickups.services.stops.deliveries import (
    DELIVERABLE,
    drop_delivery,
    mend_delivery,
    waiting_stop,
)
from apps.pickups.services.stops.take_off import take_off
from quenty.contracts.orders.events import IncidentAnsweredV1, IncidentResolvedV1
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.clock import BOGOTA
from quenty.platform.db import unit_of_work

_WITHDRAWN = frozenset({"office", "return"})
_UNDONE = (StopStatus.FAILED.value, StopStatus.CANCELLED.value)


def note_answered(event: IncidentAnsweredV1, *, livemode: bool, sequence: int) -> None:
    """The newest answer holds, in whatever order they are told. Back to the sender or to the
    office: nobody drives to the door. Otherwise it is tried again, not before a day that was
    asked for. What our couriers never had to deliver is left to who has."""
    with unit_of_work("pickups"):
        guide = locked_copy(
            event.guide_id, event.number, event.order_id, event.customer_id, livemode
        )
        if guide.answered_sequence >= sequence:
            return
        guide.answered_sequence, guide.not_before = sequence, event.retry_on
        guide.save()
        if _got_on(guide, sequence):
            return
        if event.action in _WITHDRAWN:
            drop_delivery(guide_id=guide.guide_id)
        else:
            _try_again(guide)


def note_unanswered(event: IncidentResolvedV1, *, livemode: bool, sequence: int) -> None:
    """Nobody answered in time: it is tried again while an attempt is left."""
    with unit_of_work("pickups"):
        guide = locked_copy(
            event.guide_id, event.number, event.order_id, event.customer_id, livemode
        )
        if not _got_on(guide, sequence) and guide.answered_sequence < sequence:
            _try_again(guide)


def _got_on(guide: GuideCopy, sequence: int) -> bool:
    """It was told already that the guide went on after the answer, or has ended."""
    newer = guide.sequence > sequence
    return guide.status in OVER or (newer and guide.status not in DELIVERABLE)


def _try_again(guide: GuideCopy) -> None:
    """Its stop waits for the day; one that is being made is left alone."""
    asked = guide.not_before and first_working_day(guide.not_before)
    stop = waiting_stop(guide.guide_id)
    if stop is not None:
        if asked is not None and stop.status != StopStatus.ARRIVED:
            _put_off(stop, asked)
        return
    last = (
        Stop.objects.filter(guide_id=guide.guide_id, status__in=_UNDONE)
        .order_by("-created_at", "-id")
        .first()
    )
    if last is not None and last.attempts_made < MOST_ATTEMPTS:
        another_stop(last, max(asked or date.min, next_working_day(clock.today())))
        mend_delivery(guide)


def _put_off(stop: Stop, day: date) -> None:
    if stop.due_on == day:
        return
    if stop.status != StopStatus.OPEN:
        take_off(stop, actor=SYSTEM)
    opens, closes = (at.astimezone(BOGOTA).time() for at in (stop.window_start, stop.window_end))
    move_to(stop, day, opens, closes)
    stop.save()
