"""Charge a merchant a fee of ours that no hold was placed for."""

from typing import Any
from uuid import UUID

from apps.customers.domain import accounts, postings
from apps.customers.domain.accounts import AccountKey, Purpose
from apps.customers.models import Lien, Merchant
from apps.customers.services.ledger.journal import write
from apps.customers.services.ledger.once import once
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.kernel.money import Money
from quenty.platform.codec import to_plain
from quenty.platform.db import unit_of_work


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
        options = {"key": idempotency_key, "actor": actor, "livemode": merchant.livemode}
        try:
            with unit_of_work("customers"):
                posted = write([draft(accounts.available(merchant.id))], **options)
        except DomainError as error:
            if error.code != CustomerError.INSUFFICIENT_FUNDS.code:
                raise
            posted = write([draft(accounts.platform(Purpose.LIENS, kind))], **options)
            _claim(merchant, kind, amount, reference_id, description)
        return {"posting": str(posted[0].id)}

    answer = once(
        key=idempotency_key,
        operation="charge_fee",
        body={"customer_id": merchant.id, "kind": kind, "amount": to_plain(amount)},
        perform=perform,
    )
    return UUID(answer["posting"])


def _claim(
    merchant: Merchant, kind: str, amount: Money, reference_id: UUID, description: str
) -> None:
    """Before all others, and of the whole of a payout."""
    Lien.objects.create(
        merchant=merchant,
        kind=kind[:20],
        reference_id=reference_id,
        share=100,
        floor=Money.zero(),
        rank=0,
        amount=amount,
        taken=Money.zero(),
        description=description[:300],
    )
