"""Zones, their windows and what is left of them, over HTTP."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from rest_framework import serializers

from apps.pickups.api.place_bodies import LatitudeField, LongitudeField
from apps.pickups.api.routes import ADMIN, READ, STAFF_READ, routes
from apps.pickups.domain.geo import Point
from apps.pickups.selectors import zones as selectors
from apps.pickups.services.zones import set_zone as setting
from quenty.platform.http import Call, Serializer
from quenty.platform.http import fields as f

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from apps.pickups.models import Closure, Zone

SLUG = r"^[a-z0-9][a-z0-9-]{0,39}$"
MOST_RULES = 7 * 24


class SlotRuleField(Serializer):
    weekday = serializers.IntegerField(min_value=0, max_value=6, help_text="Monday is 0")
    opens = serializers.TimeField()
    closes = serializers.TimeField()
    minutes = serializers.IntegerField(min_value=15, max_value=720, default=120)
    capacity = serializers.IntegerField(min_value=1, max_value=100_000)
    capacity_g = serializers.IntegerField(min_value=1, max_value=1_000_000_000)
    capacity_cm3 = serializers.IntegerField(min_value=1, max_value=2_000_000_000)
    cutoff = serializers.TimeField(required=False, allow_null=True, default=None)
    lead_minutes = serializers.IntegerField(min_value=0, max_value=20_000, default=60)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["closes"] <= attrs["opens"]:
            detail = serializers.ErrorDetail("It closes before it opens.", code="hours")
            raise serializers.ValidationError({"closes": [detail]})
        return attrs


class PolygonField(serializers.ListField):
    """[[latitude, longitude], ...]: three corners or more, or none."""

    def __init__(self, **kwargs: Any) -> None:
        corner = serializers.ListField(
            child=serializers.FloatField(min_value=-180, max_value=180), min_length=2, max_length=2
        )
        super().__init__(child=corner, max_length=500, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        corners = super().to_internal_value(data)
        if corners and len(corners) < 3:
            raise serializers.ValidationError("Three corners at least.", code="corners")
        return corners


class ZoneBody(Serializer):
    code = serializers.RegexField(SLUG, max_length=40)
    name = f.Text(max_length=120)
    municipalities = serializers.ListField(child=f.Dane(), allow_empty=False, max_length=1200)
    polygon = PolygonField(required=False, default=list)
    priority = serializers.IntegerField(min_value=-100, max_value=100, default=0)
    active = serializers.BooleanField(default=True)
    rules = SlotRuleField(many=True, required=False, default=list, max_length=MOST_RULES)


class ZoneChange(Serializer):
    name = f.Text(max_length=120, required=False)
    municipalities = serializers.ListField(
        child=f.Dane(), allow_empty=False, max_length=1200, required=False
    )
    polygon = PolygonField(required=False)
    priority = serializers.IntegerField(min_value=-100, max_value=100, required=False)
    active = serializers.BooleanField(required=False)
    rules = SlotRuleField(many=True, required=False, max_length=MOST_RULES)


class ZoneOut(serializers.Serializer):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    municipalities = serializers.ListField(child=serializers.CharField())
    polygon = serializers.ListField(child=serializers.ListField(child=serializers.FloatField()))
    priority = serializers.IntegerField()
    active = serializers.BooleanField()
    rules = SlotRuleField(source="rules.all", many=True)


class ClosureBody(Serializer):
    zone_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    day = serializers.DateField()
    reason = f.Text(max_length=200)


class ClosureOut(serializers.Serializer):
    id = serializers.UUIDField()
    zone_id = serializers.UUIDField(allow_null=True)
    day = serializers.DateField()
    reason = serializers.CharField()


class AvailabilityQuery(Serializer):
    dane_code = f.Dane()
    latitude = LatitudeField(required=False)
    longitude = LongitudeField(required=False)
    since = serializers.DateField(required=False)
    days = serializers.IntegerField(min_value=1, max_value=31, default=7)


class WindowOut(serializers.Serializer):
    zone = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    bookable_until = serializers.DateTimeField()
    places = serializers.IntegerField()
    weight_g = serializers.IntegerField()
    volume_cm3 = serializers.IntegerField()
    bookable = serializers.BooleanField()


class AvailabilityOut(serializers.Serializer):
    windows = WindowOut(many=True)


@routes.post("zones", body=ZoneBody, answer=ZoneOut, access=ADMIN)
def set_zone(call: Call) -> "Zone":
    """Set a zone with its windows"""
    return setting.set_zone(actor=call.actor, **call.body)


@routes.list("zones", item=ZoneOut, ordering=("code",), access=STAFF_READ)
def list_zones(call: Call) -> "QuerySet[Zone]":
    """Zones and their windows"""
    return selectors.zones()


@routes.patch("zones/{zone_id}", body=ZoneChange, answer=ZoneOut, access=ADMIN)
def change_zone(call: Call, zone_id: UUID) -> "Zone":
    """Change a zone; rules that are given replace the old ones"""
    setting.change_zone(zone_id=zone_id, changes=dict(call.body), actor=call.actor)
    return selectors.zone_by_id(zone_id)


@routes.post("closures", body=ClosureBody, answer=ClosureOut, access=ADMIN)
def close_day(call: Call) -> "Closure":
    """No new bookings on a day, in a zone or everywhere"""
    return setting.close_day(actor=call.actor, **call.body)


@routes.get("availability", query=AvailabilityQuery, answer=AvailabilityOut, access=READ)
def get_availability(call: Call) -> dict[str, Any]:
    """A week's windows with what is left of them"""
    query = dict(call.query)
    latitude, longitude = query.pop("latitude", None), query.pop("longitude", None)
    at = Point(latitude, longitude) if None not in (latitude, longitude) else None
    return {"windows": selectors.availability(at=at, **query)}
