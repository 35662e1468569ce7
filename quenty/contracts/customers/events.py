"""Facts customers tells."""

from datetime import datetime
from uuid import UUID

from quenty.kernel.events import event, personal
from quenty.kernel.money import Money


@event("customers.customer.registered", webhook=True)
class CustomerRegisteredV1:
    customer_id: UUID
    kind: str
    size: str
    display_name: str = personal()
    email: str = personal()


@event("customers.customer.suspended", webhook=True)
class CustomerSuspendedV1:
    customer_id: UUID
    reason: str


@event("customers.customer.reinstated", webhook=True)
class CustomerReinstatedV1:
    customer_id: UUID


@event("customers.kyc.submitted", webhook=True)
class KycSubmittedV1:
    customer_id: UUID
    level: str


@event("customers.kyc.approved", webhook=True)
class KycApprovedV1:
    customer_id: UUID
    level: str
    expires_at: datetime


@event("customers.kyc.rejected", webhook=True)
class KycRejectedV1:
    customer_id: UUID
    level: str
    reason: str


@event("customers.kyc.update_required", webhook=True)
class KycUpdateRequiredV1:
    customer_id: UUID
    level: str
    reason: str


@event("customers.kyc.expired", webhook=True)
class KycExpiredV1:
    customer_id: UUID
    level: str


@event("customers.wallet.credited", webhook=True)
class WalletCreditedV1:
    customer_id: UUID
    amount: Money
    purpose: str
    source: str
    posting_id: UUID


@event("customers.wallet.debited", webhook=True)
class WalletDebitedV1:
    customer_id: UUID
    amount: Money
    purpose: str
    source: str
    posting_id: UUID


@event("customers.hold.placed", webhook=True)
class HoldPlacedV1:
    hold_id: UUID
    customer_id: UUID
    amount: Money
    purpose: str
    reference_id: UUID


@event("customers.hold.captured", webhook=True)
class HoldCapturedV1:
    hold_id: UUID
    customer_id: UUID
    amount: Money
    reference_id: UUID


@event("customers.hold.released", webhook=True)
class HoldReleasedV1:
    hold_id: UUID
    customer_id: UUID
    amount: Money
    reference_id: UUID
    reason: str


@event("customers.hold.expired", webhook=True)
class HoldExpiredV1:
    hold_id: UUID
    customer_id: UUID
    amount: Money
    reference_id: UUID
