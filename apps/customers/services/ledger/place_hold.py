"""Set money of a wallet aside."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import accounts, postings
from apps.customers.models import Hold, Merchant
from apps.customers.selectors.holds import hold_dto
from apps.customers.selectors.invoices import refuse_in_debt
from apps.customers.selectors.merchants import may_spend
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.codec import from_plain, to_plain

# What somebody owes is taken from the wallet whatever else it owes.
PAYS_DEBT = frozenset({"franchise_charge"})
MOST_SECONDS = 90 * 86_400


def place_hold(
    *,
    idempotency_key: str,
    merchant: Merchant,
    amount: Money,
    purpose: str,
    reference_id: UUID,
    expires_in_seconds: int,
    actor: Actor,
) -> shapes.Hold:
    """The hold as it was placed. Raises what `CustomersApi.place_hold` says."""
    if amount <= Money.zero(amount.currency):
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="amount")
    seconds = max(1, min(expires_in_seconds, MOST_SECONDS))

    def perform() -> dict[str, Any]:
        may_spend(merchant.id)
        if purpose not in PAYS_DEBT:
            refuse_in_debt(merchant.id)
        hold = Hold(
            merchant=merchant,
            amount=amount.units,
            purpose=purpose,
            reference_id=reference_id,
            expires_at=clock.now() + timedelta(seconds=seconds),
        )
        draft = postings.draft(
            postings.Kind.HOLD,
            [(accounts.available(merchant.id), -amount), (accounts.held(merchant.id), amount)],
            description=purpose,
            purpose=purpose,
            reference_id=reference_id,
        )
        write([draft], key=idempotency_key, actor=actor, livemode=merchant.livemode)
        hold.save(force_insert=True)
        outgoing.hold_placed(hold, actor=actor)
        return dict(to_plain(hold_dto(hold)))

    answer = once(
        key=idempotency_key,
        operation="place_hold",
        body={
            "customer_id": merchant.id,
            "amount": amount,
            "purpose": purpose,
            "reference_id": reference_id,
            "expires_in_seconds": expires_in_seconds,
        },
        perform=perform,
    )
    return from_plain(answer, shapes.Hold)
