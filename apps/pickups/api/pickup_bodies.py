"""What goes in and out about pickups."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.pickups.api.place_bodies import PickupPlaceIn, PickupPlaceOut, place_of
from apps.pickups.domain.states import PickupStatus
from quenty.platform.http import Serializer
from quenty.platform.http import fields as f

STATUSES = [status.value for status in PickupStatus]


class GuidesField(serializers.ListField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(child=f.Text(max_length=30), **kwargs)


class NewPickupBody(Serializer):
    """Either `guides`, or how many parcels of what weight and volume to expect."""

    customer_id = serializers.UUIDField(required=False, help_text="Staff only")
    place = PickupPlaceIn()
    starts_at = serializers.DateTimeField(help_text="The start of a window, from availability")
    guides = GuidesField(required=False, default=list)
    parcels = serializers.IntegerField(min_value=1, max_value=5000, default=1)
    weight_g = serializers.IntegerField(min_value=1, max_value=20_000_000, default=1000)
    volume_cm3 = serializers.IntegerField(min_value=0, max_value=100_000_000, default=0)
    notes = f.Text(max_length=300, required=False, allow_blank=True, default="")


class PickupFilters(Serializer):
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    day = serializers.DateField(required=False)
    dane_code = f.Dane(required=False)
    q = f.Text(max_length=60, required=False)
    customer_id = serializers.UUIDField(required=False)


class PickupReasonBody(Serializer):
    reason = f.Text(max_length=200)


class RescheduleBody(Serializer):
    starts_at = serializers.DateTimeField()
    reason = f.Text(max_length=200, required=False, allow_blank=True, default="")


class AddGuidesBody(Serializer):
    guides = GuidesField(allow_empty=False)


class PickupParcelOut(serializers.Serializer):
    guide_number = serializers.CharField()
    piece = serializers.IntegerField()
    scanned_at = serializers.DateTimeField(allow_null=True)
    unexpected = serializers.BooleanField()


class PickupOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    customer_id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=STATUSES)
    version = serializers.IntegerField(help_text="The ETag")
    window_start = serializers.DateTimeField()
    window_end = serializers.DateTimeField()
    zone = serializers.CharField(source="slot.zone.code")
    place = serializers.SerializerMethodField()
    parcels = serializers.IntegerField()
    weight_g = serializers.IntegerField()
    volume_cm3 = serializers.IntegerField()
    notes = serializers.CharField()
    reschedules = serializers.IntegerField()
    attempts = serializers.IntegerField()
    fee = f.Money(allow_null=True)
    reason = serializers.CharField()
    listed = PickupParcelOut(source="parcels_listed.all", many=True)
    created_at = serializers.DateTimeField()

    @extend_schema_field(PickupPlaceOut)
    def get_place(self, row: Any) -> dict[str, Any]:
        return dict(PickupPlaceOut(place_of(row)).data)


class RecurringBody(Serializer):
    customer_id = serializers.UUIDField(required=False, help_text="Staff only")
    place = PickupPlaceIn()
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6),
        allow_empty=False,
        max_length=7,
        help_text="Monday is 0",
    )
    prefers = serializers.TimeField(help_text="The hour at which its window begins")
    parcels = serializers.IntegerField(min_value=1, max_value=5000)
    weight_g = serializers.IntegerField(min_value=1, max_value=20_000_000)
    volume_cm3 = serializers.IntegerField(min_value=0, max_value=100_000_000, default=0)
    notes = f.Text(max_length=300, required=False, allow_blank=True, default="")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)
    skips = serializers.ListField(child=serializers.DateField(), max_length=200, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("ends_on") and attrs["ends_on"] < attrs["starts_on"]:
            detail = serializers.ErrorDetail("It ends before it starts.", code="dates")
            raise serializers.ValidationError({"ends_on": [detail]})
        return attrs


class RecurringChange(Serializer):
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6),
        allow_empty=False,
        max_length=7,
        required=False,
    )
    prefers = serializers.TimeField(required=False)
    parcels = serializers.IntegerField(min_value=1, max_value=5000, required=False)
    weight_g = serializers.IntegerField(min_value=1, max_value=20_000_000, required=False)
    ends_on = serializers.DateField(required=False, allow_null=True)
    skips = serializers.ListField(child=serializers.DateField(), max_length=200, required=False)
    active = serializers.BooleanField(required=False)
    notes = f.Text(max_length=300, required=False, allow_blank=True)


class ComingPickupOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    status = serializers.CharField()
    window_start = serializers.DateTimeField()


class RecurringOut(serializers.Serializer):
    id = serializers.UUIDField()
    customer_id = serializers.UUIDField()
    place = serializers.SerializerMethodField()
    weekdays = serializers.ListField(child=serializers.IntegerField())
    prefers = serializers.TimeField()
    parcels = serializers.IntegerField()
    weight_g = serializers.IntegerField()
    volume_cm3 = serializers.IntegerField()
    notes = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    skips = serializers.ListField(child=serializers.DateField())
    active = serializers.BooleanField()
    refused_code = serializers.CharField(
        help_text="Why the pickup of `refused_day` could not be made; empty when all were"
    )
    refused_day = serializers.DateField(allow_null=True)
    coming = ComingPickupOut(many=True, help_text="Made already; those stay that are confirmed")
    version = serializers.IntegerField(help_text="The ETag")

    @extend_schema_field(PickupPlaceOut)
    def get_place(self, row: Any) -> dict[str, Any]:
        return dict(PickupPlaceOut(place_of(row)).data)
