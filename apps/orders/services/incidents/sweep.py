"""Terms that ran out: nobody answered, or nobody came to the office."""

from datetime import timedelta
from uuid import UUID

import structlog

from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, Incident
from apps.orders.services.incidents.resolve import resolve_incident
from apps.orders.services.record_tracking import record_tracking
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError

log = structlog.get_logger(__name__)
BATCH = 500


def expire_incidents() -> int:
    """What the merchant did not answer until its deadline is resolved as expired: delivery is
    tried again while an attempt is left, else the office keeps the parcel. How many ended."""
    due = Incident.objects.filter(deadline__lte=clock.now(), acts="merchant", status="reported")
    return sum(_expire(pk) for pk in due.values_list("pk", flat=True)[:BATCH])


def _expire(incident_id: UUID) -> int:
    try:
        resolve_incident(incident_id=incident_id, outcome="expired", actor=SYSTEM)
    except DomainError as refusal:
        log.info("incident.not_expired", incident=str(incident_id), code=refusal.code)
        return 0
    return 1


def end_custody() -> int:
    """What nobody fetched at the office in its term goes back to its sender; how many."""
    due = Guide.objects.filter(
        status=GuideStatus.AT_OFFICE.value, office_until__lt=clock.today()
    ).values_list("pk", flat=True)
    ended = 0
    for guide_id in due[:BATCH]:
        try:
            record_tracking(
                guide_id=guide_id,
                event=GuideStatus.RETURNING.value,
                occurred_at=clock.now() - timedelta(seconds=1),
                source="system",
                reason="office_term_over",
                actor=SYSTEM,
            )
            ended += 1
        except DomainError as refusal:
            log.info("guide.custody_not_ended", guide=str(guide_id), code=refusal.code)
    return ended
