"""Depots, vehicles and drivers, set by staff."""

from typing import Any
from uuid import UUID

from django.db.models import Model

from apps.pickups.models import Depot, Driver, Vehicle
from apps.pickups.selectors.fleet import depot_by_code, driver_by_id, vehicle_by_id
from apps.pickups.services.fleet.let_go import let_go_of_shifts
from quenty.contracts.pickups.errors import RoadError
from quenty.kernel.actors import Actor
from quenty.platform.audit import record
from quenty.platform.db import unit_of_work


def set_depot(*, code: str, actor: Actor, **columns: Any) -> Depot:
    """New, or changed when the code is known."""
    with unit_of_work("pickups"):
        depot, _ = Depot.objects.update_or_create(code=code, defaults=columns)
        record("pickups", action="depot.set", subject=depot.pk, actor=actor)
    return depot


def add_vehicle(*, depot: str, actor: Actor, **columns: Any) -> Vehicle:
    """Raises pickups.code_taken, pickups.depot_not_found."""
    with unit_of_work("pickups"):
        _refuse_taken(Vehicle, "plate", columns["plate"])
        vehicle = Vehicle.objects.create(depot=depot_by_code(depot), **columns)
        record("pickups", action="vehicle.add", subject=vehicle.pk, actor=actor)
    return vehicle


def add_driver(*, depot: str, actor: Actor, **columns: Any) -> Driver:
    """Raises pickups.code_taken, pickups.depot_not_found."""
    with unit_of_work("pickups"):
        _refuse_taken(Driver, "document", columns["document"])
        driver = Driver.objects.create(depot=depot_by_code(depot), **columns)
        record("pickups", action="driver.add", subject=driver.pk, actor=actor)
    return driver


def change_vehicle(*, vehicle_id: UUID, changes: dict[str, Any], actor: Actor) -> Vehicle:
    """Plans that are in force stay, unless it is let go.

    Raises pickups.vehicle_not_found, pickups.depot_not_found.
    """
    with unit_of_work("pickups"):
        vehicle = vehicle_by_id(vehicle_id)
        _change(vehicle, changes)
        if not vehicle.active:
            let_go_of_shifts(vehicle, actor=actor)
        record("pickups", action="vehicle.change", subject=vehicle.pk, actor=actor)
    return vehicle


def change_driver(*, driver_id: UUID, changes: dict[str, Any], actor: Actor) -> Driver:
    """Plans that are in force stay, unless they are let go.

    Raises pickups.driver_not_found, pickups.depot_not_found.
    """
    with unit_of_work("pickups"):
        driver = driver_by_id(driver_id)
        _change(driver, changes)
        if not driver.active:
            let_go_of_shifts(driver, actor=actor)
        record("pickups", action="driver.change", subject=driver.pk, actor=actor)
    return driver


def _change(row: Vehicle | Driver, changes: dict[str, Any]) -> None:
    columns = dict(changes)
    if "depot" in columns:
        columns["depot"] = depot_by_code(columns["depot"])
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=[*columns, "updated_at"])


def _refuse_taken(model: type[Model], column: str, value: str) -> None:
    if model._default_manager.filter(**{column: value}).exists():
        raise RoadError.CODE_TAKEN(code=value, field=column)
