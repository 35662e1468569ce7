"""Give back part or all of what a captured hold took."""

from typing import Any
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import AccountKey, Purpose
from apps.customers.models import Hold
from apps.customers.services.ledger.end_hold import locked_hold
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money


def refund_hold(
    *, idempotency_key: str, hold_id: UUID, amount: Money, reason: str, actor: Actor
) -> None:
    """Each charge gives back its share. Raises what `CustomersApi.refund` says."""
    if amount <= Money.zero(amount.currency):
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="amount")
    if not amount.is_whole():
        raise CustomerError.AMOUNT_NOT_WHOLE(field="amount", amount=str(amount))

    def perform() -> dict[str, Any]:
        hold = locked_hold(hold_id)
        left = Money.from_units(hold.captured - hold.refunded)
        if amount > left:
            raise CustomerError.REFUND_EXCEEDS_CAPTURE(wanted=str(amount), captured=str(left))
        draft = postings.draft(
            postings.Kind.REFUND,
            [(accounts.available(hold.merchant_id), amount), *_shares(hold, amount)],
            description=reason,
            purpose=hold.purpose,
            reference_id=hold.reference_id,
        )
        hold.refunded += amount.units
        hold.save()
        posted = write([draft], key=idempotency_key, actor=actor, livemode=hold.merchant.livemode)
        outgoing.wallet_credited(hold.merchant, posted[0], amount=amount, actor=actor)
        return {"posting": str(posted[0].id)}

    once(
        key=idempotency_key,
        operation="refund",
        body={"hold_id": hold_id, "amount": amount, "reason": reason},
        perform=perform,
    )


def _shares(hold: Hold, amount: Money) -> list[tuple[AccountKey, Money]]:
    """What each charged account gives: the difference between two shares of the whole, so
    that refunds in parts end exactly where one refund of everything would."""
    lines = [postings.steps_of(Money.from_units(charge["units"])) for charge in hold.charges]
    before = postings.steps_of(Money.from_units(hold.refunded))
    shared = zip(
        hold.charges,
        postings.share_out(lines, before),
        postings.share_out(lines, before + postings.steps_of(amount)),
        strict=True,
    )
    return [
        (
            accounts.platform(Purpose(charge["purpose"]), charge["detail"]),
            postings.from_steps(was - now),
        )
        for charge, was, now in shared
    ]
