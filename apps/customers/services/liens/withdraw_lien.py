"""End a lien before it has taken its amount."""

from typing import Any
from uuid import UUID

from apps.customers.domain.liens import Status
from apps.customers.selectors.liens import lien_by_id, lien_dto
from apps.customers.services.ledger.once import once
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record


def withdraw_lien(*, idempotency_key: str, lien_id: UUID, reason: str, actor: Actor) -> shapes.Lien:
    """What was taken stays taken. Raises what `CustomersApi.withdraw_lien` says."""

    def perform() -> dict[str, Any]:
        row = lien_by_id(lien_id, lock=True)
        if row.status != Status.OPEN:
            raise CustomerError.LIEN_NOT_OPEN(status=row.status)
        row.status, row.reason = Status.WITHDRAWN.value, reason[:300]
        row.save()
        data = {"reason": reason[:300]}
        record("customers", action="lien.withdraw", subject=row.id, actor=actor, data=data)
        return {}

    once(
        key=idempotency_key,
        operation="withdraw_lien",
        body={"lien_id": lien_id, "reason": reason},
        perform=perform,
    )
    return lien_dto(lien_by_id(lien_id))
