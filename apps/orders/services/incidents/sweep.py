"""Terms that ran out: nobody answered, or nobody came to the office."""

from datetime import date, timedelta
from uuid import UUID

import structlog

from apps.orders.domain.incidents import OFFICE_NOTICES, office_notice
from apps.orders.domain.states import GuideStatus
from apps.orders.models import Guide, Incident
from apps.orders.outgoing import guides as outgoing
from apps.orders.services.incidents.resolve import resolve_incident
from apps.orders.services.record_tracking import record_tracking
from apps.orders.services.share_tracking import share_url
from quenty.kernel import clock
from quenty.kernel.actors import SYSTEM
from quenty.kernel.errors import DomainError
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

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


def tell_of_office_terms() -> int:
    """Tell of parcels whose office will keep them for a few days more; how many."""
    today = clock.today()
    with unit_of_work("orders"):
        near = Guide.objects.select_for_update(of=("self",), skip_locked=True).filter(
            status=GuideStatus.AT_OFFICE.value,
            office_until__gte=today,
            office_until__lte=today + timedelta(days=max(OFFICE_NOTICES)),
        )
        due = near.exclude(office_told=min(OFFICE_NOTICES)).select_related("order")
        return sum(_tell(guide, today) for guide in due[:BATCH])


def _tell(guide: Guide, today: date) -> int:
    until = guide.office_until
    assert until is not None  # noqa: S101  (it was asked for by it)
    days_left = (until - today).days
    notice = office_notice(days_left, guide.office_told)
    if notice is None:
        return 0
    guide.office_told = notice
    guide.save(update_fields=["office_told", "updated_at"])
    event = outgoing.office_term_near(
        guide,
        guide.order,
        office_until=until,
        days_left=days_left,
        tracking_url=share_url(guide.number),
    )
    publish(event, aggregate=guide.id, actor=SYSTEM, livemode=guide.livemode)
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
