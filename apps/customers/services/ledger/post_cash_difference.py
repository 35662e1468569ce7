"""Post what a courier's or a point's cash was above or below what was due."""

from typing import Any
from uuid import UUID

from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import Purpose
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money


def post_cash_difference(
    *,
    idempotency_key: str,
    livemode: bool,
    holder_id: UUID,
    amount: Money,
    reference_id: UUID,
    description: str,
    actor: Actor,
) -> UUID:
    """Raises what `CustomersApi.post_cash_difference` says."""
    draft = postings.draft(
        postings.Kind.COD,
        [
            (accounts.platform(Purpose.BANK, "cod"), -amount),
            (accounts.platform(Purpose.COD_CLEARING, str(holder_id)), amount),
        ],
        description=description,
        purpose="cash_difference",
        reference_id=reference_id,
    )

    def perform() -> dict[str, Any]:
        posted = write([draft], key=idempotency_key, actor=actor, livemode=livemode)
        return {"posting": str(posted[0].id)}

    body = {
        "livemode": livemode,
        "holder_id": holder_id,
        "amount": amount,
        "reference_id": reference_id,
    }
    answer = once(key=idempotency_key, operation="post_cash_difference", body=body, perform=perform)
    return UUID(answer["posting"])
