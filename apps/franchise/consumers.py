"""What franchise hears: guides of orders, and of customers who they are. Play is not paid."""

from uuid import UUID

from apps.franchise.domain.accounts import ACTIVE, CLOSED, SUSPENDED
from apps.franchise.domain.scorecards import OF_THE_CARRIER
from apps.franchise.services import note_health
from apps.franchise.services.commissions import (
    block,
    note_customers,
    note_drop_offs,
    note_guides,
    reverse,
)
from apps.franchise.services.follow_customer import note_kyc, note_standing
from apps.franchise.services.settlements import pay_settlement
from quenty.contracts.customers import events as customers
from quenty.contracts.customers import invoice_events as invoices
from quenty.contracts.customers import payout_events as payouts
from quenty.contracts.orders import events as orders
from quenty.contracts.orders import money_events as money
from quenty.contracts.pickups import events as pickups
from quenty.kernel.actors import Actor
from quenty.platform.events import Envelope, consumes


@consumes(orders.GuideGeneratedV1)
def note_generated(event: orders.GuideGeneratedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_guides.note_generated([event])


@consumes(orders.GuideDeliveredV1)
def note_delivered(event: orders.GuideDeliveredV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_guides.note_delivered([event], [envelope.sequence or 1])


@consumes(pickups.PiecesReceivedAtPointV1)
def note_dropped_off(event: pickups.PiecesReceivedAtPointV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_drop_offs.note_dropped_off(event)


@consumes(pickups.PiecesReturnedFromPointV1)
def note_taken_back(event: pickups.PiecesReturnedFromPointV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_drop_offs.note_taken_back(event)


@consumes(orders.OperatorHealthChangedV1)
def note_operator_health(event: orders.OperatorHealthChangedV1, envelope: Envelope) -> None:
    note_health.note_health(
        operator_id=event.operator_id, up=event.after == "up", since=event.since
    )


@consumes(orders.GuideReturnedV1)
def note_returned(event: orders.GuideReturnedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_guides.note_returned(event)


@consumes(orders.GuideDeliveryFailedV1)
def note_failed(event: orders.GuideDeliveryFailedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_guides.note_failed(event)


@consumes(orders.GuideLostV1)
def note_lost(event: orders.GuideLostV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_guides.note_incident(event)


@consumes(orders.GuideDamagedV1)
def note_damaged(event: orders.GuideDamagedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_guides.note_incident(event)


@consumes(orders.IncidentReportedV1)
def note_reported(event: orders.IncidentReportedV1, envelope: Envelope) -> None:
    """What its recipient or address is to blame for is no incident of who carries: it counts
    as an attempt that failed, where it was one."""
    if envelope.livemode and event.group in OF_THE_CARRIER:
        note_guides.note_incident(event)


@consumes(orders.GuideVoidedV1)
def reverse_voided(event: orders.GuideVoidedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        reverse.note_voided(event)


@consumes(orders.GuideCorrectedV1)
def reverse_corrected(event: orders.GuideCorrectedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        reverse.note_corrected(event, envelope.sequence or 1)


@consumes(money.FreightAdjustedV1)
def follow_adjusted(event: money.FreightAdjustedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        reverse.adjust_freight(
            guide_id=event.guide_id,
            freight=event.freight,
            reference=str(event.reference_id),
            actor=Actor.parse(envelope.actor),
        )


@consumes(money.FreightRefundedV1)
def follow_refunded(event: money.FreightRefundedV1, envelope: Envelope) -> None:
    """All of it back takes the commission back; a part of it, a part."""
    if not envelope.livemode:
        return
    actor = Actor.parse(envelope.actor)
    if event.freight:
        reverse.adjust_freight(
            guide_id=event.guide_id,
            freight=event.freight,
            reference=str(event.reference_id),
            actor=actor,
        )
    else:
        reverse.reverse_commissions(guide_id=event.guide_id, reason=event.reason, actor=actor)


@consumes(customers.CustomerRegisteredV1)
def note_registered(event: customers.CustomerRegisteredV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_customers.note_person(customer_id=event.customer_id, kind=event.kind)
        note_customers.note_size(
            customer_id=event.customer_id, size=event.size, seq=envelope.sequence or 0
        )


@consumes(customers.CustomerSizeChangedV1)
def note_size(event: customers.CustomerSizeChangedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_customers.note_size(
            customer_id=event.customer_id, size=event.size, seq=envelope.sequence or 0
        )


@consumes(customers.CustomerTaxProfileChangedV1)
def note_taxes(event: customers.CustomerTaxProfileChangedV1, envelope: Envelope) -> None:
    if envelope.livemode:
        note_customers.note_taxes(
            customer_id=event.customer_id,
            seq=envelope.sequence or 0,
            simple=event.regime == "simple",
            iva_responsible=event.iva_responsible,
            municipality=event.ica_municipality,
        )


@consumes(customers.CustomerSuspendedV1)
def note_suspended(event: customers.CustomerSuspendedV1, envelope: Envelope) -> None:
    _standing(event.customer_id, envelope, SUSPENDED)


@consumes(customers.CustomerReinstatedV1)
def note_reinstated(event: customers.CustomerReinstatedV1, envelope: Envelope) -> None:
    _standing(event.customer_id, envelope, ACTIVE)


@consumes(customers.CustomerClosedV1)
def note_closed(event: customers.CustomerClosedV1, envelope: Envelope) -> None:
    _standing(event.customer_id, envelope, CLOSED)


@consumes(customers.KycApprovedV1)
def note_kyc_approved(event: customers.KycApprovedV1, envelope: Envelope) -> None:
    _kyc(event, envelope, holds=True)


@consumes(customers.KycRejectedV1)
def note_kyc_rejected(event: customers.KycRejectedV1, envelope: Envelope) -> None:
    _kyc(event, envelope, holds=False)


@consumes(customers.KycExpiredV1)
def note_kyc_expired(event: customers.KycExpiredV1, envelope: Envelope) -> None:
    _kyc(event, envelope, holds=False)


@consumes(invoices.InvoiceOverdueV1)
def block_overdue(event: invoices.InvoiceOverdueV1, envelope: Envelope) -> None:
    if envelope.livemode:
        block.note_overdue(merchant_id=event.customer_id, invoice_id=event.invoice_id)


@consumes(invoices.InvoicePaidV1)
def unblock_paid(event: invoices.InvoicePaidV1, envelope: Envelope) -> None:
    if envelope.livemode:
        block.note_paid(merchant_id=event.customer_id, invoice_id=event.invoice_id)


@consumes(payouts.PayoutFailedV1)
def reopen_failed(event: payouts.PayoutFailedV1, envelope: Envelope) -> None:
    _reopen(event, envelope)


@consumes(payouts.PayoutReturnedV1)
def reopen_returned(event: payouts.PayoutReturnedV1, envelope: Envelope) -> None:
    _reopen(event, envelope)


def _standing(customer_id: UUID, envelope: Envelope, standing: str) -> None:
    if envelope.livemode:
        note_standing(customer_id=customer_id, standing=standing, seq=envelope.sequence or 0)


def _kyc(
    event: customers.KycApprovedV1 | customers.KycRejectedV1 | customers.KycExpiredV1,
    envelope: Envelope,
    *,
    holds: bool,
) -> None:
    if envelope.livemode:
        note_kyc(
            customer_id=event.customer_id,
            level=event.level,
            holds=holds,
            seq=envelope.sequence or 0,
        )


def _reopen(event: payouts.PayoutFailedV1 | payouts.PayoutReturnedV1, envelope: Envelope) -> None:
    if envelope.livemode and event.source == "settlement" and event.reference_id:
        pay_settlement.note_returned(
            settlement_id=event.reference_id,
            reason=event.reason,
            actor=Actor.parse(envelope.actor),
        )
