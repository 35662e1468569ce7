"""Take an operator into the registry, and keep its legal data."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.franchise.domain.operators import canonical_nit
from apps.franchise.models import Operator
from quenty.contracts.franchise.errors import FranchiseError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version


def register_operator(*, code: str, nit: str, actor: Actor, **legal: Any) -> Operator:
    """A new operator in draft. `legal`: the other columns of the registry.

    Raises franchise.nit_invalid, .nit_taken, .code_taken.
    """
    operator = Operator(code=code, nit=canonical_nit(nit), **legal)
    with unit_of_work("franchise"):
        _save(operator)
        record("franchise", action="operator.register", subject=operator.pk, actor=actor)
    return operator


def change_operator(
    *, operator_id: UUID, changes: dict[str, Any], actor: Actor, expected: int | None = None
) -> Operator:
    """New legal data or contacts. `expected`: the revision the caller has seen.

    Raises franchise.operator_not_found, request.precondition_failed and those above.
    """
    if "nit" in changes:
        changes = {**changes, "nit": canonical_nit(changes["nit"])}
    with unit_of_work("franchise"):
        operator = locked_operator(operator_id)
        check_version(operator.revision, expected)
        for name, value in changes.items():
            setattr(operator, name, value)
        operator.revision += 1
        _save(operator)
        data = {"fields": sorted(changes)}
        record("franchise", action="operator.change", subject=operator.pk, actor=actor, data=data)
    return operator


def locked_operator(operator_id: UUID) -> Operator:
    """Raises franchise.operator_not_found."""
    operator = Operator.objects.select_for_update().filter(pk=operator_id).first()
    if operator is None:
        raise FranchiseError.OPERATOR_NOT_FOUND()
    return operator


def _save(operator: Operator) -> None:
    try:
        with unit_of_work("franchise"):
            operator.save()
    except IntegrityError as error:
        constraint = str(error)
        if "operator_nit" in constraint:
            raise FranchiseError.NIT_TAKEN(field="nit", nit=operator.nit) from error
        if "operator_code" in constraint:
            raise FranchiseError.CODE_TAKEN(field="code", code=operator.code) from error
        raise
