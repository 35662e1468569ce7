"""Priorities by route, as far as one may see them and as neighbours read them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.franchise.models import RoutePriority, Service
from apps.franchise.selectors.scope import visible
from quenty.contracts.franchise import route_priorities as contract
from quenty.platform.auth import Principal


def routes(
    principal: Principal, *, operator: UUID | None = None, service: UUID | None = None
) -> QuerySet[RoutePriority]:
    """`service`: those that are its own."""
    rows = visible(RoutePriority.objects.all(), principal, "operator_id")
    wanted = {"operator_id": operator, "service_id": service}
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def routes_of(service: Service) -> tuple[contract.RoutePriority, ...]:
    """Its own and its operator's; of one route its own."""
    rows = RoutePriority.objects.filter(
        Q(service=None) | Q(service=service), operator=service.operator_id
    )
    of_all = sorted(rows, key=lambda row: row.service_id is not None)
    found = {(row.origin, row.destination, row.zone): row.priority for row in of_all}
    return tuple(
        contract.RoutePriority(origin=origin, destination=destination, zone=zone, priority=turn)
        for (origin, destination, zone), turn in sorted(found.items())
    )
