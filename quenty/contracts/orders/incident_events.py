"""Facts orders tells of incidents, of corrected ends and of changed deliveries."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from quenty.kernel.events import event, personal
from quenty.kernel.money import Money


@dataclass(frozen=True, kw_only=True)
class OfIncident:
    """`group`: recipient, address, parcel, operator, customs or force_majeure. `acts`: who
    must act, merchant, operator or staff."""

    incident_id: UUID
    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    operator_id: UUID
    reason: str
    group: str
    acts: str


@event("orders.incident.reported", webhook=True)
class IncidentReportedV1(OfIncident):
    """`attempt`: which delivery attempt it was, 0 for none; `final`: none is left.
    `answer_url`: where the merchant answers without a log-in, until `deadline`. `cause_es`,
    `cause_en`: the reason in words. `sender_email`: to whom the merchant's part is written."""

    attempt: int
    final: bool
    pieces: tuple[int, ...]
    occurred_at: datetime
    deadline: datetime
    answer_url: str
    comment: str = personal(default="")
    cause_es: str = ""
    cause_en: str = ""
    sender_email: str = personal(default="")


@event("orders.incident.answered", webhook=True)
class IncidentAnsweredV1(OfIncident):
    """`action`: retry, new_date, new_address, office or return. `retry_on`: the day asked for,
    None for as soon as can be. `dane`: the municipality of a new address."""

    action: str
    retry_on: date | None
    dane: str
    address: str = personal(default="")
    comment: str = personal(default="")


@event("orders.incident.resolved", webhook=True)
class IncidentResolvedV1(OfIncident):
    """`outcome`: reattempted, delivered, at_office, returned, lost, expired or settled."""

    outcome: str


@event("orders.guide.corrected", webhook=True)
class GuideCorrectedV1:
    """A wrong end was put right by two people. `undo_cod`: what was told of its collection
    no longer holds; `undo_commission`: nor what was earned with its delivery."""

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    operator_id: UUID
    service_id: UUID
    before: str
    after: str
    undo_cod: bool
    undo_commission: bool
    reason: str
    occurred_at: datetime


@event("orders.guide.mended", webhook=True)
class GuideMendedV1:
    """Delivery data were changed before the parcel was collected. `fields`: their names."""

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    operator_id: UUID
    fields: tuple[str, ...]
    collect: Money
    recipient_name: str = personal()
    recipient_phone: str = personal()
    recipient_address: str = personal()
    recipient_email: str = personal(default="")
