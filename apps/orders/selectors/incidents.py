"""Incidents as a principal may see them, and the queue."""

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.orders.models import Guide, GuideCorrection, Incident
from apps.orders.selectors.orders import scoped
from quenty.contracts.orders.incident_errors import IncidentError
from quenty.kernel import clock
from quenty.platform.auth import Principal, Role


def _seen(principal: Principal) -> "QuerySet[Incident]":
    rows = Incident.objects.select_related("guide", "guide__order").prefetch_related(
        "answers__instruction"
    )
    if not principal.is_staff and principal.has(Role.OPERATOR) and principal.operator_id:
        return rows.filter(guide__operator_id=principal.operator_id, livemode=principal.livemode)
    return scoped(rows, principal)


def incidents_of(
    principal: Principal,
    *,
    status: str = "",
    group: str = "",
    acts: str = "",
    guide: str = "",
    operator_id: UUID | None = None,
    overdue: bool | None = None,
    operator: str = "",
) -> "QuerySet[Incident]":
    """`overdue`: whose deadline has passed and that are not resolved. `operator`: whose operator
    stands so with what it is to be told."""
    exact = {
        "status": status,
        "group": group,
        "acts": acts,
        "guide__number": guide,
        "guide__operator_id": operator_id,
    }
    rows = _seen(principal).filter(**{name: value for name, value in exact.items() if value})
    if overdue is not None:
        late = Q(deadline__lte=clock.now()) & ~Q(status="resolved")
        rows = rows.filter(late if overdue else ~late)
    if operator:
        rows = rows.filter(answers__instruction__status=operator).distinct()
    return rows


def incident_for(principal: Principal, incident_id: UUID) -> Incident:
    """Raises orders.incident.not_found."""
    row = _seen(principal).filter(pk=incident_id).first()
    if row is None:
        raise IncidentError.NOT_FOUND()
    return row


def incident_or_404(incident_id: UUID) -> Incident:
    """Unscoped. Raises orders.incident.not_found."""
    row = Incident.objects.select_related("guide", "guide__order").filter(pk=incident_id).first()
    if row is None:
        raise IncidentError.NOT_FOUND()
    return row


def lock_incident(incident_id: UUID) -> Incident:
    """For update, inside a unit of work; its guide comes with it."""
    row = Incident.objects.select_for_update().filter(pk=incident_id).first()
    if row is None:
        raise IncidentError.NOT_FOUND()
    row.guide = Guide.objects.get(pk=row.guide_id)
    return row


def corrections() -> "QuerySet[GuideCorrection]":
    return GuideCorrection.objects.select_related("guide")
