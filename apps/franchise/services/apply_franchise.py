"""Somebody wants to run a franchise."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.franchise.domain.franchises import check_capital
from apps.franchise.models import Franchise, Payee
from apps.franchise.outgoing import network
from apps.franchise.services.ask_customer import begins_with
from quenty.contracts.franchise.franchise_errors import NetworkError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.http import check_version


def apply_franchise(*, code: str, customer_id: UUID, actor: Actor, **told: Any) -> Franchise:
    """A new applicant. `told`: name, capital and, by contract, another monthly fee.

    Raises franchise.network.code_in_use.
    """
    franchise = Franchise(code=code, customer_id=customer_id, **told)
    with unit_of_work("franchise"):
        _save(franchise)
        Payee.objects.create(
            id=franchise.pk,
            kind="franchise",
            name=franchise.name,
            customer_id=customer_id,
            franchise=franchise,
            **begins_with(customer_id),
        )
        record("franchise", action="franchise.apply", subject=franchise.pk, actor=actor)
        network.franchise_applied(franchise, actor)
    return franchise


def change_franchise(
    *, franchise_id: UUID, changes: dict[str, Any], actor: Actor, expected: int | None = None
) -> Franchise:
    """New name, capital or fee. Raises franchise.network.franchise_not_found,
    .capital_too_low, request.precondition_failed."""
    with unit_of_work("franchise"):
        franchise = locked_franchise(franchise_id)
        check_version(franchise.revision, expected)
        for name, value in changes.items():
            setattr(franchise, name, value)
        check_capital(franchise.capital, status=franchise.status)
        franchise.revision += 1
        franchise.save()
        Payee.objects.filter(pk=franchise.pk).update(name=franchise.name)
        data = {"fields": sorted(changes)}
        record("franchise", action="franchise.change", subject=franchise_id, actor=actor, data=data)
    return franchise


def locked_franchise(franchise_id: UUID) -> Franchise:
    """Raises franchise.network.franchise_not_found."""
    row = Franchise.objects.select_for_update().filter(pk=franchise_id).first()
    if row is None:
        raise NetworkError.FRANCHISE_NOT_FOUND()
    return row


def _save(franchise: Franchise) -> None:
    try:
        with unit_of_work("franchise"):
            franchise.save()
    except IntegrityError as error:
        if "franchise_code" in str(error):
            raise NetworkError.CODE_IN_USE(field="code", code=franchise.code) from error
        raise
