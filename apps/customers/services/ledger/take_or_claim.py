"""Take what a merchant owes us out of its wallet; where that has not as much, claim it.

One rule for all that no hold was placed for: the wallet and its credit line pay the whole of it,
or else it is a lien on what is paid out to the merchant next, before all others and of the whole
of a payout. Such a lien is due as an invoice is: from its day the wallet pays it as soon as it
has money, and what is unpaid past it blocks new guides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from apps.customers import outgoing
from apps.customers.domain import accounts
from apps.customers.domain.accounts import AccountKey, Purpose
from apps.customers.domain.postings import Draft
from apps.customers.models import BillingTerms, LedgerPosting, Lien, Merchant
from apps.customers.services.ledger.journal import write
from quenty.contracts.customers.errors import CustomerError
from quenty.kernel import clock
from quenty.kernel.actors import Actor
from quenty.kernel.errors import DomainError
from quenty.kernel.money import Money
from quenty.platform.db import unit_of_work

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Debt:
    """`kind` and `reference_id`: together once, what it is for."""

    merchant: Merchant
    kind: str
    amount: Money
    reference_id: UUID
    description: str


def take_or_claim(
    debt: Debt, draft: Callable[[AccountKey], Draft], *, key: str, actor: Actor
) -> tuple[LedgerPosting, bool]:
    """`draft`: the posting, given who pays. With whether the wallet did. Inside the caller's
    unit of work."""
    merchant = debt.merchant
    try:
        with unit_of_work("customers"):
            posting = _write(draft(accounts.available(merchant.id)), merchant, key, actor)
    except DomainError as error:
        if error.code != CustomerError.INSUFFICIENT_FUNDS.code:
            raise
        posting = _write(draft(accounts.platform(Purpose.LIENS, debt.kind)), merchant, key, actor)
        _claim(debt)
        return posting, False
    outgoing.wallet_debited(merchant, posting, amount=debt.amount, actor=actor)
    return posting, True


def _write(draft: Draft, merchant: Merchant, key: str, actor: Actor) -> LedgerPosting:
    return write([draft], key=key, actor=actor, livemode=merchant.livemode)[0]


def _claim(debt: Debt) -> None:
    terms = BillingTerms.objects.filter(merchant=debt.merchant).first()
    Lien.objects.create(
        merchant=debt.merchant,
        kind=debt.kind[:20],
        reference_id=debt.reference_id,
        share=WHOLE,
        floor=Money.zero(),
        rank=0,
        amount=debt.amount,
        taken=Money.zero(),
        due_on=clock.today() + timedelta(days=terms.days if terms else 0),
        description=debt.description[:300],
    )
