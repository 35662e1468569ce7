"""Franchises, territory and points as the events that tell of them."""

from apps.franchise.domain.points import DAYS
from apps.franchise.models import Franchise, Point, Territory
from quenty.contracts.franchise.network_events import (
    FranchiseActivatedV1,
    FranchiseAppliedV1,
    FranchiseSuspendedV1,
    FranchiseTerminatedV1,
    OpenHours,
    PointClosedV1,
    PointOpenedV1,
    PointUpdatedV1,
    TerritoryAssignedV1,
    TerritoryReleasedV1,
)
from quenty.kernel.actors import Actor
from quenty.platform.events import publish


def franchise_applied(row: Franchise, actor: Actor) -> None:
    event = FranchiseAppliedV1(franchise_id=row.pk, customer_id=row.customer_id)
    publish(event, aggregate=row.pk, actor=actor)


def franchise_activated(row: Franchise, actor: Actor) -> None:
    event = FranchiseActivatedV1(franchise_id=row.pk, customer_id=row.customer_id)
    publish(event, aggregate=row.pk, actor=actor)


def franchise_suspended(row: Franchise, actor: Actor) -> None:
    event = FranchiseSuspendedV1(
        franchise_id=row.pk, customer_id=row.customer_id, reason=row.status_reason
    )
    publish(event, aggregate=row.pk, actor=actor)


def franchise_terminated(row: Franchise, actor: Actor) -> None:
    event = FranchiseTerminatedV1(
        franchise_id=row.pk, customer_id=row.customer_id, reason=row.status_reason
    )
    publish(event, aggregate=row.pk, actor=actor)


def territory_assigned(row: Territory, actor: Actor) -> None:
    event = TerritoryAssignedV1(
        franchise_id=row.franchise_id,
        customer_id=row.franchise.customer_id,
        municipality=row.dane_code,
    )
    publish(event, aggregate=row.franchise_id, actor=actor)


def territory_released(row: Territory, actor: Actor) -> None:
    event = TerritoryReleasedV1(
        franchise_id=row.franchise_id,
        customer_id=row.franchise.customer_id,
        municipality=row.dane_code,
    )
    publish(event, aggregate=row.franchise_id, actor=actor)


def _hours(row: Point) -> tuple[OpenHours, ...]:
    return tuple(
        OpenHours(weekday=DAYS.index(day), opens=opens, closes=closes)
        for day in DAYS
        for opens, closes in row.hours.get(day, ())
    )


def point_opened(row: Point, actor: Actor) -> None:
    publish(
        PointOpenedV1(
            point_id=row.pk,
            franchise_id=row.franchise_id,
            code=row.code,
            name=row.name,
            dane_code=row.dane_code,
            address=row.address,
            services=tuple(row.services),
            capacity=row.capacity,
            hours=_hours(row),
        ),
        aggregate=row.pk,
        actor=actor,
    )


def point_updated(row: Point, actor: Actor) -> None:
    publish(
        PointUpdatedV1(
            point_id=row.pk,
            franchise_id=row.franchise_id,
            code=row.code,
            name=row.name,
            dane_code=row.dane_code,
            address=row.address,
            services=tuple(row.services),
            capacity=row.capacity,
            hours=_hours(row),
        ),
        aggregate=row.pk,
        actor=actor,
    )


def point_closed(row: Point, reason: str, actor: Actor) -> None:
    event = PointClosedV1(point_id=row.pk, franchise_id=row.franchise_id, reason=reason)
    publish(event, aggregate=row.pk, actor=actor)
