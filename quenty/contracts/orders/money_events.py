"""Facts orders tells of what is collected at the door, by guide."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quenty.kernel.events import event
from quenty.kernel.money import Money


@dataclass(frozen=True, kw_only=True)
class OfCod:
    """`expected`: what was to be collected (COD and the recipient's freight); `collected`: what
    was. `holder`: who has the cash: an operator's id, field (our couriers and points) or bank.
    """

    guide_id: UUID
    number: str
    order_id: UUID
    customer_id: UUID
    operator_id: UUID
    holder: str
    expected: Money
    collected: Money


@event("orders.cod.collected", webhook=True)
class CodCollectedV1(OfCod):
    """In full, or as it was settled in the end. `method`: cash, qr or link."""

    method: str
    collected_at: datetime


@event("orders.cod.short", webhook=True)
class CodShortV1(OfCod):
    """Less was collected than expected; who bears what is `missing` is to be settled."""

    missing: Money
    collected_at: datetime


@event("orders.cod.failed", webhook=True)
class CodFailedV1(OfCod):
    """Nothing will be collected. `reason`: returned, lost, damaged or voided."""

    reason: str


@event("orders.cod.remitted", webhook=True)
class CodRemittedV1(OfCod):
    """We have it."""

    remitted: Money


@event("orders.cod.paid_out", webhook=True)
class CodPaidOutV1(OfCod):
    """The merchant has it: `net` is what its guide came to after every charge, `liens` what
    others took of it, `paid` what entered the wallet."""

    payout_id: UUID
    net: Money
    liens: Money
    paid: Money


@dataclass(frozen=True, kw_only=True)
class OfWeight:
    """Grams to charge for, as declared and as measured; `amount`: what more it costs, taxes
    in."""

    dispute_id: UUID
    guide_id: UUID
    number: str
    customer_id: UUID
    operator_id: UUID
    declared_g: int
    measured_g: int
    amount: Money


@event("orders.weight.disputed", webhook=True)
class WeightDisputedV1(OfWeight):
    """Charged after `due_at` unless the merchant appeals."""

    due_at: datetime


@event("orders.weight.dispute_resolved", webhook=True)
class WeightDisputeResolvedV1(OfWeight):
    """`outcome`: accepted, expired (nobody appealed), upheld or rejected."""

    outcome: str


@event("orders.freight.adjusted", webhook=True)
class FreightAdjustedV1:
    """The guide costs more than it was sold for. `freight`: its carriage with surcharges,
    margin and discounts as it is now, without taxes, insurance and COD fee; `amount`: what
    more was charged, taxes in. `reference_id`: the adjustment, once."""

    guide_id: UUID
    number: str
    customer_id: UUID
    operator_id: UUID
    reference_id: UUID
    reason: str
    chargeable_g: int
    freight: Money
    amount: Money


@event("orders.freight.refunded", webhook=True)
class FreightRefundedV1:
    """`percent` of the guide's price was given back; `amount` in all, with taxes, of which `back`
    for its way back (absent before those went back at all). `freight`: what of its carriage is
    left, zero once all of it went back."""

    guide_id: UUID
    number: str
    customer_id: UUID
    operator_id: UUID
    reference_id: UUID
    reason: str
    percent: int
    freight: Money
    amount: Money
    back: Money | None = None


@dataclass(frozen=True, kw_only=True)
class OfClaim:
    """`kind`: loss, theft, damage or delay. `regime`: postal or cargo."""

    claim_id: UUID
    guide_id: UUID
    number: str
    customer_id: UUID
    operator_id: UUID
    kind: str
    regime: str


@event("orders.claim.opened", webhook=True)
class ClaimOpenedV1(OfClaim):
    """To be decided by `decide_by`."""

    asked: Money
    decide_by: datetime


@event("orders.claim.paid", webhook=True)
class ClaimPaidV1(OfClaim):
    """With the merchant's next payout. `recover`: what is asked of the operator."""

    amount: Money
    recover: Money


@event("orders.claim.overturned", webhook=True)
class ClaimOverturnedV1(OfClaim):
    """What was paid as lost turned up: its merchant owes `amount` back, and the operator owes
    nothing of `recover`."""

    amount: Money
    recover: Money
    reason: str


@event("orders.claim.rejected", webhook=True)
class ClaimRejectedV1(OfClaim):
    reason: str
