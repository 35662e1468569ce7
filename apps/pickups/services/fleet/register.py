"""Depots, vehicles and drivers, set by staff."""

from typing import Any

from django.db.models import Model

from apps.pickups.models import Depot, Driver, Vehicle
from apps.pickups.selectors.fleet import depot_by_code
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


def _refuse_taken(model: type[Model], column: str, value: str) -> None:
    if model._default_manager.filter(**{column: value}).exists():
        raise RoadError.CODE_TAKEN(code=value, field=column)
