"""Move what was collected for a merchant to its wallet, less its liens."""

from typing import Any
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import accounts, postings
from apps.customers.models import LedgerAccount, Merchant
from apps.customers.services.bank.request_payout import go_on_to_bank
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from apps.customers.services.liens.apply_liens import keep_takes, takes_of
from quenty.contracts.customers import shapes
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.codec import from_plain, to_plain

PURPOSE = "cod_payout"


def pay_out(
    *,
    idempotency_key: str,
    merchant: Merchant,
    amount: Money,
    reference_id: UUID,
    description: str,
    actor: Actor,
) -> shapes.PaidOut:
    """Raises what `CustomersApi.pay_out` says."""
    if amount <= Money.zero():
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="amount")
    if not amount.is_whole():
        raise CustomerError.AMOUNT_NOT_WHOLE(field="amount", amount=str(amount))

    def perform() -> dict[str, Any]:
        takes, rest = takes_of(merchant, amount)
        _refuse_more_than_owed(merchant, amount)
        draft = postings.draft(
            postings.Kind.PAYOUT,
            [
                (accounts.cod_payable(merchant.id), -amount),
                (accounts.available(merchant.id), rest),
                *(take.move for take in takes),
            ],
            description=description,
            purpose=PURPOSE,
            reference_id=reference_id,
        )
        posted = write([draft], key=idempotency_key, actor=actor, livemode=merchant.livemode)[0]
        keep_takes(takes, posted, payout_id=reference_id, actor=actor)
        if rest:
            outgoing.wallet_credited(merchant, posted, amount=rest, actor=actor)
            go_on_to_bank(
                merchant, rest, source="cod_payout", reference_id=reference_id, actor=actor
            )
        liens = tuple(
            shapes.LienTaken(
                lien_id=take.lien.id,
                kind=take.lien.kind,
                reference_id=take.lien.reference_id,
                amount=take.amount,
            )
            for take in takes
        )
        paid = shapes.PaidOut(posting_id=posted.id, gross=amount, paid=rest, liens=liens)
        return dict(to_plain(paid))

    answer = once(
        key=idempotency_key,
        operation="pay_out",
        body={"customer_id": merchant.id, "amount": amount, "reference_id": reference_id},
        perform=perform,
    )
    return from_plain(answer, shapes.PaidOut)


def _refuse_more_than_owed(merchant: Merchant, amount: Money) -> None:
    key = accounts.cod_payable(merchant.id)
    row = (
        LedgerAccount.objects.select_for_update()
        .filter(owner_id=key.owner_id, purpose=key.purpose)
        .first()
    )
    owed = row.amount if row else Money.zero()
    if amount > owed:
        raise CustomerError.PAYOUT_EXCEEDS_COD(wanted=str(amount), owed=str(owed))
