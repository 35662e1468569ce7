"""Take what a merchant owes us of its parcels, where nothing collected for it pays it."""

from typing import Any
from uuid import UUID

from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import AccountKey
from apps.customers.models import LedgerAccount, Merchant
from apps.customers.services.ledger.once import once
from apps.customers.services.ledger.take_or_claim import Debt, take_or_claim
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.codec import from_plain, to_plain

KIND = "guide_debt"


def collect_debt(
    *,
    idempotency_key: str,
    merchant: Merchant,
    most: Money,
    reference_id: UUID,
    description: str,
    actor: Actor,
) -> shapes.DebtCollected:
    """Raises what `CustomersApi.collect_debt` says."""
    if most <= Money.zero():
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="most")

    def perform() -> dict[str, Any]:
        amount = min(most, _owed(merchant))
        if amount <= Money.zero():
            raise CustomerError.NOTHING_OWED()

        def draft(payer: AccountKey) -> postings.Draft:
            return postings.draft(
                postings.Kind.PAYMENT,
                [(payer, -amount), (accounts.cod_payable(merchant.id), amount)],
                description=description,
                purpose=KIND,
                reference_id=reference_id,
            )

        debt = Debt(merchant, KIND, amount, reference_id, description)
        posting, paid = take_or_claim(debt, draft, key=idempotency_key, actor=actor)
        none = Money.zero()
        collected = shapes.DebtCollected(
            posting_id=posting.id,
            from_wallet=amount if paid else none,
            claimed=none if paid else amount,
        )
        return dict(to_plain(collected))

    answer = once(
        key=idempotency_key,
        operation="collect_debt",
        # What is owed may have changed since an answer was lost; it stays what was taken.
        body={"customer_id": merchant.id, "reference_id": reference_id},
        perform=perform,
    )
    return from_plain(answer, shapes.DebtCollected)


def _owed(merchant: Merchant) -> Money:
    """How far below zero what was collected for it is. Locks it, before the wallet, as a payout
    does."""
    key = accounts.cod_payable(merchant.id)
    row = (
        LedgerAccount.objects.select_for_update()
        .filter(owner_id=key.owner_id, purpose=key.purpose)
        .first()
    )
    return -row.amount if row else Money.zero()
