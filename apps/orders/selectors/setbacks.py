"""What last kept a guide from being delivered."""

from apps.orders.domain.expected import Setback
from apps.orders.domain.incidents import CAUSES
from apps.orders.models import Guide
from quenty.kernel.clock import BOGOTA


def setback_of(guide: Guide) -> Setback | None:
    """None for a guide of which no incident was reported."""
    rows = guide.incidents.order_by("-occurred_at", "-id").prefetch_related("answers")
    incident = rows.first()
    if incident is None:
        return None
    answer = max(incident.answers.all(), key=lambda row: (row.created_at, row.id), default=None)
    return Setback(
        again=CAUSES[incident.reason].again,
        final=incident.final,
        occurred_on=incident.occurred_at.astimezone(BOGOTA).date(),
        action=answer.action if answer else "",
        answered_on=answer.created_at.astimezone(BOGOTA).date() if answer else None,
        retry_on=incident.retry_on,
        resolved_on=incident.resolved_at and incident.resolved_at.astimezone(BOGOTA).date(),
    )
