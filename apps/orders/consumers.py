"""What orders hears: rates of franchise and merchants of customers, for its own copies."""

from datetime import datetime
from uuid import UUID

from apps.orders.services import hear_field as field
from apps.orders.services.cod.hear_field import hear_delivery, hear_desk
from apps.orders.services.copies import merchants, rates
from apps.orders.services.remittances.take_close import take_close
from quenty.contracts.customers import events as customers
from quenty.contracts.franchise import events as franchise
from quenty.contracts.pickups import events as pickups
from quenty.contracts.pickups import road_events as road
from quenty.platform.events import Envelope, consumes, enqueue


@consumes(franchise.RateSheetPublishedV1)
def copy_published_sheet(event: franchise.RateSheetPublishedV1, envelope: Envelope) -> None:
    enqueue("orders.copy_sheet", sheet_id=str(event.sheet_id))


@consumes(franchise.ServiceChangedV1)
def copy_changed_service(event: franchise.ServiceChangedV1, envelope: Envelope) -> None:
    enqueue("orders.copy_service", service_id=str(event.service_id), seq=envelope.sequence or 0)


@consumes(franchise.CoverageChangedV1)
def copy_changed_coverage(event: franchise.CoverageChangedV1, envelope: Envelope) -> None:
    enqueue("orders.copy_coverage", service_id=str(event.service_id), revision=event.revision)


@consumes(franchise.OperatorActivatedV1)
def sell_operator(event: franchise.OperatorActivatedV1, envelope: Envelope) -> None:
    rates.switch_operator(
        operator_id=event.operator_id,
        code=event.code,
        name=event.name,
        active=True,
        seq=envelope.sequence or 0,
    )


@consumes(franchise.OperatorSuspendedV1)
def stop_selling_operator(event: franchise.OperatorSuspendedV1, envelope: Envelope) -> None:
    rates.switch_operator(
        operator_id=event.operator_id,
        code=event.code,
        name="",
        active=False,
        seq=envelope.sequence or 0,
    )


@consumes(customers.CustomerRegisteredV1)
def note_registered(event: customers.CustomerRegisteredV1, envelope: Envelope) -> None:
    merchants.note_registered(
        customer_id=event.customer_id,
        display_name=event.display_name,
        size=event.size,
        livemode=envelope.livemode,
        seq=envelope.sequence or 0,
    )
    enqueue("orders.copy_document", customer_id=str(event.customer_id))


@consumes(customers.CustomerActivatedV1)
def note_activated(event: customers.CustomerActivatedV1, envelope: Envelope) -> None:
    _status(event.customer_id, "active", envelope)


@consumes(customers.CustomerReinstatedV1)
def note_reinstated(event: customers.CustomerReinstatedV1, envelope: Envelope) -> None:
    _status(event.customer_id, "active", envelope)


@consumes(customers.CustomerSuspendedV1)
def note_suspended(event: customers.CustomerSuspendedV1, envelope: Envelope) -> None:
    _status(event.customer_id, "suspended", envelope, event.reason)


@consumes(customers.CustomerClosedV1)
def note_closed(event: customers.CustomerClosedV1, envelope: Envelope) -> None:
    _status(event.customer_id, "closed", envelope, event.reason)


@consumes(customers.CustomerSizeChangedV1)
def note_size(event: customers.CustomerSizeChangedV1, envelope: Envelope) -> None:
    merchants.note_size(customer_id=event.customer_id, size=event.size, livemode=envelope.livemode)


@consumes(customers.KycSubmittedV1)
def note_kyc_submitted(event: customers.KycSubmittedV1, envelope: Envelope) -> None:
    _kyc(event.customer_id, "pending", event.level, envelope)


@consumes(customers.KycApprovedV1)
def note_kyc_approved(event: customers.KycApprovedV1, envelope: Envelope) -> None:
    _kyc(event.customer_id, "approved", event.level, envelope, event.expires_at)


@consumes(customers.KycRejectedV1)
def note_kyc_rejected(event: customers.KycRejectedV1, envelope: Envelope) -> None:
    _kyc(event.customer_id, "rejected", event.level, envelope)


