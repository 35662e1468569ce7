"""Depots, vehicles, drivers and shifts over HTTP."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from apps.pickups.api.place_bodies import LatitudeField, LongitudeField, refuse_far
from apps.pickups.api.routes import ADMIN, STAFF, STAFF_READ, routes
from apps.pickups.api.zones import SLUG
from apps.pickups.domain.cash import USUAL_LIMIT
from apps.pickups.selectors import fleet as selectors
from apps.pickups.services.fleet import plan_shift as shifts
from apps.pickups.services.fleet import register
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import Depot, Driver, Shift, Vehicle


class SkillsField(serializers.ListField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        super().__init__(child=serializers.SlugField(max_length=30), max_length=20, **kwargs)


class DepotBody(Serializer):
    code = serializers.RegexField(SLUG, max_length=40)
    name = f.Text(max_length=120)
    address = f.Text(max_length=200)
    dane_code = f.Dane()
    latitude = LatitudeField()
    longitude = LongitudeField()
    active = serializers.BooleanField(default=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        refuse_far(attrs)
        return attrs


class DepotOut(DepotBody):
    id = serializers.UUIDField()


class VehicleBody(Serializer):
    plate = serializers.RegexField(r"^[A-Z0-9]{3,10}$", max_length=10)
    kind = serializers.ChoiceField(choices=["bike", "motorbike", "car", "van", "truck"])
    depot = serializers.CharField(max_length=40, help_text="Its code")
    capacity_g = serializers.IntegerField(min_value=1, max_value=50_000_000)
    capacity_cm3 = serializers.IntegerField(min_value=1, max_value=200_000_000)
    capacity_pieces = serializers.IntegerField(min_value=1, max_value=100_000)
    skills = SkillsField()
    fixed_cost = f.Amount()
    cost_per_km = f.Amount()
    cost_per_hour = f.Amount()
    max_reloads = serializers.IntegerField(min_value=0, max_value=20, default=0)


class _Change(Serializer):
    """What is not given stays as it is."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required, field.default = False, serializers.empty
        return fields


class VehicleChange(_Change, VehicleBody):
    plate = None  # type: ignore[assignment]
    active = serializers.BooleanField()


class VehicleOut(serializers.Serializer):
    id = serializers.UUIDField()
    plate = serializers.CharField()
    kind = serializers.CharField()
    depot = serializers.CharField(source="depot.code")
    capacity_g = serializers.IntegerField()
    capacity_cm3 = serializers.IntegerField()
    capacity_pieces = serializers.IntegerField()
    skills = serializers.ListField(child=serializers.CharField())
    fixed_cost = f.Money()
    cost_per_km = f.Money()
    cost_per_hour = f.Money()
    max_reloads = serializers.IntegerField()
    active = serializers.BooleanField()


class DriverBody(Serializer):
    name = f.Text(max_length=120)
    document = f.Text(max_length=20)
    phone = f.Phone()
    licence = f.Text(max_length=20)
    licence_category = serializers.ChoiceField(
        choices=["A1", "A2", "B1", "B2", "B3", "C1", "C2", "C3"]
    )
    licence_expires_on = serializers.DateField()
    depot = serializers.CharField(max_length=40, help_text="Its code")
    zones = SkillsField(help_text="Codes of zones; empty for any")
    skills = SkillsField()
    cash_limit = f.Amount(default=USUAL_LIMIT)
    user_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class DriverChange(_Change, DriverBody):
    document = None  # type: ignore[assignment]
    active = serializers.BooleanField()


class DriverOut(serializers.Serializer):
    id = serializers.UUIDField()
    user_id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    phone = serializers.CharField()
    licence_category = serializers.CharField()
    licence_expires_on = serializers.DateField()
    depot = serializers.CharField(source="depot.code")
    zones = serializers.ListField(child=serializers.CharField())
    skills = serializers.ListField(child=serializers.CharField())
    cash_limit = f.Money()
    active = serializers.BooleanField()


