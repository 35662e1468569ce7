"""An incident ends: by itself when its parcel gets on, by staff, or when its term runs out."""

from collections.abc import Iterable
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.incidents import TRANSITIONS, IncidentEvent, IncidentStatus
from apps.orders.domain.states import GuideStatus
from apps.orders.domain.tracking import TERMINAL, summary
from apps.orders.models import Guide, GuidePiece, Incident
from apps.orders.selectors.incidents import lock_incident
from apps.orders.services.operators.instruct import forget_instructions
from quenty.contracts.orders.incident_errors import IncidentError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

_ENDS = {
    GuideStatus.OUT_FOR_DELIVERY: "reattempted",
    GuideStatus.IN_TRANSIT: "reattempted",
    GuideStatus.DELIVERED: "delivered",
    GuideStatus.RETURNING: "returned",
    GuideStatus.RETURNED: "returned",
    GuideStatus.LOST: "lost",
    GuideStatus.DAMAGED: "settled",
    # Never handed over: it stands in the way of no other piece.
    GuideStatus.VOIDED: "settled",
}


def resolve_incident(*, incident_id: UUID, outcome: str, actor: Actor) -> Incident:
    """Raises orders.incident.not_found, orders.incident.transition_refused."""
    with unit_of_work("orders"):
        incident = lock_incident(incident_id)
        end(incident, outcome, actor=actor)
    return incident


def follow(guide: Guide, pieces: Iterable[GuidePiece], *, actor: Actor) -> None:
    """`pieces`, all of the guide's, got on: an open incident is resolved once those that it is
    about have. Inside a unit of work, under the guide's lock."""
    if guide.status in TERMINAL:
        forget_instructions(guide)
    at = {piece.number: GuideStatus(piece.status) for piece in pieces}
    if not _ENDS.keys() & at.values():
        return
    for incident in guide.incidents.select_for_update().exclude(status="resolved"):
        states = [at[number] for number in incident.piece_numbers]
        if all(state in _ENDS for state in states):
            incident.guide = guide
            end(incident, _ENDS[summary(states)], actor=actor)


def end(incident: Incident, outcome: str, *, actor: Actor) -> None:
    move(incident, IncidentEvent.RESOLVE)
    incident.outcome, incident.resolved_at = outcome, clock.now()
    incident.save()
    publish(
        outgoing.incident_resolved(incident, incident.guide),
        aggregate=incident.guide_id,
        actor=actor,
        livemode=incident.livemode,
    )


def move(incident: Incident, event: IncidentEvent) -> None:
    """Raises orders.incident.transition_refused."""
    after = TRANSITIONS.get((IncidentStatus(incident.status), event))
    if after is None:
        raise IncidentError.TRANSITION_REFUSED(status=incident.status, event=event.value)
    incident.status = after.value
