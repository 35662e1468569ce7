"""Answer an incident: a new address, a new date, the office, or back to the sender."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.incidents import FURTHEST_DAYS, LACKING, TRIES, IncidentEvent
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, Incident, IncidentAnswer
from apps.orders.selectors.guides import lock_with_order
from apps.orders.selectors.incidents import incident_or_404, lock_incident
from apps.orders.services.incidents.resolve import move
from apps.orders.services.mend_guide import write_mend
from apps.orders.services.operators.instruct import instruct_operator
from apps.orders.services.record_tracking import record_tracking
from quenty.contracts.orders.incident_errors import IncidentError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

_ADDRESS = {
    "address": "recipient_address",
    "complement": "recipient_complement",
    "phone": "recipient_phone",
}


def answer_incident(
    *,
    incident_id: UUID,
    action: str,
    data: Mapping[str, Any],
    comment: str,
    actor: Actor,
    source: str,
    by_staff: bool = False,
) -> Incident:
    """`action`: one of ACTIONS. `data`: `retry_on` (a date) or `address`, `complement`, `phone`
    and `dane_code` of the same municipality; another address goes without the complement of the
    one before. An earlier answer is overruled; after `return` its pieces go back, and there is
    nothing left to answer.

    Raises orders.incident.not_found, .transition_refused, .deadline_passed, .not_yours,
    .attempts_spent, .answer_incomplete, orders.mend.unprintable.
    """
    guide_id = incident_or_404(incident_id).guide_id
    with unit_of_work("orders"):
        guide, order = lock_with_order(guide_id)
        incident = lock_incident(incident_id)
        _refuse_late(incident, by_staff=by_staff)
        if incident.final and action in TRIES and not by_staff:
            raise IncidentError.ATTEMPTS_SPENT(field="action")
        _refuse_incomplete(action, data, guide)
        move(incident, IncidentEvent.ANSWER)
        incident.retry_on = data.get("retry_on") if action in TRIES else None
        incident.save()
        if action == "new_address":
            changes = {_ADDRESS[n]: data[n] for n in _ADDRESS if data.get(n)}
            # The flat of another house is no part of it.
            if changes["recipient_address"] != order.recipient_address:
                changes.setdefault("recipient_complement", "")
            write_mend(guide, order, changes, actor=actor, source=source, reason=incident.reason)
        answer = IncidentAnswer.objects.create(
            incident=incident,
            action=action,
            data=_plain(data),
            comment=comment[:500],
            actor=str(actor),
            source=source,
        )
        instruct_operator(guide, answer)
        publish(
            outgoing.incident_answered(incident, guide, answer),
            aggregate=guide.id,
            actor=actor,
            livemode=guide.livemode,
        )
        if action == "return":
            _send_back(incident, actor=actor)
    return incident


def _send_back(incident: Incident, *, actor: Actor) -> None:
    """Its pieces go back from now on, which ends the incident."""
    record_tracking(
        guide_id=incident.guide_id,
        piece_numbers=incident.piece_numbers,
        event=GuideStatus.RETURNING.value,
        occurred_at=clock.now(),
        source="system",
        reason="sender_asked",
        actor=actor,
    )
    incident.refresh_from_db(fields=["status", "outcome", "resolved_at", "updated_at"])


def _refuse_late(incident: Incident, *, by_staff: bool) -> None:
    if by_staff:
        return
    if incident.acts != "merchant":
        raise IncidentError.NOT_YOURS()
    if incident.deadline <= clock.now():
        until = incident.deadline.isoformat(timespec="seconds")
        raise IncidentError.DEADLINE_PASSED(deadline=until)


def _refuse_incomplete(action: str, data: Mapping[str, Any], guide: Guide) -> None:
    retry_on = data.get("retry_on")
    if action == "new_date" and retry_on is None:
        raise _lacks("retry_on")
    if action in TRIES and retry_on is not None and not _to_come(retry_on):
        raise _lacks("retry_on")
    if action == "new_address":
        if not data.get("address"):
            raise _lacks("address")
        # Another municipality is another price: that is another guide.
        if data.get("dane_code") not in (None, "", guide.destination_dane):
            raise _lacks("dane_code")


def _lacks(name: str) -> DomainError:
    return IncidentError.ANSWER_INCOMPLETE(field=name, missing=LACKING[name])


def _to_come(day: date) -> bool:
    return clock.today() < day <= clock.today() + timedelta(days=FURTHEST_DAYS)


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in data.items() if v}