class BreakField(Serializer):
    early = serializers.RegexField(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    late = serializers.RegexField(r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    minutes = serializers.IntegerField(min_value=5, max_value=240)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["late"] < attrs["early"]:
            detail = serializers.ErrorDetail("It ends before it begins.", code="hours")
            raise serializers.ValidationError({"late": [detail]})
        return attrs


class ShiftBody(Serializer):
    driver_id = serializers.UUIDField()
    vehicle_id = serializers.UUIDField()
    day = serializers.DateField()
    starts = serializers.TimeField()
    ends = serializers.TimeField()
    start_depot = serializers.CharField(max_length=40, required=False, default="")
    end_depot = serializers.CharField(max_length=40, required=False, default="")
    breaks = BreakField(many=True, required=False, default=list, max_length=12)
    max_stops = serializers.IntegerField(min_value=1, max_value=1000, required=False)
    max_km = serializers.IntegerField(min_value=1, max_value=2000, required=False)
    max_minutes = serializers.IntegerField(min_value=1, max_value=1440, required=False)


class ShiftChange(_Change):
    starts = serializers.TimeField()
    ends = serializers.TimeField()
    breaks = BreakField(many=True, max_length=12)
    max_stops = serializers.IntegerField(min_value=1, max_value=1000, allow_null=True)
    max_km = serializers.IntegerField(min_value=1, max_value=2000, allow_null=True)
    max_minutes = serializers.IntegerField(min_value=1, max_value=1440, allow_null=True)


class ShiftOut(serializers.Serializer):
    id = serializers.UUIDField()
    driver_id = serializers.UUIDField()
    driver = serializers.CharField(source="driver.name")
    vehicle_id = serializers.UUIDField()
    plate = serializers.CharField(source="vehicle.plate")
    day = serializers.DateField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    start_depot = serializers.CharField(source="start_depot.code")
    end_depot = serializers.CharField(source="end_depot.code")
    breaks = BreakField(many=True)
    max_stops = serializers.IntegerField(allow_null=True)
    max_km = serializers.IntegerField(allow_null=True)
    max_minutes = serializers.IntegerField(allow_null=True)
    available = serializers.BooleanField()


class ShiftFilters(Serializer):
    day = serializers.DateField(required=False)


@routes.post("depots", body=DepotBody, answer=DepotOut, access=ADMIN)
def set_depot(call: Call) -> "Depot":
    """Set a depot, new or known by its code"""
    return register.set_depot(actor=call.actor, **call.body)


@routes.list("depots", item=DepotOut, ordering=("code",), access=STAFF_READ)
def list_depots(call: Call) -> "QuerySet[Depot]":
    """Depots"""
    return selectors.depots()


@routes.post("vehicles", body=VehicleBody, answer=VehicleOut, access=ADMIN)
def add_vehicle(call: Call) -> "Vehicle":
    """Add a vehicle"""
    return register.add_vehicle(actor=call.actor, **call.body)


@routes.patch("vehicles/{vehicle_id}", body=VehicleChange, answer=VehicleOut, access=ADMIN)
def change_vehicle(call: Call, vehicle_id: UUID) -> "Vehicle":
    """Change what a vehicle holds, costs or can do, or take it out of service"""
    return register.change_vehicle(vehicle_id=vehicle_id, changes=call.body, actor=call.actor)


@routes.list("vehicles", item=VehicleOut, ordering=("plate",), access=STAFF_READ)
def list_vehicles(call: Call) -> "QuerySet[Vehicle]":
    """Vehicles"""
    return selectors.vehicles()


@routes.post("drivers", body=DriverBody, answer=DriverOut, access=ADMIN)
def add_driver(call: Call) -> "Driver":
    """Add a driver"""
    return register.add_driver(actor=call.actor, **call.body)


@routes.patch("drivers/{driver_id}", body=DriverChange, answer=DriverOut, access=ADMIN)
def change_driver(call: Call, driver_id: UUID) -> "Driver":
    """Renew a licence, change skills, zones or the limit of cash, or let a driver go"""
    return register.change_driver(driver_id=driver_id, changes=call.body, actor=call.actor)


@routes.list("drivers", item=DriverOut, ordering=("name",), access=STAFF_READ)
def list_drivers(call: Call) -> "QuerySet[Driver]":
    """Drivers"""
    return selectors.drivers()


@routes.post("shifts", body=ShiftBody, answer=ShiftOut, access=STAFF)
def plan_shift(call: Call) -> "Shift":
    """Plan a driver's shift with a vehicle"""
    return shifts.plan_shift(actor=call.actor, **call.body)


@routes.patch("shifts/{shift_id}", body=ShiftChange, answer=ShiftOut, access=STAFF)
def change_shift(call: Call, shift_id: UUID) -> "Shift":
    """Change a shift's hours, breaks and limits until its run is over"""
    return shifts.change_shift(shift_id=shift_id, changes=call.body, actor=call.actor)


@routes.list(
    "shifts", item=ShiftOut, query=ShiftFilters, ordering=("starts_at",), access=STAFF_READ
)
def list_shifts(call: Call) -> "QuerySet[Shift]":
    """Shifts"""
    return selectors.shifts_on(**call.query)


@routes.post("shifts/{shift_id}/withdraw", answer=ShiftOut, status=200, access=STAFF)
def withdraw_shift(call: Call, shift_id: UUID) -> "Shift":
    """The driver is not available after all"""
    return shifts.withdraw_shift(shift_id=shift_id, actor=call.actor)
