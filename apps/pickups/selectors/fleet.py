"""Depots, vehicles, drivers and shifts."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from apps.pickups.models import Depot, Driver, RoadSpeed, Shift, Vehicle
from quenty.contracts.pickups.errors import RoadError


def depots() -> "QuerySet[Depot]":
    return Depot.objects.all()


def vehicles() -> "QuerySet[Vehicle]":
    return Vehicle.objects.select_related("depot")


def drivers() -> "QuerySet[Driver]":
    return Driver.objects.select_related("depot")


def shifts_on(day: date | None = None, *, depot_id: UUID | None = None) -> "QuerySet[Shift]":
    """Shifts with all that a route needs of them, always in the same order: a plan depends on
    it."""
    rows = Shift.objects.select_related("driver", "vehicle", "start_depot", "end_depot", "run")
    rows = rows.order_by("day", "starts_at", "pk")
    if day:
        rows = rows.filter(day=day)
    return rows.filter(start_depot_id=depot_id) if depot_id else rows


def depot_by_code(code: str) -> Depot:
    """Raises pickups.depot_not_found."""
    depot = Depot.objects.filter(code=code).first()
    if depot is None:
        raise RoadError.DEPOT_NOT_FOUND(field="depot")
    return depot


def driver_by_id(driver_id: UUID) -> Driver:
    """Raises pickups.driver_not_found."""
    driver = Driver.objects.filter(pk=driver_id).first()
    if driver is None:
        raise RoadError.DRIVER_NOT_FOUND(field="driver_id")
    return driver


def vehicle_by_id(vehicle_id: UUID) -> Vehicle:
    """Raises pickups.vehicle_not_found."""
    vehicle = Vehicle.objects.filter(pk=vehicle_id).first()
    if vehicle is None:
        raise RoadError.VEHICLE_NOT_FOUND(field="vehicle_id")
    return vehicle


def speeds_of(dane_code: str) -> RoadSpeed | None:
    return RoadSpeed.objects.filter(dane_code=dane_code).first()
