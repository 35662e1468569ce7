"""Deliveries: a guide's stop for a day, and taking it off again."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import Max

from apps.pickups.domain.business_days import at
from apps.pickups.domain.codes import follow_token
from apps.pickups.domain.geo import Point
from apps.pickups.domain.pickup_rules import estimated_service_s
from apps.pickups.domain.states import StopEvent, StopStatus
from apps.pickups.models import GuideCopy, Stop
from apps.pickups.selectors.zones import zone_codes
from apps.pickups.services.copies.door_payments import still_due
from apps.pickups.services.pickups.schedule import with_coordinates
from apps.pickups.services.stops.locate import ask_for_place
from apps.pickups.services.stops.moves import move_stop
from quenty.contracts.pickups.errors import PickupsError
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work

OPENS, CLOSES = time(8), time(18)
# Where a guide is when it may go out to its recipient.
DELIVERABLE = frozenset(
    {"received_at_point", "picked_up", "in_transit", "delivery_failed", "on_hold", "at_office"}
)
RETURNING = "returning"
_GOING = [
    s.value for s in (StopStatus.OPEN, StopStatus.PLANNED, StopStatus.EN_ROUTE, StopStatus.ARRIVED)
]


def schedule_delivery(
    *,
    guide_number: str,
    day: date,
    actor: Actor,
    opens: time = OPENS,
    closes: time = CLOSES,
    priority: int = 3,
    skills: tuple[str, ...] = (),
    latitude: float | None = None,
    longitude: float | None = None,
) -> Stop:
    """A delivery stop for a day, at its sender's for a guide that goes back. One that waits
    already is moved there.

    Raises pickups.guide_not_found, pickups.guide_not_deliverable, pickups.asked_for_later,
    pickups.transition_refused.
    """
    with unit_of_work("pickups"):
        guide = GuideCopy.objects.select_for_update().filter(number=guide_number).first()
        if guide is None:
            raise PickupsError.GUIDE_NOT_FOUND(number=guide_number, field="guides")
        if guide.status not in DELIVERABLE | {RETURNING}:
            raise PickupsError.GUIDE_NOT_DELIVERABLE(number=guide.number, status=guide.status)
        if _too_early(guide, day):
            raise PickupsError.ASKED_FOR_LATER(
                number=guide.number, day=str(guide.not_before), field="day"
            )
        stop = waiting_stop(guide.guide_id)
        if stop is not None and stop.status != StopStatus.OPEN:
            raise PickupsError.TRANSITION_REFUSED(status=stop.status, event="schedule")
        place = _place(guide, latitude, longitude)
        terms = {
            "due_on": day,
            "window_start": at(day, opens),
            "window_end": at(day, closes),
            "priority": priority,
            "skills": list(skills),
        }
        stop = _save(stop or Stop(**_facts(guide), follow_token=follow_token()), terms, place)
        record("pickups", action="delivery.schedule", subject=stop.pk, actor=actor)
    return stop


def new_stop(guide: GuideCopy, day: date) -> Stop:
    """A stop for a day in the usual hours. Inside a unit of work, and where none waits."""
    terms = {"due_on": day, "window_start": at(day, OPENS), "window_end": at(day, CLOSES)}
    stop = Stop(**_facts(guide), follow_token=follow_token())
    return _save(stop, terms, _place(guide, None, None))


def _save(stop: Stop, terms: dict[str, Any], place: dict[str, Any]) -> Stop:
    for name, value in {**terms, **place}.items():
        setattr(stop, name, value)
    stop.save()
    ask_for_place(stop)
    return stop


def _too_early(guide: GuideCopy, day: date) -> bool:
    """The recipient's wish; the way back has no day to wait for."""
    wished = guide.not_before if guide.status != RETURNING else None
    return wished is not None and day < wished


def waiting_stop(guide_id: UUID) -> Stop | None:
    """The guide's delivery that is to be made, under lock; it has one at most."""
    going = Stop.objects.select_for_update(of=("self",)).filter(status__in=_GOING)
    return going.filter(guide_id=guide_id).first()


