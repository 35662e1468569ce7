"""A driver's shift with a vehicle: nobody and nothing is at two places at once."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.pickups.domain.business_days import at
from apps.pickups.models import Driver, Shift, Vehicle
from apps.pickups.selectors.fleet import depot_by_code, driver_by_id, vehicle_by_id
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def plan_shift(
    *,
    driver_id: UUID,
    vehicle_id: UUID,
    day: date,
    starts: time,
    ends: time,
    actor: Actor,
    start_depot: str = "",
    end_depot: str = "",
    **limits: Any,
) -> Shift:
    """Depots are the vehicle's own unless named. `limits`: breaks, max_stops, max_km,
    max_minutes.

    Raises pickups.driver_not_found, pickups.vehicle_not_found, pickups.depot_not_found,
    pickups.shift_invalid, pickups.shift_taken, pickups.licence_expired.
    """
    if ends <= starts:
        raise RoadError.SHIFT_INVALID(field="ends")
    driver, vehicle = driver_by_id(driver_id), vehicle_by_id(vehicle_id)
    if not driver.active:
        raise RoadError.DRIVER_NOT_FOUND(field="driver_id")
    if not vehicle.active:
        raise RoadError.VEHICLE_NOT_FOUND(field="vehicle_id")
    if driver.licence_expires_on < day:
        raise RoadError.LICENCE_EXPIRED(expires_on=driver.licence_expires_on.isoformat())
    start = depot_by_code(start_depot) if start_depot else vehicle.depot
    with unit_of_work("pickups"):
        _lock(driver, vehicle)
        _refuse_overlap(driver, vehicle, at(day, starts), at(day, ends))
        shift = Shift.objects.create(
            driver=driver,
            vehicle=vehicle,
            day=day,
            starts_at=at(day, starts),
            ends_at=at(day, ends),
            start_depot=start,
            end_depot=depot_by_code(end_depot) if end_depot else start,
            **limits,
        )
        record("pickups", action="shift.plan", subject=shift.pk, actor=actor)
    return shift


def _lock(driver: Driver, vehicle: Vehicle) -> None:
    # In one order: two shifts of the same pair must not wait for one another.
    Driver.objects.select_for_update().get(pk=driver.pk)
    Vehicle.objects.select_for_update().get(pk=vehicle.pk)


def _refuse_overlap(
    driver: Driver,
    vehicle: Vehicle,
    start: datetime,
    end: datetime,
    *,
    besides: UUID | None = None,
) -> None:
    taken = Shift.objects.filter(
        Q(driver=driver) | Q(vehicle=vehicle),
        available=True,
        starts_at__lt=end,
        ends_at__gt=start,
    )
    if taken.exclude(pk=besides).exists():
        raise RoadError.SHIFT_TAKEN()


def change_shift(*, shift_id: UUID, changes: dict[str, Any], actor: Actor) -> Shift:
    """`changes`: any of starts, ends, breaks, max_stops, max_km, max_minutes. The plan in force
    stays until the day is planned again.

    Raises pickups.run_not_found, pickups.run_locked for one that is over,
    pickups.shift_invalid, pickups.shift_taken.
    """
    with unit_of_work("pickups"):
        shift = Shift.objects.select_for_update(of=("self",)).filter(pk=shift_id).first()
        if shift is None:
            raise RoadError.RUN_NOT_FOUND()
        run = getattr(shift, "run", None)
        if run is not None and run.status in ("completed", "cancelled"):
            raise RoadError.RUN_LOCKED(status=run.status)
        _lock(shift.driver, shift.vehicle)
        _apply(shift, changes)
        record("pickups", action="shift.change", subject=shift.pk, actor=actor)
    return shift


def _apply(shift: Shift, changes: dict[str, Any]) -> None:
    limits = dict(changes)
    if "starts" in limits:
        shift.starts_at = at(shift.day, limits.pop("starts"))
    if "ends" in limits:
        shift.ends_at = at(shift.day, limits.pop("ends"))
    if shift.ends_at <= shift.starts_at:
        raise RoadError.SHIFT_INVALID(field="ends")
    if shift.available:
        _refuse_overlap(
            shift.driver, shift.vehicle, shift.starts_at, shift.ends_at, besides=shift.pk
        )
    for name, value in limits.items():
        setattr(shift, name, value)
    shift.save()


def withdraw_shift(*, shift_id: UUID, actor: Actor) -> Shift:
    """The driver is not available after all; a run that is under way stays.

    Raises pickups.run_not_found, pickups.run_locked.
    """
    with unit_of_work("pickups"):
        shift = Shift.objects.select_for_update().filter(pk=shift_id).first()
        if shift is None:
            raise RoadError.RUN_NOT_FOUND()
        run = getattr(shift, "run", None)
        if run is not None and run.status not in ("draft", "cancelled"):
            raise RoadError.RUN_LOCKED(status=run.status)
        shift.available = False
        shift.save()
        record("pickups", action="shift.withdraw", subject=shift.pk, actor=actor)
    return shift
