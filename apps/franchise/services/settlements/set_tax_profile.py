"""The tax profile of a payee, by its RUT."""

from typing import Any
from uuid import UUID

from apps.franchise.models import Payee
from quenty.contracts.franchise.commission_errors import CommissionError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_tax_profile(*, payee_id: UUID, changes: dict[str, Any], actor: Actor) -> Payee:
    """Settlements made before keep what they reckoned with. Raises
    franchise.commission.payee_not_found."""
    with unit_of_work("franchise"):
        row = Payee.objects.select_for_update().filter(pk=payee_id).first()
        if row is None:
            raise CommissionError.PAYEE_NOT_FOUND()
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
        data = {"fields": sorted(changes)}
        record("franchise", action="payee.taxes", subject=row.pk, actor=actor, data=data)
    return row