def _facts(guide: GuideCopy) -> dict[str, Any]:
    back = guide.status == RETURNING
    visited = Stop.objects.filter(guide_id=guide.guide_id, to_sender=back)
    made = visited.aggregate(most=Max("attempts_made"))
    return {
        "kind": "delivery",
        "guide_id": guide.guide_id,
        "guide_number": guide.number,
        "customer_id": guide.customer_id,
        "livemode": guide.livemode,
        "service_s": estimated_service_s(guide.piece_count),
        "weight_g": guide.weight_g,
        "volume_cm3": guide.volume_cm3,
        "pieces": guide.piece_count,
        "collect": None if back else still_due(guide),
        "to_sender": back,
        "attempts_made": made["most"] or 0,
    }


def _place(guide: GuideCopy, latitude: float | None, longitude: float | None) -> dict[str, Any]:
    door = _sender(guide) if guide.status == RETURNING else _recipient(guide)
    place = with_coordinates({**door, "latitude": latitude, "longitude": longitude})
    point = Point(place["latitude"], place["longitude"])
    (zone,) = zone_codes([(door["dane_code"], point)])
    return {**place, "zone_code": zone}


def _recipient(guide: GuideCopy) -> dict[str, str]:
    return {
        "contact_name": guide.recipient_name or guide.number,
        "phone": guide.recipient_phone,
        "address": guide.recipient_address,
        "dane_code": guide.destination_dane,
    }


def _sender(guide: GuideCopy) -> dict[str, str]:
    return {
        "contact_name": guide.sender_name or guide.number,
        "phone": guide.sender_phone,
        "address": guide.sender_address,
        "dane_code": guide.origin_dane,
    }


def mend_delivery(guide: GuideCopy) -> None:
    """Its stop, until somebody stands at the door, has the guide's contact and amount; another
    address is looked for anew. Inside a unit of work."""
    stop = waiting_stop(guide.guide_id)
    if stop is None or stop.to_sender or stop.status == StopStatus.ARRIVED:
        return
    stop.collect = still_due(guide)
    stop.contact_name = guide.recipient_name or guide.number
    stop.phone = guide.recipient_phone
    moved = stop.address != guide.recipient_address
    if moved:
        for name, value in _place(guide, None, None).items():
            setattr(stop, name, value)
    stop.save()
    if moved:
        ask_for_place(stop)


def lighten_delivery(guide: GuideCopy) -> None:
    """Its stop, until somebody stands at the door, has the load of what is carried still.
    Inside a unit of work."""
    stop = waiting_stop(guide.guide_id)
    if stop is None or stop.status == StopStatus.ARRIVED:
        return
    stop.pieces, stop.weight_g, stop.volume_cm3 = (
        guide.piece_count,
        guide.weight_g,
        guide.volume_cm3,
    )
    stop.save()


def drop_delivery(*, guide_id: UUID) -> None:
    """Take a guide's delivery off, its run included; one that is being made is left alone."""
    with unit_of_work("pickups"):
        stop = waiting_stop(guide_id)
        if stop is not None and stop.status != StopStatus.ARRIVED:
            move_stop(stop, StopEvent.CANCEL)


def schedule_deliveries(
    *, guides: list[str], actor: Actor, language: str = "es", **terms: Any
) -> list[dict[str, Any]]:
    """Each guide for itself: {"guide", "stop_id", "code", "detail"}."""
    outcomes = []
    for number in dict.fromkeys(guides):
        outcome: dict[str, Any] = {"guide": number, "stop_id": None, "code": "", "detail": ""}
        try:
            stop = schedule_delivery(guide_number=number, actor=actor, **terms)
            outcome["stop_id"] = stop.pk
        except DomainError as error:
            outcome["code"], outcome["detail"] = error.code, error.message(language)
        outcomes.append(outcome)
    return outcomes
