"""Services and their coverage as they are read."""

from uuid import UUID

from django.db.models import QuerySet

from apps.franchise.models import Coverage, Service
from apps.franchise.selectors.scope import visible
from quenty.contracts.franchise.errors import FranchiseError
from quenty.platform.auth import Principal


def services(
    principal: Principal,
    *,
    operator: UUID | None = None,
    mode: str | None = None,
    regime: str | None = None,
    active: bool | None = None,
) -> QuerySet[Service]:
    rows = visible(Service.objects.select_related("operator"), principal, "operator_id")
    wanted = {"operator_id": operator, "mode": mode, "regime": regime, "active": active}
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def service(principal: Principal, service_id: UUID) -> Service:
    """Raises franchise.service_not_found."""
    rows = visible(Service.objects.select_related("operator"), principal, "operator_id")
    return _one(rows, service_id)


def any_service(service_id: UUID) -> Service:
    """For neighbours, who see all. Raises franchise.service_not_found."""
    return _one(Service.objects.select_related("operator"), service_id)


def _one(rows: QuerySet[Service], service_id: UUID) -> Service:
    found = rows.filter(pk=service_id).first()
    if found is None:
        raise FranchiseError.SERVICE_NOT_FOUND()
    return found


def coverage(
    principal: Principal,
    service_id: UUID,
    *,
    department: str | None = None,
    pickup: bool | None = None,
    delivery: bool | None = None,
    cod: bool | None = None,
    remote: bool | None = None,
) -> QuerySet[Coverage]:
    """Municipalities of a service. Raises franchise.service_not_found."""
    rows = Coverage.objects.filter(service=service(principal, service_id))
    if department:
        rows = rows.filter(dane_code__startswith=department)
    wanted = {"pickup": pickup, "delivery": delivery, "cod": cod, "remote": remote}
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})