@consumes(customers.KycUpdateRequiredV1)
def note_kyc_update_required(event: customers.KycUpdateRequiredV1, envelope: Envelope) -> None:
    _kyc(event.customer_id, "requires_update", event.level, envelope)


@consumes(customers.KycExpiredV1)
def note_kyc_expired(event: customers.KycExpiredV1, envelope: Envelope) -> None:
    _kyc(event.customer_id, "expired", event.level, envelope)


@consumes(road.DeliveryCompletedV1)
def note_collected(event: road.DeliveryCompletedV1, envelope: Envelope) -> None:
    hear_delivery(event)


@consumes(pickups.PiecesHandedOverV1)
def note_paid_at_desk(event: pickups.PiecesHandedOverV1, envelope: Envelope) -> None:
    hear_desk(event)


@consumes(road.CashClosedV1)
def note_cash_closed(event: road.CashClosedV1, envelope: Envelope) -> None:
    take_close(event, livemode=envelope.livemode)


def _status(customer_id: UUID, status: str, envelope: Envelope, reason: str = "") -> None:
    merchants.note_status(
        customer_id=customer_id,
        status=status,
        livemode=envelope.livemode,
        seq=envelope.sequence or 0,
        reason=reason,
    )


def _kyc(
    customer_id: UUID,
    state: str,
    level: str,
    envelope: Envelope,
    expires_at: datetime | None = None,
) -> None:
    merchants.note_kyc(
        customer_id=customer_id,
        state=state,
        level=level,
        livemode=envelope.livemode,
        seq=envelope.sequence or 0,
        expires_at=expires_at,
    )


@consumes(pickups.PiecesPickedUpV1)
def track_collected(event: pickups.PiecesPickedUpV1, envelope: Envelope) -> None:
    field.hear_pieces(
        guide_id=event.guide_id,
        event="picked_up",
        pieces=[piece.number for piece in event.pieces],
        occurred_at=event.occurred_at,
        municipality=event.municipality,
        actor=envelope.actor_of,
    )


@consumes(pickups.PiecesReceivedAtPointV1)
def track_at_point(event: pickups.PiecesReceivedAtPointV1, envelope: Envelope) -> None:
    field.hear_at_point(event, actor=envelope.actor_of)


@consumes(pickups.PiecesHandedOverV1)
def track_handed_over(event: pickups.PiecesHandedOverV1, envelope: Envelope) -> None:
    field.hear_handed_over(event, actor=envelope.actor_of)


@consumes(pickups.PiecesReturnedFromPointV1)
def track_returned_from_point(event: pickups.PiecesReturnedFromPointV1, envelope: Envelope) -> None:
    field.hear_returned_from_point(event, actor=envelope.actor_of)


@consumes(road.CourierEnRouteV1)
def track_en_route(event: road.CourierEnRouteV1, envelope: Envelope) -> None:
    at = event.occurred_at or envelope.occurred_at
    field.hear_en_route(event, at=at, actor=envelope.actor_of)


@consumes(road.ReturnCompletedV1)
def track_return(event: road.ReturnCompletedV1, envelope: Envelope) -> None:
    field.hear_return(event, actor=envelope.actor_of)


@consumes(road.DeliveryAttemptedV1)
def track_attempt(event: road.DeliveryAttemptedV1, envelope: Envelope) -> None:
    field.hear_attempt(event, actor=envelope.actor_of)


@consumes(road.DeliveryCompletedV1)
def track_delivery(event: road.DeliveryCompletedV1, envelope: Envelope) -> None:
    field.hear_delivery(event, actor=envelope.actor_of)


@consumes(road.DeliveryProvenV1)
def prove_delivery(event: road.DeliveryProvenV1, envelope: Envelope) -> None:
    field.hear_proven(event)


@consumes(customers.WalletCreditedV1)
def go_on_paying(event: customers.WalletCreditedV1, envelope: Envelope) -> None:
    if event.purpose == "top_up":
        enqueue("orders.carry_on_checkouts", customer_id=str(event.customer_id))
