"""Facts customers tells of what leaves for merchants' and payees' banks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quenty.kernel.events import event
from quenty.kernel.money import Money


@event("customers.customer.bank_account_changed", webhook=True)
class BankAccountChangedV1:
    """`kind`: savings, checking or deposit. `last_digits`: four of its number. `payable_from`:
    nothing is paid to it earlier."""

    customer_id: UUID
    bank: str
    kind: str
    last_digits: str
    payable_from: datetime


@dataclass(frozen=True, kw_only=True)
class OfPayout:
    """`amount`: what the bank is told to pay. `gmf`: the 4x1000 on it. `source`: wallet,
    cod_payout or settlement; `reference_id`: of that, in its own context."""

    payout_id: UUID
    customer_id: UUID
    amount: Money
    gmf: Money
    source: str
    reference_id: UUID | None


@event("customers.payout.sent", webhook=True)
class PayoutSentV1(OfPayout):
    """It is in the bank's hands."""


@event("customers.payout.failed", webhook=True)
class PayoutFailedV1(OfPayout):
    """The bank refused it: all of it is in the wallet again."""

    reason: str


@event("customers.payout.returned", webhook=True)
class PayoutReturnedV1(OfPayout):
    """It was paid and came back: the amount is in the wallet again, the 4x1000 is spent."""

    reason: str
