"""A guide's way so far, as the public may see it or as who holds its link may."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from apps.orders.domain.expected import expected_delivery
from apps.orders.domain.states import GuideStatus
from apps.orders.domain.tracking import PROOFS
from apps.orders.models import CourierLine, Guide, GuideEvent, Order
from apps.orders.selectors.guides import visible
from apps.orders.selectors.setbacks import setback_of
from quenty.contracts.orders.errors import OrderError
from quenty.kernel import clock
from quenty.kernel.dane import municipality
from quenty.kernel.money import Money
from quenty.platform.auth import Principal

_LONGEST = 30
_PICTURES = frozenset({"signature", "photo"})
_SETBACKS = frozenset({GuideStatus.DELIVERY_FAILED, GuideStatus.ON_HOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happened. `place`: a municipality; free words only in the full view."""

    status: str
    occurred_at: datetime
    place: str
    pieces: tuple[int, ...]
    reason: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One that was taken at the door. `kind`: signature or photo."""

    id: UUID
    kind: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Proof of delivery. `received_by`: what the courier wrote; only in the full view.
    `proof`: what there is of PROOFS, without the thing itself. `pictured`: whether there may be
    pictures, some of them still on a courier's phone. `pictures`: in the full view; `missing`:
    they are there, and can't be had now."""

    delivered_at: datetime
    received_by: str
    proof: tuple[str, ...] = ()
    pictured: bool = False
    pictures: tuple[Picture, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """What only a share token or the guide's own merchant opens."""

    sender: str
    recipient: str
    address: str
    phone: str
    contents: str
    reference: str
    notes: str
    collect: Money
    declared_value: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How the courier who comes is reached: by a relay's `number`, until it expires."""

    number: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """`pieces`: how many are in each status. `private`: None in the public view.
    `estimated_delivery`: moved by what happened since it was promised, None when nobody can say.
    `moments`: newest first. `courier`: only in the full view, and while it is out for
    delivery."""

    guide_id: UUID
    number: str
    livemode: bool
    status: str
    operator: str
    service: str
    origin: str
    destination: str
    issued_at: datetime
    estimated_delivery: date | None
    promised_delivery: date | None
    piece_count: int
    pieces: dict[str, int]
    moments: tuple[Moment, ...]
    delivery: Delivery | None
    private: Private | None
    courier: Contact | None = None

    @property
    def full(self) -> bool:
        return self.private is not None


def tidy_number(typed: str) -> str:
    """A guide number as people type it: any case, spaces and dashes between its figures."""
    return re.sub(r"[\s\-._]", "", typed).upper()[:_LONGEST]


def is_visible(number: str, principal: Principal | None) -> bool:
    """Whether the guide is this principal's own, so that nothing needs to be masked."""
    return principal is not None and visible(principal).filter(number=number).exists()


def timeline_of(number: str, *, full: bool) -> Timeline:
    """Raises orders.guide_not_found."""
    rows = Guide.objects.select_related("order").prefetch_related("pieces", "events")
    guide = rows.filter(number=number).first()
    if guide is None:
        raise OrderError.GUIDE_NOT_FOUND(number=number[:_LONGEST])
    events = sorted(guide.events.all(), key=lambda e: (e.occurred_at, e.id), reverse=True)
    counts: dict[str, int] = {}
    for piece in guide.pieces.all():
        counts[piece.status] = counts.get(piece.status, 0) + 1
    return Timeline(
        guide_id=guide.id,
        number=guide.number,
        livemode=guide.livemode,
        status=guide.status,
        operator=guide.operator_name,
        service=guide.service_name,
        origin=_city(guide.origin_dane),
        destination=_city(guide.destination_dane),
        issued_at=guide.issued_at,
        estimated_delivery=_expected(guide, events),
        promised_delivery=guide.estimated_delivery,
        piece_count=guide.piece_count,
        pieces=counts,
        moments=tuple(_moment(event, full=full) for event in events),
        delivery=_delivery(guide, events, full=full),
        private=_private(guide, guide.order) if full else None,
        courier=_courier(guide) if full else None,
    )


def _expected(guide: Guide, events: list[GuideEvent]) -> date | None:
    if guide.status == GuideStatus.AT_OFFICE:
        return None
    # Every incident leaves such a line; most guides have none, and nothing is asked for.
    kept_back = any(event.event in _SETBACKS for event in events)
    return expected_delivery(guide.estimated_delivery, setback_of(guide) if kept_back else None)


def _city(dane_code: str) -> str:
    place = municipality(dane_code)
    if place is None:
        return dane_code
    return place.name if place.name == place.department else f"{place.name}, {place.department}"


def _moment(event: GuideEvent, *, full: bool) -> Moment:
    known = municipality(event.place)
    return Moment(
        status=event.event,
        occurred_at=event.occurred_at,
        # Words may hold an address or a name.
        place=_city(event.place) if known else (event.place if full else ""),
        pieces=tuple(event.piece_numbers),
        reason=event.reason if full else "",
        notes=event.notes if full else "",
    )


def _delivery(guide: Guide, events: list[GuideEvent], *, full: bool) -> Delivery | None:
    if guide.status != GuideStatus.DELIVERED:
        return None
    told = [event for event in events if event.event == GuideStatus.DELIVERED]
    at = guide.delivered_at or (told[0].occurred_at if told else None)
    if at is None:
        return None
    notes = next((event.notes for event in told if event.notes), "")
    proofs = {kind for event in told for kind in event.proof}
    awaited = {kind for event in told for kind in event.proof_pending}
    by_courier = any(event.source == "field" for event in told)
    if any(event.source == "field" and not event.proof for event in told):
        proofs |= {kind for late in guide.late_proofs.all() for kind in late.proof}
    proof = tuple(kind for kind in PROOFS if kind in proofs)
    return Delivery(
        delivered_at=at,
        received_by=notes if full else "",
        proof=proof,
        pictured=not _PICTURES.isdisjoint(proofs | awaited) or (by_courier and not proofs),
    )


def _courier(guide: Guide) -> Contact | None:
    if guide.status != GuideStatus.OUT_FOR_DELIVERY:
        return None
    line = CourierLine.objects.filter(guide=guide, expires_at__gt=clock.now()).first()
    return Contact(number=line.number, expires_at=line.expires_at) if line else None


def _private(guide: Guide, order: Order) -> Private:
    complement = f", {order.recipient_complement}" if order.recipient_complement else ""
    return Private(
        sender=order.origin_name,
        recipient=order.recipient_name,
        address=f"{order.recipient_address}{complement}",
        phone=order.recipient_phone,
        contents=order.contents,
        reference=order.reference,
        notes=order.notes,
        collect=guide.collect,
        declared_value=guide.declared_value,
    )
