"""Say in what order services have their turn on a route."""

from uuid import UUID

from apps.franchise import outgoing
from apps.franchise.domain.route_places import MOST_ROUTES, end_of_route
from apps.franchise.models import Operator, RoutePriority, Service, ZoneRow
from apps.franchise.services.register_operator import locked_operator
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_route(
    *,
    operator_id: UUID,
    service_id: UUID | None = None,
    origin: str = "",
    destination: str = "",
    zone: str = "",
    priority: int,
    actor: Actor,
) -> RoutePriority:
    """Of one service, or of all the operator's. A route that has a priority gets this one.

    `origin`, `destination`: see `end_of_route`. Raises franchise.operator_not_found,
    .service_not_found, .route_invalid, .too_many_routes.
    """
    ends = {
        "origin": end_of_route("origin", origin),
        "destination": end_of_route("destination", destination),
    }
    if not any((*ends.values(), zone)):
        raise FranchiseError.ROUTE_INVALID(field="origin", part="origin", value="")
    with unit_of_work("franchise"):
        operator = locked_operator(operator_id)
        service = _service_of(operator, service_id) if service_id else None
        if zone:
            _check_zone(operator, service, zone)
        row, made = RoutePriority.objects.update_or_create(
            operator=operator, service=service, zone=zone, **ends, defaults={"priority": priority}
        )
        if made and RoutePriority.objects.filter(operator=operator).count() > MOST_ROUTES:
            raise FranchiseError.TOO_MANY_ROUTES(limit=MOST_ROUTES)
        _tell(row, "route.set", actor)
    return row


def drop_route(*, route_id: UUID, actor: Actor) -> None:
    """The route has the next less specific priority again. Raises franchise.route_not_found."""
    with unit_of_work("franchise"):
        row = RoutePriority.objects.select_for_update().filter(pk=route_id).first()
        if row is None:
            raise FranchiseError.ROUTE_NOT_FOUND()
        _tell(row, "route.drop", actor)
        row.delete()


def _service_of(operator: Operator, service_id: UUID) -> Service:
    service = Service.objects.filter(pk=service_id, operator=operator).first()
    if service is None:
        raise FranchiseError.SERVICE_NOT_FOUND()
    return service


def _check_zone(operator: Operator, service: Service | None, zone: str) -> None:
    known = ZoneRow.objects.filter(
        zone=zone, sheet__side="selling", sheet__service__operator=operator
    )
    if service is not None:
        known = known.filter(sheet__service=service)
    if not known.exists():
        raise FranchiseError.ROUTE_INVALID(field="zone", part="zone", value=zone[:40])


def _tell(row: RoutePriority, action: str, actor: Actor) -> None:
    """To each service whose turn it may change."""
    data = {"route": str(row), "priority": row.priority, "service": str(row.service_id or "")}
    record("franchise", action=action, subject=row.operator_id, actor=actor, data=data)
    services = Service.objects.filter(operator=row.operator_id).order_by("pk")
    for service in services.filter(pk=row.service_id) if row.service_id else services:
        outgoing.service_changed(service, actor)
