"""Answer an incident: a new address, a new date, the office, or back to the sender."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.incidents import IncidentEvent
from apps.orders.models import Guide, Incident, IncidentAnswer
from apps.orders.selectors.guides import lock_with_order
from apps.orders.selectors.incidents import incident_or_404, lock_incident
from apps.orders.services.incidents.resolve import move
from apps.orders.services.mend_guide import write_mend
from quenty.contracts.orders.incident_errors import IncidentError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
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
    and `dane_code` of the same municipality. An earlier answer is overruled.

    Raises orders.incident.not_found, .transition_refused, .deadline_passed, .not_yours,
    .answer_incomplete, orders.mend.unprintable.
    """
    guide_id = incident_or_404(incident_id).guide_id
    with unit_of_work("orders"):
        guide, order = lock_with_order(guide_id)
        incident = lock_incident(incident_id)
        _refuse_late(incident, by_staff=by_staff)
        _refuse_incomplete(action, data, guide)
        move(incident, IncidentEvent.ANSWER)
        incident.retry_on = data.get("retry_on")
        incident.save()
        if action == "new_address":
            changes = {_ADDRESS[n]: data[n] for n in _ADDRESS if data.get(n)}
            write_mend(guide, order, changes, actor=actor, source=source, reason=incident.reason)
        answer = IncidentAnswer.objects.create(
            incident=incident,
            action=action,
            data=_plain(data),
            comment=comment[:500],
            actor=str(actor),
            source=source,
        )
        publish(
            outgoing.incident_answered(incident, guide, answer),
            aggregate=guide.id,
            actor=actor,
            livemode=guide.livemode,
        )
    return incident


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
    if action == "new_date" and (retry_on is None or retry_on <= clock.today()):
        raise IncidentError.ANSWER_INCOMPLETE(field="retry_on", missing="retry_on")
    if action == "new_address":
        if not data.get("address"):
            raise IncidentError.ANSWER_INCOMPLETE(field="address", missing="address")
        # Another municipality is another price: that is another guide.
        if data.get("dane_code") not in (None, "", guide.destination_dane):
            raise IncidentError.ANSWER_INCOMPLETE(field="dane_code", missing="dane_code")


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in data.items() if v}
