"""Facts pickups tells of runs, couriers, deliveries and their cash.

Those of a whole run or of a cash close name no merchant: they reach nobody's webhook.
"""

from datetime import date, datetime
from uuid import UUID

from quenty.contracts.pickups.shapes import Piece, PlannedStop
from quenty.kernel.events import event, personal
from quenty.kernel.money import Money


@event("pickups.run.published", webhook=True)
class RunPublishedV1:
    """A courier's day is settled and told. `planned_m`, `planned_s`: metres and seconds."""

    run_id: UUID
    number: str
    day: date
    driver_id: UUID
    vehicle_id: UUID
    planned_m: int
    planned_s: int
    stops: tuple[PlannedStop, ...]


@event("pickups.run.completed", webhook=True)
class RunCompletedV1:
    """Distances in metres, times in seconds. `driven_m` None: nobody measured it."""

    run_id: UUID
    number: str
    day: date
    driver_id: UUID
    vehicle_id: UUID
    stops: int
    succeeded: int
    failed: int
    on_time: int
    planned_m: int
    driven_m: int | None
    duration_s: int
    cash: Money


@event("pickups.courier.en_route", webhook=True)
class CourierEnRouteV1:
    """The next stop is this one. `kind`: pickup, delivery or return. `eta`: an estimate.
    `occurred_at`: when the courier left for it, which a phone without a network tells late."""

    run_id: UUID
    driver_id: UUID
    stop_id: UUID
    kind: str
    customer_id: UUID
    guide_id: UUID | None
    guide_number: str
    pickup_id: UUID | None
    eta: datetime
    tracking_token: str
    municipality: str
    occurred_at: datetime | None = None


@event("pickups.delivery.attempted", webhook=True)
class DeliveryAttemptedV1:
    """A delivery that came to nothing. `reason`: customer_absent, address_not_found,
    not_ready, refused, access, weather, traffic, vehicle or other. `retry_on`: the day of
    the next attempt; None when somebody has to decide. `final`: no attempt is left."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    run_id: UUID
    driver_id: UUID
    stop_id: UUID
    attempt: int
    reason: str
    retry_on: date | None
    final: bool
    far_from_address: bool
    municipality: str
    occurred_at: datetime
    comment: str = personal(default="")


@event("pickups.delivery.completed", webhook=True)
class DeliveryCompletedV1:
    """Handed to somebody, with proof. `collected`: in cash or by QR at the door, zero for
    none; `method`: cash, qr or "". `proof`: what there is of signature, photo, code and
    identity; `proof_pending`: pictures that the phone took and has not sent yet."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    run_id: UUID
    driver_id: UUID
    stop_id: UUID
    attempt: int
    pieces: tuple[Piece, ...]
    whole: bool
    due: Money
    collected: Money
    method: str
    proof: tuple[str, ...]
    far_from_address: bool
    municipality: str
    occurred_at: datetime
    received_by: str = personal(default="")
    proof_pending: tuple[str, ...] = ()


@event("pickups.delivery.proven", webhook=True)
class DeliveryProvenV1:
    """The picture came on which a delivery stood alone. `attempt_id`: of the visit;
    `occurred_at`: when it was delivered."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    stop_id: UUID
    attempt_id: UUID
    attempt: int
    proof: tuple[str, ...]
    occurred_at: datetime


@event("pickups.return.completed", webhook=True)
class ReturnCompletedV1:
    """What nobody took is with its sender again, with proof as of a delivery. Nothing is
    collected there."""

    guide_id: UUID
    guide_number: str
    customer_id: UUID
    run_id: UUID
    driver_id: UUID
    stop_id: UUID
    attempt: int
    pieces: tuple[Piece, ...]
    whole: bool
    proof: tuple[str, ...]
    far_from_address: bool
    municipality: str
    occurred_at: datetime
    received_by: str = personal(default="")


@event("pickups.cash.closed", webhook=True)
class CashClosedV1:
    """A courier's or a point's cash was counted. `difference` = counted - expected.
    `holder`: driver or point; `guides`: whose cash it is."""

    close_id: UUID
    holder: str
    holder_id: UUID
    run_id: UUID | None
    day: date
    expected: Money
    counted: Money
    difference: Money
    slip: str
    guides: tuple[UUID, ...]
