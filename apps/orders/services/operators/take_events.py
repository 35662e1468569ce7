"""What an operator tells of guides, by webhook or when asked: once, whatever it repeats."""

from dataclasses import dataclass
from uuid import UUID

from apps.orders.domain.incidents import CAUSES
from apps.orders.domain.operators.port import Happened
from apps.orders.models import Guide
from apps.orders.services.incidents.report import Report, report_incident
from apps.orders.services.record_tracking import record_tracking
from quenty.contracts.orders.incident_errors import IncidentError
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError

_INCIDENTS = ("delivery_failed", "on_hold")


@dataclass(frozen=True, slots=True)
class Taken:
    """`result`: applied, kept (moved nothing), ignored (a word that says nothing), or the code
    of the `refusal`."""

    result: str
    refusal: DomainError | None = None


def take_event(guide: Guide, event: Happened, *, actor: Actor, source: str = "operator") -> Taken:
    """A failed delivery or a stop is an incident too. `source`: operator or import. Nothing is
    raised for what is refused."""
    if not event.event:
        return Taken("ignored")
    try:
        if event.event in _INCIDENTS and _incident(guide.id, event, actor, source):
            return Taken("applied")
        line = record_tracking(
            guide_id=guide.id,
            event=event.event,
            occurred_at=event.occurred_at,
            source=source,
            place=event.place,
            reason=event.reason,
            notes=event.notes,
            actor=actor,
            external_id=event.external_id,
        )
    except DomainError as refusal:
        return Taken(refusal.code, refusal)
    return Taken("applied" if line.applied else "kept")


def _incident(guide_id: UUID, event: Happened, actor: Actor, source: str) -> bool:
    """False for a guide that has ended: what is told late of it is history and nobody's to
    answer."""
    default = "other" if event.event == "on_hold" else "recipient_absent"
    reason = event.reason if event.reason in CAUSES else default
    # The state that the operator tells wins over that of the reason's kind.
    if CAUSES[reason].attempt != (event.event == "delivery_failed"):
        reason = default
    report = Report(
        reason=reason,
        occurred_at=event.occurred_at,
        source=source,
        actor=actor,
        comment=event.notes,
        place=event.place,
        strict=False,
        external_id=event.external_id,
    )
    try:
        report_incident(guide_id=guide_id, report=report)
    except DomainError as refusal:
        if refusal.code == IncidentError.GUIDE_ENDED.code:
            return False
        raise
    return True
