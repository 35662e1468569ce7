"""Offer a service of an operator, and change its settings."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.franchise import outgoing
from apps.franchise.domain.services import Settings, check_settings
from apps.franchise.models import Service
from apps.franchise.services.register_operator import locked_operator
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version


def add_service(*, operator_id: UUID, actor: Actor, **settings: Any) -> Service:
    """`settings`: the columns of Service.

    Raises franchise.operator_not_found, .service_invalid, .code_taken.
    """
    with unit_of_work("franchise"):
        service = Service(operator=locked_operator(operator_id), **settings)
        _save(service)
        record("franchise", action="service.add", subject=service.pk, actor=actor)
        outgoing.service_changed(service, actor)
    return service


def change_service(
    *, service_id: UUID, changes: dict[str, Any], actor: Actor, expected: int | None = None
) -> Service:
    """`expected`: the revision the caller has seen.

    Raises franchise.service_not_found, .service_invalid, .code_taken,
    request.precondition_failed.
    """
    with unit_of_work("franchise"):
        service = locked_service(service_id)
        check_version(service.revision, expected)
        for name, value in changes.items():
            setattr(service, name, value)
        service.revision += 1
        _save(service)
        data = {"fields": sorted(changes)}
        record("franchise", action="service.change", subject=service.pk, actor=actor, data=data)
        outgoing.service_changed(service, actor)
    return service


def locked_service(service_id: UUID) -> Service:
    """With its operator, the service's row locked. Raises franchise.service_not_found."""
    rows = Service.objects.select_related("operator").select_for_update(of=("self",))
    service = rows.filter(pk=service_id).first()
    if service is None:
        raise FranchiseError.SERVICE_NOT_FOUND()
    return service


def _save(service: Service) -> None:
    check_settings(
        Settings(
            regime=service.regime,
            weight_step_kg=service.weight_step_kg,
            minimum_weight_kg=service.minimum_weight_kg,
            max_piece_weight_kg=service.max_piece_weight_kg,
            cod_allowed=service.cod_allowed,
            max_cod=service.max_cod,
            cutoff=service.cutoff,
        )
    )
    try:
        with unit_of_work("franchise"):
            service.save()
    except IntegrityError as error:
        if "service_code_once" in str(error):
            raise FranchiseError.CODE_TAKEN(field="code", code=service.code) from error
        raise
