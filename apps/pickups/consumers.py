"""What pickups hears: merchants of customers, guides of orders, points of franchise."""

from uuid import UUID

from apps.pickups.services.copies import door_payments, dropped, guides, merchants, points
from apps.pickups.services.stops import answers
from quenty.contracts.customers import events as customers
from quenty.contracts.franchise import network_events as network
from quenty.contracts.orders import events as orders
from quenty.contracts.orders.money_events import CodCollectedV1
from quenty.platform.events import Envelope, consumes


@consumes(customers.CustomerRegisteredV1)
def note_registered(event: customers.CustomerRegisteredV1, envelope: Envelope) -> None:
    merchants.note_registered(
        customer_id=event.customer_id,
        twin_id=event.test_customer_id,
        display_name=event.display_name,
        size=event.size,
        livemode=envelope.livemode,
    )


@consumes(customers.CustomerActivatedV1)
def note_activated(event: customers.CustomerActivatedV1, envelope: Envelope) -> None:
    _active(event.customer_id, True, envelope)


@consumes(customers.CustomerReinstatedV1)
def note_reinstated(event: customers.CustomerReinstatedV1, envelope: Envelope) -> None:
    _active(event.customer_id, True, envelope)


@consumes(customers.CustomerSuspendedV1)
def note_suspended(event: customers.CustomerSuspendedV1, envelope: Envelope) -> None:
    _active(event.customer_id, False, envelope)


@consumes(customers.CustomerClosedV1)
def note_closed(event: customers.CustomerClosedV1, envelope: Envelope) -> None:
    _active(event.customer_id, False, envelope)


@consumes(customers.CustomerSizeChangedV1)
def note_size(event: customers.CustomerSizeChangedV1, envelope: Envelope) -> None:
    merchants.note_size(
        customer_id=event.customer_id,
        size=event.size,
        livemode=envelope.livemode,
        sequence=envelope.sequence or 0,
    )


@consumes(orders.GuideGeneratedV1)
def copy_guide(event: orders.GuideGeneratedV1, envelope: Envelope) -> None:
    guides.note_generated(event, livemode=envelope.livemode, sequence=envelope.sequence or 0)


@consumes(orders.GuideMendedV1)
def mend_guide(event: orders.GuideMendedV1, envelope: Envelope) -> None:
    guides.note_mended(event, livemode=envelope.livemode, sequence=envelope.sequence or 0)


@consumes(orders.GuideVoidedV1)
def take_off_voided(event: orders.GuideVoidedV1, envelope: Envelope) -> None:
    guides.note_voided(
        guide_id=event.guide_id,
        number=event.number,
        order_id=event.order_id,
        customer_id=event.customer_id,
        livemode=envelope.livemode,
        sequence=envelope.sequence or 0,
    )


@consumes(orders.GuidePiecesDroppedV1)
def leave_dropped(event: orders.GuidePiecesDroppedV1, envelope: Envelope) -> None:
    dropped.note_dropped(event, livemode=envelope.livemode)


@consumes(orders.OrderCancelledV1)
def take_off_cancelled(event: orders.OrderCancelledV1, envelope: Envelope) -> None:
    guides.note_order_cancelled(order_id=event.order_id)


@consumes(orders.GuideReceivedAtPointV1)
def note_at_point(event: orders.GuideReceivedAtPointV1, envelope: Envelope) -> None:
    _moved(event, "received_at_point", envelope)


@consumes(orders.GuideTakenBackV1)
def note_taken_back(event: orders.GuideTakenBackV1, envelope: Envelope) -> None:
    _moved(event, "generated", envelope)


@consumes(orders.GuidePickedUpV1)
def note_picked_up(event: orders.GuidePickedUpV1, envelope: Envelope) -> None:
    _moved(event, "picked_up", envelope)


@consumes(orders.GuideInTransitV1)
def note_in_transit(event: orders.GuideInTransitV1, envelope: Envelope) -> None:
    _moved(event, "in_transit", envelope)


@consumes(orders.GuideOutForDeliveryV1)
def note_out_for_delivery(event: orders.GuideOutForDeliveryV1, envelope: Envelope) -> None:
    _moved(event, "out_for_delivery", envelope)


@consumes(orders.GuideDeliveredV1)
def note_delivered(event: orders.GuideDeliveredV1, envelope: Envelope) -> None:
    _moved(event, "delivered", envelope)


@consumes(orders.GuideDeliveryFailedV1)
def note_delivery_failed(event: orders.GuideDeliveryFailedV1, envelope: Envelope) -> None:
    _moved(event, "delivery_failed", envelope)


@consumes(orders.GuideAtOfficeV1)
def note_at_office(event: orders.GuideAtOfficeV1, envelope: Envelope) -> None:
    _moved(event, "at_office", envelope)


@consumes(orders.GuideOnHoldV1)
def note_on_hold(event: orders.GuideOnHoldV1, envelope: Envelope) -> None:
    _moved(event, "on_hold", envelope)


@consumes(orders.GuideReturningV1)
def note_returning(event: orders.GuideReturningV1, envelope: Envelope) -> None:
    _moved(event, "returning", envelope)


@consumes(orders.GuideReturnedV1)
def note_returned(event: orders.GuideReturnedV1, envelope: Envelope) -> None:
    _moved(event, "returned", envelope)


@consumes(orders.GuideLostV1)
def note_lost(event: orders.GuideLostV1, envelope: Envelope) -> None:
    _moved(event, "lost", envelope)


@consumes(orders.GuideDamagedV1)
def note_damaged(event: orders.GuideDamagedV1, envelope: Envelope) -> None:
    _moved(event, "damaged", envelope)


@consumes(CodCollectedV1)
def note_door_payment(event: CodCollectedV1, envelope: Envelope) -> None:
    door_payments.note_paid(event, livemode=envelope.livemode)


@consumes(orders.IncidentAnsweredV1)
def follow_answer(event: orders.IncidentAnsweredV1, envelope: Envelope) -> None:
    answers.note_answered(event, livemode=envelope.livemode, sequence=envelope.sequence or 0)


@consumes(orders.IncidentResolvedV1)
def try_unanswered(event: orders.IncidentResolvedV1, envelope: Envelope) -> None:
    if event.outcome == "expired":
        answers.note_unanswered(event, livemode=envelope.livemode, sequence=envelope.sequence or 0)


def _moved(event: orders.GuideMoved, status: str, envelope: Envelope) -> None:
    guides.note_moved(
        event, status=status, livemode=envelope.livemode, sequence=envelope.sequence or 0
    )


def _active(customer_id: UUID, active: bool, envelope: Envelope) -> None:
    merchants.note_active(
        customer_id=customer_id,
        active=active,
        livemode=envelope.livemode,
        sequence=envelope.sequence or 0,
    )


@consumes(network.PointOpenedV1)
def copy_opened_point(event: network.PointOpenedV1, envelope: Envelope) -> None:
    points.note_point(event, opened=True, sequence=envelope.sequence or 0)


@consumes(network.PointUpdatedV1)
def copy_changed_point(event: network.PointUpdatedV1, envelope: Envelope) -> None:
    points.note_point(event, opened=False, sequence=envelope.sequence or 0)


@consumes(network.PointClosedV1)
def close_point(event: network.PointClosedV1, envelope: Envelope) -> None:
    points.note_point_closed(point_id=event.point_id, sequence=envelope.sequence or 0)
