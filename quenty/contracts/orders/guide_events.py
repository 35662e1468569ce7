"""Facts orders tells of guides."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from quenty.contracts.orders.shapes import GoodsLine, Parcel, PriceLine
from quenty.kernel.events import event, internal, personal
from quenty.kernel.money import Money


@event("orders.guide.generated", webhook=True)
class GuideGeneratedV1:
    """`price_lines` add up to `price`, `cost_lines` to `cost` (None: not known). `collect`:
    what the courier collects at the door, COD and the recipient's freight. Phones: E.164.
    What the operator costs us leaves by no webhook. `label_url` opens the labels to whoever
    holds it, for seven days; `tracking_url` the full tracking view, for ninety."""

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    reference: str
    operator_id: UUID
    operator_name: str
    service_id: UUID
    service_name: str
    origin: str
    destination: str
    pieces: tuple[Parcel, ...]
    goods: tuple[GoodsLine, ...]
    chargeable_g: int
    declared_value: Money
    cod_amount: Money
    collect: Money
    payer: str
    price: Money
    price_lines: tuple[PriceLine, ...]
    cost: Money | None = internal()
    cost_lines: tuple[PriceLine, ...] = internal()
    issued_at: datetime
    estimated_delivery: date | None
    sender_name: str = personal()
    sender_phone: str = personal()
    sender_address: str = personal()
    recipient_name: str = personal()
    recipient_phone: str = personal()
    recipient_email: str = personal()
    recipient_address: str = personal()
    sender_email: str = personal(default="")
    label_url: str = personal(default="")
    tracking_url: str = personal(default="")


@event("orders.guide.voided", webhook=True)
class GuideVoidedV1:
    """`refund`: what goes back to the wallet, by the ledger's own event once it has."""

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    reason: str
    refund: Money


@event("orders.guide.pieces_dropped", webhook=True)
class GuidePiecesDroppedV1:
    """`pieces`: the numbers of those that were never handed over and are carried no more; the
    rest of the guide goes on. `reason`: in the words of who dropped them."""

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    operator_id: UUID
    pieces: tuple[int, ...]
    occurred_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class GuideMoved:
    """What every move of a guide tells. `pieces`: the numbers of the pieces that moved.
    `place`: a five-digit municipality code or words. `source`: api, field, operator, import
    or system. `occurred_at`: when it happened, not when it was told."""

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    operator_id: UUID
    service_id: UUID
    pieces: tuple[int, ...]
    occurred_at: datetime
    place: str
    source: str
    reason: str


@event("orders.guide.received_at_point", webhook=True)
class GuideReceivedAtPointV1(GuideMoved):
    pass


@event("orders.guide.taken_back", webhook=True)
class GuideTakenBackV1(GuideMoved):
    """Its sender took it back from the point: it is as it was when it was generated."""


@event("orders.guide.picked_up", webhook=True)
class GuidePickedUpV1(GuideMoved):
    pass


@event("orders.guide.in_transit", webhook=True)
class GuideInTransitV1(GuideMoved):
    pass


@event("orders.guide.out_for_delivery", webhook=True)
class GuideOutForDeliveryV1(GuideMoved):
    pass


@event("orders.guide.delivered", webhook=True)
class GuideDeliveredV1(GuideMoved):
    pass


@event("orders.guide.delivery_failed", webhook=True)
class GuideDeliveryFailedV1(GuideMoved):
    pass


@event("orders.guide.at_office", webhook=True)
class GuideAtOfficeV1(GuideMoved):
    pass


@event("orders.guide.office_term_near", webhook=True)
class GuideOfficeTermNearV1:
    """A parcel waits at an office, and will go back after `office_until`. Told three days
    before and once more on the day before. `tracking_url`: the full view, for ninety days."""

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    operator_id: UUID
    operator_name: str
    destination: str
    office_until: date
    days_left: int
    collect: Money
    recipient_name: str = personal(default="")
    recipient_phone: str = personal(default="")
    recipient_email: str = personal(default="")
    sender_email: str = personal(default="")
    tracking_url: str = personal(default="")


@event("orders.guide.on_hold", webhook=True)
class GuideOnHoldV1(GuideMoved):
    pass


@event("orders.guide.returning", webhook=True)
class GuideReturningV1(GuideMoved):
    pass


@event("orders.guide.returned", webhook=True)
class GuideReturnedV1(GuideMoved):
    pass


@event("orders.guide.lost", webhook=True)
class GuideLostV1(GuideMoved):
    pass


@event("orders.guide.damaged", webhook=True)
class GuideDamagedV1(GuideMoved):
    pass
