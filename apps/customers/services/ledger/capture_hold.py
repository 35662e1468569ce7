"""Take what is owed out of a hold, and give back the rest."""

from typing import Any
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import accounts, holds, postings
from apps.customers.domain.accounts import AccountKey
from apps.customers.models import Hold
from apps.customers.selectors.holds import hold_dto
from apps.customers.services.ledger.end_hold import locked_hold, mark_ended
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.money import COP, Money, total
from quenty.platform.codec import from_plain, to_plain


def capture_hold(
    *,
    idempotency_key: str,
    hold_id: UUID,
    lines: tuple[shapes.RevenueLine, ...],
    description: str,
    actor: Actor,
) -> shapes.Hold:
    """The hold as it was captured. Raises what `CustomersApi.capture_hold` says."""
    charges = _by_account(lines)
    wanted = total((line.amount for line in lines), COP)
    if wanted < Money.zero(COP):
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="lines")

    def perform() -> dict[str, Any]:
        hold = locked_hold(hold_id)
        mark_ended(hold, holds.Action.CAPTURE)
        if wanted.units > hold.amount:
            held = Money.from_units(hold.amount)
            raise CustomerError.CAPTURE_EXCEEDS_HOLD(wanted=str(wanted), held=str(held))
        hold.captured = wanted.units
        hold.charges = [
            {"purpose": key.purpose, "detail": key.detail, "units": amount.units}
            for key, amount in charges.items()
        ]
        hold.save()
        draft = _draft(hold, charges, wanted, description)
        posted = write([draft], key=idempotency_key, actor=actor, livemode=hold.merchant.livemode)
        outgoing.hold_captured(hold, actor=actor)
        if wanted:
            outgoing.wallet_debited(hold.merchant, posted[0], amount=wanted, actor=actor)
        return dict(to_plain(hold_dto(hold)))

    answer = once(
        key=idempotency_key,
        operation="capture_hold",
        body={"hold_id": hold_id, "lines": to_plain(lines), "description": description},
        perform=perform,
    )
    return from_plain(answer, shapes.Hold)


def _by_account(lines: tuple[shapes.RevenueLine, ...]) -> dict[AccountKey, Money]:
    charges: dict[AccountKey, Money] = {}
    for line in lines:
        key = accounts.for_charge(line.kind, line.tax_code)
        charges[key] = charges.get(key, Money.zero(COP)) + line.amount
    return charges


def _draft(
    hold: Hold, charges: dict[AccountKey, Money], taken: Money, description: str
) -> postings.Draft:
    owner, amount = hold.merchant_id, Money.from_units(hold.amount)
    return postings.draft(
        postings.Kind.CAPTURE,
        [
            (accounts.held(owner), -amount),
            *charges.items(),
            (accounts.available(owner), amount - taken),
        ],
        description=description,
        purpose=hold.purpose,
        reference_id=hold.reference_id,
    )
