"""Report why a guide's pieces do not get on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from apps.orders import outgoing
from apps.orders.domain.incidents import CAUSES, LACKING, MOST_ATTEMPTS, Cause
from apps.orders.domain.states import GuideStatus
from apps.orders.domain.tracking import TERMINAL
from apps.orders.models import Guide, Incident
from apps.orders.selectors.guides import lock_with_order
from apps.orders.services.incidents.links import answer_url
from apps.orders.services.incidents.resolve import follow
from apps.orders.services.record_tracking import believable, record_tracking
from quenty.contracts.orders.incident_errors import IncidentError
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM, Actor
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish


@dataclass(frozen=True, kw_only=True)
class Report:
    """`occurred_at`: aware. `photo`: where it is. `strict`: evidence that the reason asks for
    must be there; an operator's message is taken as it comes."""

    reason: str
    occurred_at: datetime
    source: str
    actor: Actor
    piece_numbers: Sequence[int] | None = None
    comment: str = ""
    photo: str = ""
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    strict: bool = True
    external_id: str = field(default="")


def report_incident(*, guide_id: UUID, report: Report) -> Incident:
    """The same report again is the same incident. A third attempt is the last: the parcel
    waits at the office then. Raises orders.guide_not_found, orders.incident.evidence_missing,
    orders.incident.guide_ended and what `record_tracking` raises.
    """
    cause = CAUSES[report.reason]
    if report.strict:
        _refuse_without_evidence(cause, report)
    with unit_of_work("orders"):
        guide, _ = lock_with_order(guide_id)
        believable(report.occurred_at, guide)
        same = guide.incidents.filter(reason=report.reason, occurred_at=report.occurred_at)
        if (found := same.first()) is not None:
            return found
        if guide.status in TERMINAL:
            raise IncidentError.GUIDE_ENDED(status=guide.status)
        line = record_tracking(
            guide_id=guide_id,
            piece_numbers=report.piece_numbers,
            event=(GuideStatus.DELIVERY_FAILED if cause.attempt else GuideStatus.ON_HOLD).value,
            occurred_at=report.occurred_at,
            source=report.source,
            place=report.place,
            reason=report.reason,
            notes=report.comment,
            actor=report.actor,
            external_id=report.external_id,
        )
        incident = _keep(guide, cause, report, line.piece_numbers)
        publish(
            outgoing.incident_reported(incident, guide, answer_url=answer_url(incident.id)),
            aggregate=guide.id,
            actor=report.actor,
            livemode=guide.livemode,
        )
        if incident.final:
            _to_office(guide, report)
        # Told late, when its pieces had got on already: nobody has to act.
        follow(guide, guide.pieces.all(), actor=report.actor)
        incident.refresh_from_db(fields=["status", "outcome", "resolved_at", "updated_at"])
    return incident


def _refuse_without_evidence(cause: Cause, report: Report) -> None:
    missing = []
    if cause.comment and not report.comment:
        missing.append("comment")
    if cause.photo:
        where = report.place or report.latitude is not None
        missing += [n for n, given in (("photo", report.photo), ("place", where)) if not given]
    if missing:
        raise IncidentError.EVIDENCE_MISSING(
            field=missing[0], missing=[LACKING[name] for name in missing]
        )


def _keep(guide: Guide, cause: Cause, report: Report, pieces: list[int]) -> Incident:
    attempt = guide.incidents.filter(attempt__gt=0).count() + 1 if cause.attempt else 0
    return Incident.objects.create(
        guide=guide,
        customer_id=guide.customer_id,
        livemode=guide.livemode,
        reason=report.reason,
        group=cause.group.value,
        acts=cause.acts.value,
        attempt=attempt,
        final=attempt >= MOST_ATTEMPTS,
        piece_numbers=pieces,
        occurred_at=report.occurred_at,
        deadline=max(report.occurred_at, clock.now()) + timedelta(hours=cause.hours),
        comment=report.comment[:500],
        photo=report.photo[:300],
        place=report.place[:120],
        latitude=report.latitude,
        longitude=report.longitude,
        source=report.source,
        reported_by=str(report.actor),
    )


def _to_office(guide: Guide, report: Report) -> None:
    """No attempt is left: it is kept at the office for its term."""
    record_tracking(
        guide_id=guide.id,
        event=GuideStatus.AT_OFFICE.value,
        occurred_at=report.occurred_at + timedelta(seconds=1),
        source="system",
        reason="attempts_spent",
        actor=SYSTEM,
    )
