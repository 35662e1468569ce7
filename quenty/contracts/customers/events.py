"""Facts customers tells; those of invoices are in invoice_events.py, of
banks in payout_events.py."""

from datetime import datetime
from uuid import UUID

# Declared once anybody reads the facts of customers.
from quenty.contracts.customers import invoice_events as invoice_events
from quenty.contracts.customers import payout_events as payout_events
from quenty.kernel.events import event, personal
from quenty.kernel.money import Money


@event("customers.customer.registered", webhook=True)
class CustomerRegisteredV1:
    customer_id: UUID
    kind: str
    size: str
    display_name: str = personal()
    email: str = personal()
    # The sandbox twin, which `qk_test_` keys act as.
    test_customer_id: UUID | None = None


@event("customers.customer.activated", webhook=True)
class CustomerActivatedV1:
    customer_id: UUID


@event("customers.customer.suspended", webhook=True)
class CustomerSuspendedV1:
    customer_id: UUID
    reason: str


@event("customers.customer.reinstated", webhook=True)
class CustomerReinstatedV1:
    customer_id: UUID


@event("customers.customer.closed", webhook=True)
class CustomerClosedV1:
    customer_id: UUID
    reason: str


@event("customers.customer.size_changed", webhook=True)
class CustomerSizeChangedV1:
    customer_id: UUID
    size: str


@event("customers.customer.tax_profile_changed", webhook=True)
class CustomerTaxProfileChangedV1:
    """`ica_municipality`: DANE code, empty where no ICA is owed."""

    customer_id: UUID
    regime: str
    withholding_agent: bool
    iva_responsible: bool
    ica_municipality: str


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


@event("customers.kyc.in_review", webhook=True)
class KycInReviewV1:
    """A person will look at it."""

    customer_id: UUID
    level: str


@event("customers.kyc.expiring", webhook=True)
class KycExpiringV1:
    """A warning, 30 and 7 days before."""

    customer_id: UUID
    level: str
    expires_at: datetime


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


@event("customers.credit_limit.changed", webhook=True)
class CreditLimitChangedV1:
    customer_id: UUID
    limit: Money


@event("customers.lien.applied", webhook=True)
class LienAppliedV1:
    """A payout gave `amount` to whoever registered the lien. `left`: still to be taken.
    `payout_id`: what was paid out, by its own context."""

    lien_id: UUID
    customer_id: UUID
    kind: str
    reference_id: UUID
    amount: Money
    left: Money
    posting_id: UUID
    payout_id: UUID
