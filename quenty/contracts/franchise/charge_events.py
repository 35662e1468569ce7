"""Facts franchise tells of what payees owe it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from quenty.kernel.events import event
from quenty.kernel.money import Money


@dataclass(frozen=True, kw_only=True)
class OfCharge:
    """`kind`: fee, claim or loan. `total` = base + `iva`. `customer_id`: the payee's."""

    charge_id: UUID
    payee_id: UUID
    customer_id: UUID
    kind: str
    number: str
    iva: Money
    total: Money
    due_on: date


@event("franchise.charge.issued", webhook=True)
class ChargeIssuedV1(OfCharge):
    pass


@event("franchise.charge.overdue", webhook=True)
class ChargeOverdueV1(OfCharge):
    """`left`: what of it is still owed."""

    left: Money


@event("franchise.charge.paid", webhook=True)
class ChargePaidV1(OfCharge):
    pass


@event("franchise.charge.cancelled", webhook=True)
class ChargeCancelledV1(OfCharge):
    reason: str
