"""Facts orders tells of orders and quotes; those of guides are in guide_events.py."""

from datetime import datetime
from uuid import UUID

from quenty.contracts.orders.guide_events import (
    GuideAtOfficeV1,
    GuideDamagedV1,
    GuideDeliveredV1,
    GuideDeliveryFailedV1,
    GuideGeneratedV1,
    GuideInTransitV1,
    GuideLostV1,
    GuideMoved,
    GuideOfficeTermNearV1,
    GuideOnHoldV1,
    GuideOutForDeliveryV1,
    GuidePickedUpV1,
    GuidePiecesDroppedV1,
    GuideReceivedAtPointV1,
    GuideReturnedV1,
    GuideReturningV1,
    GuideTakenBackV1,
    GuideVoidedV1,
)
from quenty.contracts.orders.incident_events import (
    GuideCorrectedV1,
    GuideMendedV1,
    IncidentAnsweredV1,
    IncidentReportedV1,
    IncidentResolvedV1,
)
from quenty.contracts.orders.operator_events import (
    OperatorCredentialsExpireV1,
    OperatorHealthChangedV1,
)
from quenty.contracts.orders.shapes import GoodsLine
from quenty.kernel.events import event
from quenty.kernel.money import Money

__all__ = [
    "GuideAtOfficeV1",
    "GuideCorrectedV1",
    "GuideDamagedV1",
    "GuideDeliveredV1",
    "GuideDeliveryFailedV1",
    "GuideGeneratedV1",
    "GuideInTransitV1",
    "GuideLostV1",
    "GuideMendedV1",
    "GuideMoved",
    "GuideOfficeTermNearV1",
    "GuideOnHoldV1",
    "GuideOutForDeliveryV1",
    "GuidePickedUpV1",
    "GuidePiecesDroppedV1",
    "GuideReceivedAtPointV1",
    "GuideReturnedV1",
    "GuideReturningV1",
    "GuideTakenBackV1",
    "GuideVoidedV1",
    "IncidentAnsweredV1",
    "IncidentReportedV1",
    "IncidentResolvedV1",
    "OperatorCredentialsExpireV1",
    "OperatorHealthChangedV1",
    "OrderCancelledV1",
    "OrderConfirmationFailedV1",
    "OrderConfirmedV1",
    "OrderCreatedV1",
    "QuoteIssuedV1",
]


@event("orders.order.created", webhook=True)
class OrderCreatedV1:
    """`origin`, `destination`: five-digit municipality codes. `payer`: of the freight, sender
    or recipient."""

    order_id: UUID
    customer_id: UUID
    reference: str
    channel: str
    origin: str
    destination: str
    pieces: int
    declared_value: Money
    cod_amount: Money
    payer: str
    lines: tuple[GoodsLine, ...]


@event("orders.quote.issued", webhook=True)
class QuoteIssuedV1:
    """`order_id` None: of a shipment that is no order yet. `best`: the lowest total, None
    when no service can carry it."""

    quote_id: UUID
    order_id: UUID | None
    customer_id: UUID
    origin: str
    destination: str
    offers: int
    available: int
    best: Money | None
    expires_at: datetime


@event("orders.order.confirmed", webhook=True)
class OrderConfirmedV1:
    """The price is held in the merchant's wallet. `hold_id` None: the recipient pays at the
    door."""

    order_id: UUID
    customer_id: UUID
    offer_id: UUID
    operator_id: UUID
    service_id: UUID
    charge: Money
    hold_id: UUID | None


@event("orders.order.confirmation_failed", webhook=True)
class OrderConfirmationFailedV1:
    """`reason`: funds, operator or policy. `code`: of the error that refused it."""

    order_id: UUID
    customer_id: UUID
    offer_id: UUID
    reason: str
    code: str


@event("orders.order.cancelled", webhook=True)
class OrderCancelledV1:
    """`guide_number`: of the guide voided with it, "" for none."""

    order_id: UUID
    customer_id: UUID
    reason: str
    guide_number: str
