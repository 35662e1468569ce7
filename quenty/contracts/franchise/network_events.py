"""Facts franchise tells of franchises, their territory and points."""

from dataclasses import dataclass
from uuid import UUID

from quenty.kernel.events import event


@event("franchise.franchise.applied", webhook=True)
class FranchiseAppliedV1:
    franchise_id: UUID
    customer_id: UUID


@event("franchise.franchise.activated", webhook=True)
class FranchiseActivatedV1:
    franchise_id: UUID
    customer_id: UUID


@event("franchise.franchise.suspended", webhook=True)
class FranchiseSuspendedV1:
    franchise_id: UUID
    customer_id: UUID
    reason: str


@event("franchise.franchise.terminated", webhook=True)
class FranchiseTerminatedV1:
    franchise_id: UUID
    customer_id: UUID
    reason: str


@event("franchise.territory.assigned", webhook=True)
class TerritoryAssignedV1:
    """`municipality`: five-digit DANE code."""

    franchise_id: UUID
    customer_id: UUID
    municipality: str


@event("franchise.territory.released", webhook=True)
class TerritoryReleasedV1:
    franchise_id: UUID
    customer_id: UUID
    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHours:
    """`weekday`: 0 is Monday. `opens`, `closes`: HH:MM in Bogotá."""

    weekday: int
    opens: str
    closes: str


@event("franchise.point.opened", webhook=True)
class PointOpenedV1:
    """`franchise_id` None: our own. `capacity`: parcels. `hours`: in which it is open, None
    where that was not told."""

    point_id: UUID
    franchise_id: UUID | None
    code: str
    name: str
    dane_code: str
    address: str
    services: tuple[str, ...]
    capacity: int
    hours: tuple[OpenHours, ...] | None = None


@event("franchise.point.updated", webhook=True)
class PointUpdatedV1:
    point_id: UUID
    franchise_id: UUID | None
    code: str
    name: str
    dane_code: str
    address: str
    services: tuple[str, ...]
    capacity: int
    hours: tuple[OpenHours, ...] | None = None


@event("franchise.point.closed", webhook=True)
class PointClosedV1:
    point_id: UUID
    franchise_id: UUID | None
    reason: str
