"""Facts franchise tells of commissions and settlements."""

from datetime import date
from uuid import UUID

from quenty.kernel.events import event
from quenty.kernel.money import Money


@event("franchise.commission.earned", webhook=True)
class CommissionEarnedV1:
    """`customer_id`: the payee's. `amount`: until the month is settled, by the first band."""

    commission_id: UUID
    guide_id: UUID
    payee_id: UUID
    customer_id: UUID
    amount: Money
    earned_on: date


@event("franchise.commission.blocked", webhook=True)
class CommissionBlockedV1:
    commission_id: UUID
    guide_id: UUID
    payee_id: UUID
    customer_id: UUID
    reason: str


@event("franchise.commission.unblocked", webhook=True)
class CommissionUnblockedV1:
    commission_id: UUID
    guide_id: UUID
    payee_id: UUID
    customer_id: UUID


@event("franchise.commission.reversed", webhook=True)
class CommissionReversedV1:
    """`amount`: what is taken back; positive."""

    commission_id: UUID
    guide_id: UUID
    payee_id: UUID
    customer_id: UUID
    amount: Money
    reason: str


@event("franchise.settlement.approved", webhook=True)
class SettlementApprovedV1:
    """`period`: the first day of its month."""

    settlement_id: UUID
    payee_id: UUID
    customer_id: UUID
    period: date
    net: Money


@event("franchise.settlement.paid", webhook=True)
class SettlementPaidV1:
    settlement_id: UUID
    payee_id: UUID
    customer_id: UUID
    period: date
    net: Money


@event("franchise.settlement.payment_failed", webhook=True)
class SettlementPaymentFailedV1:
    settlement_id: UUID
    payee_id: UUID
    customer_id: UUID
    period: date
    net: Money
    reason: str
