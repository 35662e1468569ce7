"""Claim a share of what is paid out to a merchant."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.customers.models import Lien, Merchant
from apps.customers.selectors.liens import lien_by_id, lien_dto
from apps.customers.services.ledger.once import once
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.audit import record

WHOLE = Decimal(100)
_CENT = Decimal("0.01")


def register_lien(
    *,
    idempotency_key: str,
    merchant: Merchant,
    kind: str,
    reference_id: UUID,
    share: Decimal,
    floor: Money,
    rank: int,
    amount: Money,
    description: str,
    actor: Actor,
) -> shapes.Lien:
    """Raises what `CustomersApi.register_lien` says."""
    none = Money.zero()
    if not 0 < share <= WHOLE or share != share.quantize(_CENT):
        raise CustomerError.LIEN_INVALID(field="share")
    if amount <= none or floor < none or not amount.is_whole():
        raise CustomerError.LIEN_INVALID(field="amount")

    def perform() -> dict[str, Any]:
        if Lien.objects.filter(kind=kind, reference_id=reference_id).exists():
            raise CustomerError.LIEN_EXISTS()
        row = Lien.objects.create(
            merchant=merchant,
            kind=kind[:20],
            reference_id=reference_id,
            share=share,
            floor=floor,
            rank=rank,
            amount=amount,
            taken=none,
            description=description[:300],
        )
        record("customers", action="lien.register", subject=row.id, actor=actor)
        return {"lien": str(row.id)}

    answer = once(
        key=idempotency_key,
        operation="register_lien",
        body={
            "customer_id": merchant.id,
            "kind": kind,
            "reference_id": reference_id,
            "share": str(share),
            "floor": floor,
            "rank": rank,
            "amount": amount,
        },
        perform=perform,
    )
    return lien_dto(lien_by_id(UUID(answer["lien"])))
