"""Charges as the events that tell of them."""

from typing import Any

from apps.franchise.models import Charge
from quenty.contracts.franchise.charge_events import (
    ChargeCancelledV1,
    ChargeIssuedV1,
    ChargeOverdueV1,
    ChargePaidV1,
)
from quenty.kernel.actors import Actor
from quenty.platform.events import publish


def charge_issued(row: Charge, actor: Actor) -> None:
    publish(ChargeIssuedV1(**_of(row)), aggregate=row.pk, actor=actor)


def charge_overdue(row: Charge, actor: Actor) -> None:
    publish(ChargeOverdueV1(**_of(row), left=row.total - row.paid), aggregate=row.pk, actor=actor)


def charge_paid(row: Charge, actor: Actor) -> None:
    publish(ChargePaidV1(**_of(row)), aggregate=row.pk, actor=actor)


def charge_cancelled(row: Charge, actor: Actor) -> None:
    publish(ChargeCancelledV1(**_of(row), reason=row.reason), aggregate=row.pk, actor=actor)


def _of(row: Charge) -> dict[str, Any]:
    return {
        "charge_id": row.pk,
        "payee_id": row.payee_id,
        "customer_id": row.payee.customer_id,
        "kind": row.kind,
        "number": row.number,
        "iva": row.iva,
        "total": row.total,
        "due_on": row.due_on,
    }
