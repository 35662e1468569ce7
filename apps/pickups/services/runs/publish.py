"""Publish a run: drivers get their sequence, customers their time window."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from apps.pickups import outgoing
from apps.pickups.domain.states import (
    RUN_TRANSITIONS,
    PickupEvent,
    PickupStatus,
    RunEvent,
    RunStatus,
    after,
)
from apps.pickups.models import Pickup, Run, Stop
from apps.pickups.selectors.pickups import lock_pickup
from apps.pickups.selectors.routing import lock_run
from apps.pickups.services.pickups.moves import move_pickup
from quenty.contracts.pickups.errors import RoadError
from quenty.contracts.pickups.events import RunPublishedV1
from quenty.contracts.pickups.shapes import PlannedStop
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work
from quenty.platform.events import publish

# What customers are told: as early and as late as this around the planned hour.
_BEFORE, _AFTER = timedelta(minutes=30), timedelta(minutes=60)
_OPEN = ("planned", "en_route", "arrived")


def publish_run(*, run_id: UUID, actor: Actor) -> Run:
    """Each time with what has changed since. Raises pickups.run_not_found, pickups.run_locked."""
    with unit_of_work("pickups"):
        run = lock_run(run_id)
        move_run(run, RunEvent.PUBLISH)
        run.revision += 1
        run.save()
        stops = list(run.stops.select_related("pickup").filter(status__in=_OPEN))
        for stop in stops:
            if stop.pickup_id is not None:
                _assign(run, stop, actor)
        record("pickups", action="run.publish", subject=run.pk, actor=actor)
        publish(_published(run, stops), aggregate=run.pk, actor=actor)
    return run


def move_run(run: Run, event: RunEvent) -> None:
    """By the table; the caller holds the lock and saves. Raises pickups.run_locked."""
    status = after(RUN_TRANSITIONS, RunStatus(run.status), event)
    if status is None:
        raise RoadError.RUN_LOCKED(status=run.status)
    run.status = status.value


def _assign(run: Run, stop: Stop, actor: Actor) -> None:
    pickup: Pickup = lock_pickup(stop.pickup_id)  # type: ignore[arg-type]
    waits = (PickupStatus.SCHEDULED, PickupStatus.CONFIRMED, PickupStatus.ASSIGNED)
    if pickup.status not in waits or stop.planned_start is None:
        return
    move_pickup(pickup, PickupEvent.ASSIGN, actor=actor)
    event = outgoing.assigned(
        pickup, run_id=run.pk, driver_id=run.shift.driver_id, expected_at=stop.planned_start
    )
    publish(event, aggregate=pickup.pk, actor=actor, livemode=pickup.livemode)


def told_window(stop: Stop) -> tuple[datetime, datetime]:
    """Around the planned hour, within what was promised."""
    expected = stop.planned_start or stop.window_start
    return (
        max(stop.window_start, expected - _BEFORE),
        min(stop.window_end, expected + _AFTER),
    )


def _published(run: Run, stops: list[Stop]) -> RunPublishedV1:
    return RunPublishedV1(
        run_id=run.pk,
        number=run.number,
        day=run.day,
        driver_id=run.shift.driver_id,
        vehicle_id=run.shift.vehicle_id,
        planned_m=run.planned_m,
        planned_s=run.planned_s,
        stops=tuple(PlannedStop(**_planned(stop)) for stop in stops),
    )


def _planned(stop: Stop) -> dict[str, Any]:
    start, end = told_window(stop)
    return {
        "stop_id": stop.pk,
        "kind": stop.kind,
        "guide_id": stop.guide_id,
        "guide_number": stop.guide_number,
        "pickup_id": stop.pickup_id,
        "customer_id": stop.customer_id,
        "expected_at": stop.planned_start or stop.window_start,
        "window_start": start,
        "window_end": end,
    }
