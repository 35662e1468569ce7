"""Charge a merchant a fee of ours that no hold was placed for."""

from typing import Any
from uuid import UUID

from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import AccountKey
from apps.customers.models import Merchant
from apps.customers.services.ledger.once import once
from apps.customers.services.ledger.take_or_claim import Debt, take_or_claim
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.codec import to_plain


def charge_fee(
    *,
    idempotency_key: str,
    merchant: Merchant,
    kind: str,
    amount: Money,
    reference_id: UUID,
    description: str,
    actor: Actor,
) -> UUID:
    """Out of the wallet; where that has not as much, by a lien on what is paid out to it next:
    what is collected for it stays what its guides say. The posting's id; the same key again
    gives the same.

    `kind`: of revenue. An indemnity is no price of a service, so no tax is charged on it.
    """

    def draft(payer: AccountKey) -> postings.Draft:
        return postings.draft(
            postings.Kind.ADJUSTMENT,
            [(payer, -amount), (accounts.for_charge(kind, ""), amount)],
            description=description,
            purpose=kind,
            reference_id=reference_id,
        )

    def perform() -> dict[str, Any]:
        debt = Debt(merchant, kind, amount, reference_id, description)
        posting, _ = take_or_claim(debt, draft, key=idempotency_key, actor=actor)
        return {"posting": str(posting.id)}

    answer = once(
        key=idempotency_key,
        operation="charge_fee",
        body={"customer_id": merchant.id, "kind": kind, "amount": to_plain(amount)},
        perform=perform,
    )
    return UUID(answer["posting"])
