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
