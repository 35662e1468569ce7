"""What goes in and out about stops and runs."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.pickups.api.pickup_bodies import GuidesField
from apps.pickups.api.place_bodies import PickupPlaceOut, place_of
from apps.pickups.domain.states import RunStatus, StopStatus
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

STOP_STATUSES = [status.value for status in StopStatus]
RUN_STATUSES = [status.value for status in RunStatus]


class DeliveriesBody(Serializer):
    """`guides`: all for one day and window."""

    guides = GuidesField(allow_empty=False)
    day = serializers.DateField()
    opens = serializers.TimeField(required=False)
    closes = serializers.TimeField(required=False)
    priority = serializers.IntegerField(min_value=1, max_value=5, required=False)
    skills = serializers.ListField(
        child=serializers.SlugField(max_length=30), max_length=10, required=False
    )


class DeliveryOutcomeOut(serializers.Serializer):
    guide = serializers.CharField()
    stop_id = serializers.UUIDField(allow_null=True)
    code = serializers.CharField(help_text="Empty when it was taken")
    detail = serializers.CharField()


class DeliveriesOut(serializers.Serializer):
    results = DeliveryOutcomeOut(many=True)


class StopFilters(Serializer):
    day = serializers.DateField(required=False)
    status = serializers.ChoiceField(choices=STOP_STATUSES, required=False)
    kind = serializers.ChoiceField(choices=["pickup", "delivery"], required=False)
    zone = serializers.SlugField(max_length=40, required=False)
    run_id = serializers.UUIDField(required=False)
    unplanned = serializers.BooleanField(required=False, allow_null=True, default=None)
    q = f.Text(max_length=60, required=False)


class StopOut(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    to_sender = serializers.BooleanField(help_text="A delivery of what goes back to who sent it")
    status = serializers.ChoiceField(choices=STOP_STATUSES)
    guide_number = serializers.CharField()
    pickup_id = serializers.UUIDField(allow_null=True)
    place = serializers.SerializerMethodField()
    due_on = serializers.DateField()
    window_start = serializers.DateTimeField()
    window_end = serializers.DateTimeField()
    service_s = serializers.IntegerField()
    weight_g = serializers.IntegerField()
    pieces = serializers.IntegerField()
    zone_code = serializers.CharField()
    priority = serializers.IntegerField()
    collect = f.Money(allow_null=True)
    attempts_made = serializers.IntegerField()
    run_id = serializers.UUIDField(allow_null=True)
    position = serializers.IntegerField(allow_null=True)
    locked = serializers.BooleanField()
    position_locked = serializers.BooleanField()
    planned_arrival = serializers.DateTimeField(allow_null=True)
    planned_start = serializers.DateTimeField(allow_null=True)
    eta = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(PickupPlaceOut)
    def get_place(self, row: Any) -> dict[str, Any]:
        return dict(PickupPlaceOut(place_of(row)).data)


class LockBody(Serializer):
    locked = serializers.BooleanField()
    position_locked = serializers.BooleanField(default=False)


class OpenRunBody(Serializer):
    shift_id = serializers.UUIDField()


class RunLockBody(Serializer):
    locked = serializers.BooleanField()


class PutStopBody(Serializer):
    run_id = serializers.UUIDField()
    position = serializers.IntegerField(min_value=0, max_value=1000)
    force = serializers.BooleanField(default=False)


class SequenceBody(Serializer):
    stops = serializers.ListField(child=serializers.UUIDField(), max_length=500)


class CheckOut(serializers.Serializer):
    """`starts`: when each stop would be served, by its id."""

    feasible = serializers.BooleanField()
    faults = serializers.ListField(child=serializers.CharField())
    distance = serializers.IntegerField(help_text="Metres, estimated")
    duration = serializers.IntegerField(help_text="Seconds")
    starts = serializers.DictField(child=serializers.DateTimeField())


class RunFilters(Serializer):
    day = serializers.DateField(required=False)
    status = serializers.ChoiceField(choices=RUN_STATUSES, required=False)


class RunOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    day = serializers.DateField()
    status = serializers.ChoiceField(choices=RUN_STATUSES)
    revision = serializers.IntegerField()
    locked = serializers.BooleanField()
    shift_id = serializers.UUIDField()
    driver_id = serializers.UUIDField(source="shift.driver_id")
    driver = serializers.CharField(source="shift.driver.name")
    plate = serializers.CharField(source="shift.vehicle.plate")
    planned_m = serializers.IntegerField()
    planned_s = serializers.IntegerField()
    planned_cost = f.Money(allow_null=True)
    planned_start = serializers.DateTimeField(allow_null=True)
    planned_end = serializers.DateTimeField(allow_null=True)
    started_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    driven_m = serializers.IntegerField(allow_null=True)
    matters_open = serializers.SerializerMethodField()
    stops = serializers.SerializerMethodField()

    def get_matters_open(self, row: Any) -> int:
        """What somebody has to look into; the rows are prefetched."""
        return sum(matter.settled_at is None for matter in row.matters.all())

    @extend_schema_field(StopOut(many=True))
    def get_stops(self, row: Any) -> Any:
        """In their order; the rows are prefetched."""
        ordered = sorted(row.stops.all(), key=lambda stop: (stop.position is None, stop.position))
        return StopOut(ordered, many=True).data


class CancelRunBody(Serializer):
    reason = f.Text(max_length=200)


class CompleteRunBody(Serializer):
    odometer_km = serializers.IntegerField(min_value=0, max_value=5_000_000, required=False)
