"""Credit a wallet with what its owner earned with us, less its liens."""

from typing import Any
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import Purpose
from apps.customers.models import Merchant
from apps.customers.services.bank.request_payout import go_on_to_bank
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from apps.customers.services.liens.apply_liens import keep_takes, takes_of
from quenty.contracts.customers.errors import CustomerError
from quenty.contracts.customers.shapes import RevenueLine
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money

PURPOSE = "commission"


def pay_settlement(
    *,
    idempotency_key: str,
    merchant: Merchant,
    net: Money,
    withheld: Money,
    deducted: Money,
    lines: tuple[RevenueLine, ...],
    reference_id: UUID,
    description: str,
    actor: Actor,
) -> UUID:
    """Raises what `CustomersApi.pay_settlement` says."""
    if min(net, deducted) < Money.zero() or not (net or withheld or deducted):
        raise CustomerError.AMOUNT_NOT_POSITIVE(field="net")
    charged = [(accounts.for_charge(line.kind, line.tax_code), line.amount) for line in lines]

    def perform() -> dict[str, Any]:
        takes, rest = takes_of(merchant, net)
        draft = postings.draft(
            postings.Kind.SETTLEMENT,
            [
                (accounts.platform(Purpose.COMMISSION_PAYABLE), -(net + withheld + deducted)),
                (accounts.available(merchant.id), rest),
                *(take.move for take in takes),
                (accounts.platform(Purpose.TAXES_WITHHELD), withheld),
                *charged,
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
                merchant, rest, source="settlement", reference_id=reference_id, actor=actor
            )
        return {"posting": str(posted.id)}

    answer = once(
        key=idempotency_key,
        operation="pay_settlement",
        body={
            "customer_id": merchant.id,
            "net": net,
            "withheld": withheld,
            "deducted": deducted,
            "reference_id": reference_id,
        },
        perform=perform,
    )
    return UUID(answer["posting"])
