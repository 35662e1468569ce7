"""Rows as the facts that others hear of. Each is told inside the caller's unit of work."""

from datetime import datetime
from uuid import UUID

from apps.customers.models import Hold, KycCase, LedgerPosting, Lien, Merchant, TaxProfile
from quenty.contracts.customers import events
from quenty.kernel.actors import Actor
from quenty.kernel.money import Money
from quenty.platform.events import publish


def customer_registered(merchant: Merchant, *, actor: Actor) -> None:
    publish(
        events.CustomerRegisteredV1(
            customer_id=merchant.id,
            kind=merchant.kind,
            size=merchant.size,
            display_name=merchant.display_name,
            email=merchant.email,
            test_customer_id=merchant.twin_id,
        ),
        aggregate=merchant.id,
        actor=actor,
        livemode=merchant.livemode,
    )


def customer_activated(merchant: Merchant, *, actor: Actor) -> None:
    _of(merchant, events.CustomerActivatedV1(customer_id=merchant.id), actor)


def customer_suspended(merchant: Merchant, *, actor: Actor) -> None:
    _of(
        merchant,
        events.CustomerSuspendedV1(customer_id=merchant.id, reason=merchant.status_reason),
        actor,
    )


def customer_reinstated(merchant: Merchant, *, actor: Actor) -> None:
    _of(merchant, events.CustomerReinstatedV1(customer_id=merchant.id), actor)


def customer_closed(merchant: Merchant, *, actor: Actor) -> None:
    _of(
        merchant,
        events.CustomerClosedV1(customer_id=merchant.id, reason=merchant.status_reason),
        actor,
    )


def size_changed(merchant: Merchant, *, actor: Actor) -> None:
    _of(
        merchant,
        events.CustomerSizeChangedV1(customer_id=merchant.id, size=merchant.size),
        actor,
    )


def tax_profile_changed(profile: TaxProfile, *, actor: Actor) -> None:
    _of(
        profile.merchant,
        events.CustomerTaxProfileChangedV1(
            customer_id=profile.merchant_id,
            regime=profile.regime,
            withholding_agent=profile.withholding_agent,
            iva_responsible=profile.iva_responsible,
            ica_municipality=profile.ica_municipality,
        ),
        actor,
    )


def credit_limit_changed(merchant: Merchant, *, limit: Money, actor: Actor) -> None:
    _of(merchant, events.CreditLimitChangedV1(customer_id=merchant.id, limit=limit), actor)


def kyc_changed(case: KycCase, *, actor: Actor) -> None:
    """The event of the state that a case has come to."""
    who = {"customer_id": case.merchant_id, "level": case.level}
    made = {
        KycCase.Status.PENDING: lambda: events.KycSubmittedV1(**who),
        KycCase.Status.IN_REVIEW: lambda: events.KycInReviewV1(**who),
        KycCase.Status.APPROVED: lambda: events.KycApprovedV1(
            **who, expires_at=case.approved_until
        ),
        KycCase.Status.REJECTED: lambda: events.KycRejectedV1(**who, reason=case.reason),
        KycCase.Status.REQUIRES_UPDATE: lambda: events.KycUpdateRequiredV1(
            **who, reason=case.reason
        ),
    }[KycCase.Status(case.status)]()
    _of(case.merchant, made, actor)


def kyc_expired(case: KycCase, *, actor: Actor) -> None:
    _of(
        case.merchant,
        events.KycExpiredV1(customer_id=case.merchant_id, level=case.level),
        actor,
    )


def kyc_expiring(case: KycCase, *, expires_at: datetime, actor: Actor) -> None:
    _of(
        case.merchant,
        events.KycExpiringV1(customer_id=case.merchant_id, level=case.level, expires_at=expires_at),
        actor,
    )


def _of(merchant: Merchant, payload: object, actor: Actor) -> None:
    publish(payload, aggregate=merchant.id, actor=actor, livemode=merchant.livemode)


def hold_placed(hold: Hold, *, actor: Actor) -> None:
    publish(
        events.HoldPlacedV1(
            hold_id=hold.id,
            customer_id=hold.merchant_id,
            amount=Money.from_units(hold.amount),
            purpose=hold.purpose,
            reference_id=hold.reference_id,
        ),
        aggregate=hold.id,
        actor=actor,
        livemode=hold.merchant.livemode,
    )


def hold_captured(hold: Hold, *, actor: Actor) -> None:
    publish(
        events.HoldCapturedV1(
            hold_id=hold.id,
            customer_id=hold.merchant_id,
            amount=Money.from_units(hold.captured),
            reference_id=hold.reference_id,
        ),
        aggregate=hold.id,
        actor=actor,
        livemode=hold.merchant.livemode,
    )


def hold_released(hold: Hold, *, actor: Actor) -> None:
    publish(
        events.HoldReleasedV1(
            hold_id=hold.id,
            customer_id=hold.merchant_id,
            amount=Money.from_units(hold.amount),
            reference_id=hold.reference_id,
            reason=hold.reason,
        ),
        aggregate=hold.id,
        actor=actor,
        livemode=hold.merchant.livemode,
    )


def hold_expired(hold: Hold) -> None:
    publish(
        events.HoldExpiredV1(
            hold_id=hold.id,
            customer_id=hold.merchant_id,
            amount=Money.from_units(hold.amount),
            reference_id=hold.reference_id,
        ),
        aggregate=hold.id,
        livemode=hold.merchant.livemode,
    )


def wallet_credited(
    merchant: Merchant, posting: LedgerPosting, *, amount: Money, actor: Actor
) -> None:
    """`amount`: what entered the wallet."""
    _of(
        merchant,
        events.WalletCreditedV1(
            customer_id=merchant.id,
            amount=amount,
            purpose=posting.purpose,
            source=posting.kind,
            posting_id=posting.id,
        ),
        actor,
    )


def wallet_debited(
    merchant: Merchant, posting: LedgerPosting, *, amount: Money, actor: Actor
) -> None:
    """`amount`: what left the wallet for good."""
    _of(
        merchant,
        events.WalletDebitedV1(
            customer_id=merchant.id,
            amount=amount,
            purpose=posting.purpose,
            source=posting.kind,
            posting_id=posting.id,
        ),
        actor,
    )


def lien_applied(
    lien: Lien, posting: LedgerPosting, *, amount: Money, payout_id: UUID, actor: Actor
) -> None:
    _of(
        lien.merchant,
        events.LienAppliedV1(
            lien_id=lien.id,
            customer_id=lien.merchant_id,
            kind=lien.kind,
            reference_id=lien.reference_id,
            amount=amount,
            left=lien.amount - lien.taken,
            posting_id=posting.id,
            payout_id=payout_id,
        ),
        actor,
    )
